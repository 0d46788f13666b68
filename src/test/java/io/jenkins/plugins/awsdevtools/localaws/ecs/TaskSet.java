package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A task set of a service whose deployments CodeDeploy or somebody else controls. Used under the monitor of LocalEcs. */
final class TaskSet {
    final String id;
    final ObjectNode definition;
    final String externalId;
    final long created;
    final List<EcsTask> tasks = new ArrayList<>();
    String status = "ACTIVE";
    double scale;

    TaskSet(String id, ObjectNode definition, String externalId, double scale, long now) {
        this.id = id;
        this.definition = definition;
        this.externalId = externalId;
        this.scale = scale;
        this.created = now;
    }

    int wanted(int desired) {
        return (int) Math.ceil(desired * scale / 100);
    }

    long running() {
        return tasks.stream().filter(EcsTask::isRunning).count();
    }

    long pending() {
        return tasks.stream()
                .filter(task -> !task.isRunning() && !task.isStopped())
                .count();
    }

    boolean steady(int desired) {
        return tasks.stream().filter(EcsTask::isHealthy).count() == wanted(desired) && pending() == 0;
    }

    String arn(ServiceState service) {
        return service.arn().replace(":service/", ":task-set/") + "/" + id;
    }

    ObjectNode json(ServiceState service) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id)
                .put("taskSetArn", arn(service))
                .put("serviceArn", service.arn())
                .put("startedBy", externalId.startsWith("d-") ? "CODE_DEPLOY" : "")
                .put("externalId", externalId)
                .put("status", status)
                .put("taskDefinition", definition.get("taskDefinitionArn").asText())
                .put("computedDesiredCount", wanted(service.desired))
                .put("pendingCount", pending())
                .put("runningCount", running())
                .put("createdAt", created / 1000.0)
                .put("launchType", service.launchType)
                .put("stabilityStatus", steady(service.desired) ? "STEADY_STATE" : "STABILIZING");
        json.putObject("scale").put("value", scale).put("unit", "PERCENT");
        return json;
    }
}
