package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Objects;

/**
 * How an execution is followed.
 *
 * @param onAbort what becomes of it when the run is aborted
 * @param retryFailed how often a failed stage is tried again, 0 to 10
 * @param retryAll whether a retry runs the actions again that succeeded
 * @param awaitEnd whether its end is waited for
 * @param logs what is printed of what goes on behind its actions
 * @param approvedAt where in Jenkins its approvals are answered; empty for nowhere
 */
public record ExecutionSettings(
        OnAbort onAbort, int retryFailed, boolean retryAll, boolean awaitEnd, ActionLogs logs, String approvedAt) {

    /** The most retries that can be asked for. */
    public static final int MOST_RETRIES = 10;

    /** An abort stops it, nothing is tried again, its end is waited for. */
    public static final ExecutionSettings DEFAULT = new ExecutionSettings(OnAbort.STOP, 0, false, true);

    /** @throws ParameterException if there are too many retries */
    public ExecutionSettings {
        Objects.requireNonNull(onAbort);
        Objects.requireNonNull(logs);
        Objects.requireNonNull(approvedAt);
        if (retryFailed < 0 || retryFailed > MOST_RETRIES) {
            throw new ParameterException("retryFailed", retryFailed, Texts.of("codepipeline.retries", MOST_RETRIES));
        }
    }

    /** With the logs of its actions as they arrive, approvals answered elsewhere. */
    public ExecutionSettings(OnAbort onAbort, int retryFailed, boolean retryAll, boolean awaitEnd) {
        this(onAbort, retryFailed, retryAll, awaitEnd, ActionLogs.PREFIXED, "");
    }
}
