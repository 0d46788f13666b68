package io.jenkins.plugins.awsdevtools.engine.flow;

import java.time.Duration;

/** How durations are told, in the log as on the page. */
public final class ShownDuration {

    private ShownDuration() {}

    /** Rounded to seconds, from an hour on cut to minutes, for example {@code 3 s}, {@code 1 min 18 s}, {@code 2 h 0 min}. */
    public static String of(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
