package io.jenkins.plugins.awsdevtools.engine.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** When something is tried again that failed and may succeed without anybody doing anything. Used by one thread at a time. */
public final class Patience {

    private final Timing timing;
    private final Backoff pauses;
    private final Duration longest;
    private Instant since;

    /** @param longest how long it is tried again, counted from its first failure */
    public Patience(Timing timing, Backoff pauses, Duration longest) {
        this.timing = Objects.requireNonNull(timing);
        this.pauses = Objects.requireNonNull(pauses);
        this.longest = Objects.requireNonNull(longest);
    }

    /** It has failed: the pause before the next try; empty if it has failed for too long. */
    public Optional<Duration> pause() {
        Instant now = timing.now();
        since = since == null ? now : since;
        return now.isAfter(since.plus(longest)) ? Optional.empty() : Optional.of(pauses.next());
    }

    /** Whether it failed before. */
    public boolean isTried() {
        return since != null;
    }
}
