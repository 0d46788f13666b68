package io.jenkins.plugins.awsdevtools.bundle;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** Whether and when AWS is asked one thing again. Used by one thread at a time. */
final class Patience {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Timing timing;
    private final Backoff backoff;
    private Instant since;

    Patience(Timing timing, RandomGenerator random) {
        this.timing = timing;
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random);
    }

    /** The pause before it is asked again; empty if AWS has refused, or has failed for too long. */
    Optional<Duration> after(Throwable failure) {
        if (!mayPass(failure)) {
            return Optional.empty();
        }
        since = since == null ? timing.now() : since;
        return timing.now().isAfter(since.plus(LONGEST)) ? Optional.empty() : Optional.of(backoff.next());
    }

    /** Whether it failed before. */
    boolean isTried() {
        return since != null;
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof AwsFailureException told
                        && told.failure() != null
                        && told.failure().transientFault();
    }
}
