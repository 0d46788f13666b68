package io.jenkins.plugins.awsdevtools.engine.watch;

import java.time.Duration;

/**
 * How often status is read.
 *
 * @param interval from the end of one round of calls to the next, at least one second
 * @param jitter the share of the interval, from 0 to 1, of which a random part is added to it, so that controllers
 *     started together do not call together
 * @param gather how long a watch that is new waits for others that are new, to travel in the same call
 * @param longestPause the longest pause of a group that is throttled or cannot be read
 */
public record WatchPacing(Duration interval, double jitter, Duration gather, Duration longestPause) {

    /** The shortest interval that may be configured. */
    public static final Duration FLOOR = Duration.ofSeconds(1);

    /** A round every five seconds. */
    public static final WatchPacing DEFAULT = every(Duration.ofSeconds(5));

    public WatchPacing {
        if (interval.compareTo(FLOOR) < 0) {
            throw new IllegalArgumentException("interval " + interval + " is under " + FLOOR);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter " + jitter + " is not between 0 and 1");
        }
        if (gather.isNegative() || longestPause.compareTo(interval) < 0) {
            throw new IllegalArgumentException("gather " + gather + ", longest pause " + longestPause);
        }
    }

    /**
     * A round at the given interval, with a tenth of jitter, and pauses of up to two minutes under throttling.
     *
     * @param interval whatever is configured; one under the {@link #FLOOR} is taken as the floor
     */
    public static WatchPacing every(Duration interval) {
        Duration longest = Duration.ofMinutes(2);
        Duration allowed = interval.compareTo(FLOOR) < 0 ? FLOOR : interval;
        return new WatchPacing(
                allowed, 0.1, Duration.ofMillis(100), longest.compareTo(allowed) < 0 ? allowed : longest);
    }
}
