package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.logs.LogStore;
import java.util.UUID;

/**
 * One task. It is provisioned, becomes pending and runs, a step a tick, or ends as its {@link TaskBehaviour} says. Used
 * under the monitor of the {@link LocalEcs} it belongs to.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html">Task
 *     lifecycle</a>
 */
final class EcsTask {

    private final String id = UUID.randomUUID().toString().replace("-", "");
    private final String region;
    private final String account;
    private final String cluster;
    private final String service;
    private final String startedBy;
    private final ObjectNode definition;
    private final TaskBehaviour behaviour;
    private final String launchType;
    private final long created;
    private String status = "PROVISIONING";
    private String desired = "RUNNING";
    private String stopCode = "";
    private String stoppedReason = "";
    private Integer exitCode;
    private String containerReason = "";
    private long started;
    private long stopped;
    private boolean failed;
    private int ticksRunning;

    EcsTask(
            String region,
            String account,
            String cluster,
            String service,
            String startedBy,
            ObjectNode definition,
            String launchType,
            long now) {
        this.region = region;
        this.account = account;
        this.cluster = cluster;
        this.service = service;
        this.startedBy = startedBy;
        this.definition = definition;
        this.behaviour = TaskBehaviour.of(definition);
        this.launchType = launchType;
        this.created = now;
    }

    String id() {
        return id;
    }

    String arn() {
        return "arn:aws:ecs:" + region + ":" + account + ":task/" + cluster + "/" + id;
    }

    String cluster() {
        return cluster;
    }

    String service() {
        return service;
    }

    String startedBy() {
        return startedBy;
    }

    String desired() {
        return desired;
    }

    String family() {
        return definition.get("family").asText();
    }

    boolean isRunning() {
        return status.equals("RUNNING");
    }

    /** Whether it has run long enough to count as healthy: it did not end at once. */
    boolean isHealthy() {
        return isRunning() && ticksRunning > 0;
    }

    boolean isStopped() {
        return status.equals("STOPPED");
    }

    /** Whether it ended by itself. */
    boolean hasFailed() {
        return failed;
    }

    TaskBehaviour behaviour() {
        return behaviour;
    }

    /** One step towards where its behaviour leads. */
    void step(LogStore logs, boolean slowMayStart, long now) {
        switch (status) {
            case "PROVISIONING" -> status = "PENDING";
            case "PENDING" -> fromPending(logs, slowMayStart, now);
            case "RUNNING" -> {
                ticksRunning++;
                fromRunning(logs, now);
            }
            default -> {}
        }
    }

    private void fromPending(LogStore logs, boolean slowMayStart, long now) {
        switch (behaviour.kind()) {
            case CANNOT_PULL -> {
                containerReason =
                        "CannotPullContainerError: failed to resolve ref " + behaviour.image() + ": not found";
                end("TaskFailedToStart", containerReason, null, now);
            }
            case SLOW -> {
                if (slowMayStart) {
                    run(logs, now);
                }
            }
            default -> run(logs, now);
        }
    }

    private void run(LogStore logs, long now) {
        status = "RUNNING";
        started = now;
        say(logs, "starting");
        behaviour.lines().forEach(line -> say(logs, line));
    }

    private void fromRunning(LogStore logs, long now) {
        if (behaviour.kind() == TaskBehaviour.Kind.EXITS) {
            say(logs, "fatal: the process ends with " + behaviour.exitCode());
            end("EssentialContainerExited", "Essential container in task exited", behaviour.exitCode(), now);
        } else if (behaviour.kind() == TaskBehaviour.Kind.UNHEALTHY) {
            end("ServiceSchedulerInitiated", "Task failed container health checks", 137, now);
        }
    }

    private void end(String code, String reason, Integer exit, long now) {
        status = "STOPPED";
        desired = "STOPPED";
        stopCode = code;
        stoppedReason = reason;
        exitCode = exit;
        stopped = now;
        failed = true;
    }

    /** The scheduler stops it. */
    void stop(String reason, long now) {
        if (!isStopped()) {
            end("ServiceSchedulerInitiated", reason, 0, now);
            failed = false;
        }
    }

    /**
     * Writes to the log of each container that has one.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html">awslogs: streams are
     *     named prefix-name/container-name/ecs-task-id</a>
     */
    private void say(LogStore logs, String line) {
        for (JsonNode container : definition.path("containerDefinitions")) {
            JsonNode configuration = container.path("logConfiguration");
            JsonNode options = configuration.path("options");
            if (configuration.path("logDriver").asText("").equals("awslogs")
                    && !options.path("awslogs-stream-prefix").asText("").isEmpty()) {
                logs.append(
                        options.path("awslogs-region").asText(region),
                        options.path("awslogs-group").asText(),
                        options.path("awslogs-stream-prefix").asText() + "/"
                                + container.path("name").asText() + "/" + id,
                        line);
            }
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("taskArn", arn())
                .put("clusterArn", "arn:aws:ecs:" + region + ":" + account + ":cluster/" + cluster)
                .put("taskDefinitionArn", definition.get("taskDefinitionArn").asText())
                .put("lastStatus", status)
                .put("desiredStatus", desired)
                .put("launchType", launchType)
                .put("startedBy", startedBy)
                .put("group", "service:" + service)
                .put("createdAt", created / 1000.0)
                .put("version", 1);
        if (started > 0) {
            json.put("startedAt", started / 1000.0);
        }
        if (isStopped()) {
            json.put("stoppedAt", stopped / 1000.0)
                    .put("stoppingAt", stopped / 1000.0)
                    .put("stopCode", stopCode)
                    .put("stoppedReason", stoppedReason);
        }
        ArrayNode containers = json.putArray("containers");
        for (JsonNode container : definition.path("containerDefinitions")) {
            ObjectNode shown = containers
                    .addObject()
                    .put("taskArn", arn())
                    .put("name", container.path("name").asText())
                    .put("image", container.path("image").asText())
                    .put("lastStatus", status);
            if (exitCode != null) {
                shown.put("exitCode", exitCode);
            }
            if (!containerReason.isEmpty()) {
                shown.put("reason", containerReason);
            }
        }
        return json;
    }
}
