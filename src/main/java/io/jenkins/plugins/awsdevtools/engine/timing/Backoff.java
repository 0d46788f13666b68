package io.jenkins.plugins.awsdevtools.engine.timing;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Growing, random pauses between tries: each is drawn between the shortest and three times the one before, and never
 * exceeds the longest ("decorrelated jitter", AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * <p>Not safe for use by several threads at once; its owner guards it.
 */
public final class Backoff {

    private static final int GROWTH = 3;

    private final Duration shortest;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration last = Duration.ZERO;

    /**
     * @param shortest the lower bound of every pause, more than zero
     * @param longest the upper bound of every pause, at least {@code shortest}
     */
    public Backoff(Duration shortest, Duration longest, RandomGenerator random) {
        if (shortest.isZero() || shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("pauses from " + shortest + " to " + longest);
        }
        this.shortest = shortest;
        this.longest = longest;
        this.random = Objects.requireNonNull(random);
    }

    /** The next pause, to be waited before the next try. */
    public Duration next() {
        long low = shortest.toMillis();
        long high = Math.max(low + 1, Math.min(longest.toMillis(), Math.max(low, last.toMillis()) * GROWTH) + 1);
        last = Duration.ofMillis(Math.min(longest.toMillis(), random.nextLong(low, high)));
        return last;
    }

    /** Whether a pause was drawn since the last success. */
    public boolean isActive() {
        return !last.isZero();
    }

    /** Success: the next pause is a short one again. */
    public void reset() {
        last = Duration.ZERO;
    }
}
