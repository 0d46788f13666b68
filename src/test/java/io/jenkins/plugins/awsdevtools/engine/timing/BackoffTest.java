package io.jenkins.plugins.awsdevtools.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Property
    void everyPauseIsBetweenTheShortestAndTheLongest(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5000) int low,
            @ForAll @IntRange(max = 60000) int more) {
        Backoff backoff = new Backoff(Duration.ofMillis(low), Duration.ofMillis(low + more), new Random(seed));
        for (int i = 0; i < 50; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(low), Duration.ofMillis(low + more));
        }
    }

    @Test
    void afterASuccessThePausesAreShortAgain() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofHours(1), new Random(1));
        for (int i = 0; i < 30; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.isActive()).isFalse();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void pausesWithoutAnOrderAreRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), new Random(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
