package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.util.Objects;

/**
 * How a build is followed.
 *
 * @param logMode what is printed of its log
 * @param lastLines how many lines of the log a failure shows, from 0 to 1000
 * @param onAbort what becomes of the build when {@link BuildRun#abort} is called
 * @param retry whether another attempt is made
 */
public record BuildSettings(LogMode logMode, int lastLines, OnAbort onAbort, RetryPolicy retry) {

    /** The most lines that {@code lastLines} may ask for. */
    public static final int MOST_LAST_LINES = 1000;

    /** The log is streamed, a failure shows 20 lines, an abort stops the build. */
    public static final BuildSettings DEFAULT = new BuildSettings(LogMode.STREAM, 20, OnAbort.STOP);

    /** One attempt. */
    public BuildSettings(LogMode logMode, int lastLines, OnAbort onAbort) {
        this(logMode, lastLines, onAbort, RetryPolicy.NEVER);
    }

    public BuildSettings {
        Objects.requireNonNull(retry);
        Objects.requireNonNull(logMode);
        Objects.requireNonNull(onAbort);
        if (lastLines < 0 || lastLines > MOST_LAST_LINES) {
            throw new io.jenkins.plugins.awsdevtools.engine.ParameterException(
                    "lastLines",
                    lastLines,
                    io.jenkins.plugins.awsdevtools.engine.Texts.of("codebuild.lastLines", MOST_LAST_LINES));
        }
    }
}
