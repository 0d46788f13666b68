package io.jenkins.plugins.awsdevtools.engine.work;

import java.time.Duration;
import java.util.Objects;

/**
 * How a start is made exactly once.
 *
 * @param tokenLife how long AWS answers a repeated call with the same work; zero if the call takes no token. After it the
 *     work is looked for before the call is repeated.
 * @param settling how long after a call without an answer the work may exist without being found; "not found" is believed
 *     only then
 * @param patience how long the call is repeated while AWS cannot be reached or throttles
 */
public record StartRules(Duration tokenLife, Duration settling, Duration patience) {

    public StartRules {
        Objects.requireNonNull(tokenLife);
        Objects.requireNonNull(settling);
        Objects.requireNonNull(patience);
    }
}
