package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.util.List;

/**
 * How a deployment ended, or how it stands if its end was not waited for.
 *
 * @param rollback how the deployment ended that rolled it back; null if there was none
 * @param targets as they stood at the end
 * @param taskDefinition the ARN of the revision that was registered for it, or null
 * @param previousTaskDefinition what the service ran before; null if no revision was registered, empty if nobody may know
 */
public record DeploymentResult(
        DeploymentSnapshot deployment,
        DeploymentSnapshot rollback,
        List<TargetSnapshot> targets,
        String taskDefinition,
        String previousTaskDefinition) {

    public DeploymentResult {
        targets = List.copyOf(targets);
    }

    public boolean succeeded() {
        return deployment.status() == DeploymentStatus.SUCCEEDED;
    }

    /** Whether it ended otherwise than it should. */
    public boolean failed() {
        return deployment.status().isEnd() && !succeeded();
    }

    /** In a few lines: which deployment failed, why, on which targets, and what became of the rollback. */
    public String failureText() {
        return DeploymentTexts.failure(this);
    }
}
