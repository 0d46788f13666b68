package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.util.List;

/**
 * How a deployment ended.
 *
 * @param service as it stood last
 * @param deploymentId the deployment of this build
 * @param taskDefinition ARN of the revision that was deployed
 * @param previousTaskDefinition ARN of the revision that the service ran before
 * @param reason why it failed; empty if it did not
 * @param restored whether the service is back at the former revision, and steady
 * @param failedTasks the newest tasks that stopped by themselves
 */
public record DeployResult(
        Outcome outcome,
        ServiceSnapshot service,
        String deploymentId,
        String taskDefinition,
        String previousTaskDefinition,
        String reason,
        boolean restored,
        List<FailedTask> failedTasks) {

    /** How it ended. */
    public enum Outcome {
        /** The service is steady with the new revision. */
        SUCCEEDED,
        /** It was started and is not waited for. */
        STARTED,
        /** ECS gave up: the circuit breaker or an alarm. */
        FAILED,
        /** It was not steady in the time given. */
        TIMED_OUT,
        /** Somebody deployed something else. */
        SUPERSEDED,
        /** The service was deleted. */
        GONE
    }

    public DeployResult {
        failedTasks = List.copyOf(failedTasks);
    }

    public boolean succeeded() {
        return outcome == Outcome.SUCCEEDED || outcome == Outcome.STARTED;
    }

    /** In a few lines: what failed, why, which tasks, and the end of a log. */
    public String failureText() {
        return DeployTexts.failure(this);
    }
}
