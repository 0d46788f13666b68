package io.jenkins.plugins.awsdevtools.ecs;

import io.jenkins.plugins.awsdevtools.engine.ecs.DeployResult;
import io.jenkins.plugins.awsdevtools.engine.ecs.FailedTask;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code ecsDeploy} returns to a Pipeline, which may read all of it in the sandbox. */
public final class EcsDeployResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String cluster;
    private final String service;
    private final String status;
    private final String deploymentId;
    private final String taskDefinition;
    private final String previousTaskDefinition;
    private final boolean restored;
    private final String reason;
    private final int desiredCount;
    private final int runningCount;
    private final ArrayList<String> failedTasks = new ArrayList<>();

    EcsDeployResult(DeployResult result) {
        this.cluster = result.service().cluster();
        this.service = result.service().name();
        this.status = result.outcome().name();
        this.deploymentId = result.deploymentId();
        this.taskDefinition = result.taskDefinition();
        this.previousTaskDefinition = result.previousTaskDefinition();
        this.restored = result.restored();
        this.reason = result.reason();
        this.desiredCount = result.service().desired();
        this.runningCount = result.service().running();
        for (FailedTask task : result.failedTasks()) {
            failedTasks.add(task.id() + ": " + task.reason());
        }
    }

    @Whitelisted
    public String getCluster() {
        return cluster;
    }

    @Whitelisted
    public String getService() {
        return service;
    }

    /** {@code SUCCEEDED}, {@code STARTED}, {@code FAILED}, {@code TIMED_OUT}, {@code SUPERSEDED} or {@code GONE}. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    @Whitelisted
    public String getDeploymentId() {
        return deploymentId;
    }

    /** The ARN of the revision that was deployed. */
    @Whitelisted
    public String getTaskDefinition() {
        return taskDefinition;
    }

    /** The ARN of the revision that the service ran before; {@code ecsDeploy taskDefinition:} brings it back. */
    @Whitelisted
    public String getPreviousTaskDefinition() {
        return previousTaskDefinition;
    }

    /** Whether the service runs the former revision again after a failure. */
    @Whitelisted
    public boolean isRestored() {
        return restored;
    }

    /** Why it failed; empty if it did not. */
    @Whitelisted
    public String getReason() {
        return reason;
    }

    @Whitelisted
    public int getDesiredCount() {
        return desiredCount;
    }

    @Whitelisted
    public int getRunningCount() {
        return runningCount;
    }

    /** The newest tasks that failed, each with its reason. */
    @Whitelisted
    public List<String> getFailedTasks() {
        return failedTasks;
    }
}
