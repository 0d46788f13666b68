package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.util.List;

/**
 * How a deployment ended.
 *
 * @param rollback how the deployment ended that rolled it back; null if there was none
 * @param targets as they stood at the end
 */
public record DeploymentResult(
        DeploymentSnapshot deployment, DeploymentSnapshot rollback, List<TargetSnapshot> targets) {

    public DeploymentResult {
        targets = List.copyOf(targets);
    }

    public boolean succeeded() {
        return deployment.status() == DeploymentStatus.SUCCEEDED;
    }

    /** In a few lines: which deployment failed, why, on which targets, and what became of the rollback. */
    public String failureText() {
        return DeploymentTexts.failure(this);
    }
}
