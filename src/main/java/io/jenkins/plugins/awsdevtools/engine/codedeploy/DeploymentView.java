package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.util.List;

/**
 * A deployment as it stands, with its targets and what rolls it back.
 *
 * @param rollback null while there is none
 */
public record DeploymentView(
        String region,
        DeploymentSnapshot deployment,
        List<TargetSnapshot> targets,
        DeploymentSnapshot rollback,
        List<TargetSnapshot> rollbackTargets) {

    public DeploymentView {
        targets = List.copyOf(targets);
        rollbackTargets = List.copyOf(rollbackTargets);
    }
}
