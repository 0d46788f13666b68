package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One deployment of a service, with its tasks. Used under the monitor of the {@link LocalEcs}. */
final class EcsDeployment {
    final String id;
    final ObjectNode definition;
    final String launchType;
    final String platformVersion;
    final long created;
    /** Whether the circuit breaker made it. */
    final boolean rollback;

    final List<EcsTask> tasks = new ArrayList<>();
    String status = "PRIMARY";
    String rolloutState = "IN_PROGRESS";
    String rolloutStateReason;
    int failedTasks;
    int desired;
    long updated;

    EcsDeployment(
            String id,
            ObjectNode definition,
            String launchType,
            String platformVersion,
            int desired,
            String rollbackTo,
            long now) {
        this.id = id;
        this.definition = definition;
        this.launchType = launchType;
        this.platformVersion = platformVersion;
        this.desired = desired;
        this.rollback = !rollbackTo.isEmpty();
        this.rolloutStateReason = rollback
                ? "ECS deployment circuit breaker: rolling back to deploymentId " + rollbackTo + "."
                : "ECS deployment " + id + " in progress.";
        this.created = now;
        this.updated = now;
    }

    String taskDefinitionArn() {
        return definition.get("taskDefinitionArn").asText();
    }

    void rollout(String state, String reason, long now) {
        rolloutState = state;
        rolloutStateReason = reason;
        updated = now;
    }

    long running() {
        return tasks.stream().filter(EcsTask::isRunning).count();
    }

    long pending() {
        return tasks.stream()
                .filter(task -> !task.isRunning() && !task.isStopped())
                .count();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id)
                .put("status", status)
                .put("taskDefinition", taskDefinitionArn())
                .put("desiredCount", status.equals("PRIMARY") ? desired : 0)
                .put("pendingCount", pending())
                .put("runningCount", running())
                .put("failedTasks", failedTasks)
                .put("createdAt", created / 1000.0)
                .put("updatedAt", updated / 1000.0)
                .put("launchType", launchType)
                .put("rolloutState", rolloutState)
                .put("rolloutStateReason", rolloutStateReason);
        if (!platformVersion.isEmpty()) {
            json.put("platformVersion", platformVersion);
        }
        return json;
    }
}
