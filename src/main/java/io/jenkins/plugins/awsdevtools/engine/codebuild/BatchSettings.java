package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.Objects;

/**
 * How a batch is followed.
 *
 * @param logs what is printed of the logs of its groups
 * @param lastLines how many lines of a failed group's log a failure shows, 0 to 1000
 * @param onAbort what becomes of the batch when the run is aborted
 * @param retries how often the failed builds of a failed batch are tried again, 0 to 10
 */
public record BatchSettings(Logs logs, int lastLines, OnAbort onAbort, int retries) {

    /** What is printed of the logs of the groups. */
    public enum Logs {
        /** Every line as it arrives, with the group in front. */
        PREFIXED,
        /** One group after the other, each when it has ended, under a heading. */
        FOLDED,
        /** Nothing; if groups fail, the last lines of theirs. */
        ON_FAILURE,
        /** Nothing; no log is read. */
        NONE
    }

    public static final BatchSettings DEFAULT = new BatchSettings(Logs.PREFIXED, 20, OnAbort.STOP, 0);

    /** @throws ParameterException if a number is out of range */
    public BatchSettings {
        Objects.requireNonNull(logs);
        Objects.requireNonNull(onAbort);
        Checks.must(
                lastLines >= 0 && lastLines <= BuildSettings.MOST_LAST_LINES,
                "lastLines",
                lastLines,
                "codebuild.lastLines",
                BuildSettings.MOST_LAST_LINES);
        Checks.must(
                retries >= 0 && retries <= RetryPolicy.MOST,
                "retries",
                retries,
                "codebuild.autoRetryLimit",
                RetryPolicy.MOST);
    }
}
