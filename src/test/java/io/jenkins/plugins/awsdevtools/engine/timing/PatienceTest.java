package io.jenkins.plugins.awsdevtools.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final VirtualTiming timing = new VirtualTiming();
    private final Patience patience =
            new Patience(timing, new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1)), LONGEST);

    @Test
    void nothingWasTriedBeforeTheFirstFailure() {
        assertThat(patience.isTried()).isFalse();
        assertThat(patience.pause()).isPresent();
        assertThat(patience.isTried()).isTrue();
    }

    @Test
    void itIsTriedAgainUntilItHasFailedForTooLong() {
        patience.pause();
        timing.advance(LONGEST);
        assertThat(patience.pause()).isPresent();
        timing.advance(Duration.ofMillis(1));
        assertThat(patience.pause()).isEmpty();
    }

    @Test
    void theTimeBeforeTheFirstFailureDoesNotCount() {
        timing.advance(LONGEST.multipliedBy(2));
        assertThat(patience.pause()).isPresent();
    }
}
