package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentResult;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.TargetSnapshot;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code codeDeploy} returns to a Pipeline, which may read all of it in the sandbox. */
public final class CodeDeployResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String deploymentId;
    private final String status;
    private final String rollbackId;
    private final String rollbackStatus;
    private final String taskDefinition;
    private final String previousTaskDefinition;
    private final LinkedHashMap<String, String> targets = new LinkedHashMap<>();

    CodeDeployResult(DeploymentResult result) {
        this.deploymentId = result.deployment().id();
        this.status = result.deployment().status().name();
        this.rollbackId = result.deployment().rollbackId();
        this.rollbackStatus =
                result.rollback() == null ? null : result.rollback().status().name();
        this.taskDefinition = result.taskDefinition();
        this.previousTaskDefinition = Util.fixEmpty(result.previousTaskDefinition());
        for (TargetSnapshot target : result.targets()) {
            targets.put(target.id(), target.status());
        }
    }

    /** {@code d-...}. */
    @Whitelisted
    public String getDeploymentId() {
        return deploymentId;
    }

    /** {@code SUCCEEDED}, {@code FAILED} or {@code STOPPED}, or how it stood if its end was not waited for. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** The deployment that rolled this one back, or null. */
    @Whitelisted
    public String getRollbackId() {
        return rollbackId;
    }

    /** How the rollback ended, or null. */
    @Whitelisted
    public String getRollbackStatus() {
        return rollbackStatus;
    }

    /** The ARN of the task definition that was registered for this deployment, or null. */
    @Whitelisted
    public String getTaskDefinition() {
        return taskDefinition;
    }

    /** The ARN of what the service ran before; null if no task definition was registered or nobody may know. */
    @Whitelisted
    public String getPreviousTaskDefinition() {
        return previousTaskDefinition;
    }

    /** Status by target: {@code Succeeded}, {@code Failed}, {@code Skipped}, ... */
    @Whitelisted
    public Map<String, String> getTargets() {
        return targets;
    }
}
