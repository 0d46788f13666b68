package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.time.Duration;

/** How long CodeDeploy is given for what a run waits for. */
final class DeploymentPatience {

    /**
     * The longest is of ECS: "between the deployment of a revision and the shifting of traffic ... 120", "between the first
     * and last traffic shift ... 48", "between the completion of a deployment and the termination of the original
     * environment ... 48" hours ("CodeDeploy quotas"); and a day.
     */
    static final Duration WATCH = Duration.ofHours(120 + 48 + 48 + 24);

    /** How long after a failure CodeDeploy may take to make the deployment that rolls it back. */
    static final Duration ROLLBACK = Duration.ofMinutes(1);

    /** How long a deployment that was told to stop may take to say that it has. */
    static final Duration STOP = Duration.ofSeconds(110);

    private DeploymentPatience() {}
}
