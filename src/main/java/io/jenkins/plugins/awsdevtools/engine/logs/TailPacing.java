package io.jenkins.plugins.awsdevtools.engine.logs;

import java.time.Duration;

/**
 * How often a log is read.
 *
 * @param interval the pause after a read that brought nothing; a read that brought something is followed by the next at
 *     once, as the {@link ReadBudget} allows
 * @param quiet how long nothing may arrive after the build's end before the log counts as drained; CloudWatch shows a
 *     line some seconds after it was written
 * @param longestDrain how long after the build's end the log is given up, drained or not
 * @param longestPause the longest pause when reading fails
 */
public record TailPacing(Duration interval, Duration quiet, Duration longestDrain, Duration longestPause) {

    /** Every three seconds; drained after four quiet ones; given up five minutes after the build's end. */
    public static final TailPacing DEFAULT =
            new TailPacing(Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofMinutes(5), Duration.ofMinutes(1));
}
