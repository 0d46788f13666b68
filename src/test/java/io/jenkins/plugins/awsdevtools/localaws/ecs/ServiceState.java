package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A service as it stands: what was asked of it, its deployments, newest first, and its events. */
final class ServiceState {

    /** "The event stream for your service. A maximum of 100 of the latest events are displayed." (Service, events). */
    private static final int MOST_EVENTS = 100;

    private static final AtomicLong NUMBERS = new AtomicLong(1_000_000_000_000_000_000L);

    final String region;
    final String account;
    final String cluster;
    final String name;
    final String controller;
    final String launchType;
    final List<EcsDeployment> deployments = new ArrayList<>();
    final List<TaskSet> taskSets = new ArrayList<>();
    /** Of deployments that are no more; ECS shows a stopped task for an hour at least. */
    final List<EcsTask> former = new ArrayList<>();

    private final Clock clock;
    private final long created;
    private final ObjectNode asked;
    private final Deque<ObjectNode> events = new ArrayDeque<>();
    String status = "ACTIVE";
    int desired;
    int minimumPercent = 100;
    int maximumPercent = 200;
    boolean circuitBreaker;
    boolean rollback;
    String platformVersion = "";
    /** The definition of the last deployment that completed, and that deployment; null before the first. */
    EcsDeployment lastCompleted;

    ServiceState(Clock clock, String region, String account, String cluster, ObjectNode request) {
        this.clock = clock;
        this.region = region;
        this.account = account;
        this.cluster = cluster;
        this.asked = request;
        this.name = request.get("serviceName").asText();
        this.controller = request.path("deploymentController").path("type").asText("ECS");
        this.launchType = request.path("launchType").asText("EC2");
        this.desired = request.path("desiredCount").asInt(0);
        this.platformVersion =
                launchType.equals("FARGATE") ? request.path("platformVersion").asText("LATEST") : "";
        this.created = clock.millis();
        configure(request.path("deploymentConfiguration"));
    }

    /** What is given takes the place of what was. */
    void configure(JsonNode configuration) {
        minimumPercent = configuration.path("minimumHealthyPercent").asInt(minimumPercent);
        maximumPercent = configuration.path("maximumPercent").asInt(maximumPercent);
        JsonNode breaker = configuration.path("deploymentCircuitBreaker");
        if (breaker.isObject()) {
            circuitBreaker = breaker.path("enable").asBoolean();
            rollback = breaker.path("rollback").asBoolean();
        }
    }

    long now() {
        return clock.millis();
    }

    String arn() {
        return "arn:aws:ecs:" + region + ":" + account + ":service/" + cluster + "/" + name;
    }

    EcsDeployment primary() {
        return deployments.get(0);
    }

    /** Begins a deployment; the one before becomes an active one. */
    EcsDeployment deploy(ObjectNode definition, String rollbackTo) {
        EcsDeployment next = new EcsDeployment(
                "ecs-svc/" + NUMBERS.incrementAndGet(),
                definition,
                launchType,
                platformVersion,
                desired,
                rollbackTo,
                now());
        deployments.forEach(deployment -> deployment.status = "ACTIVE");
        deployments.add(0, next);
        return next;
    }

    void say(String message) {
        events.addFirst(JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("createdAt", now() / 1000.0)
                .put("message", "(service " + name + ") " + message));
        while (events.size() > MOST_EVENTS) {
            events.removeLast();
        }
    }

    List<EcsTask> tasks() {
        List<EcsTask> all = new ArrayList<>();
        deployments.forEach(deployment -> all.addAll(deployment.tasks));
        taskSets.forEach(set -> all.addAll(set.tasks));
        all.addAll(former);
        return all;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("serviceArn", arn())
                .put("serviceName", name)
                .put("clusterArn", "arn:aws:ecs:" + region + ":" + account + ":cluster/" + cluster)
                .put("status", status)
                .put("desiredCount", desired)
                .put("runningCount", tasks().stream().filter(EcsTask::isRunning).count())
                .put(
                        "pendingCount",
                        tasks().stream()
                                .filter(task -> !task.isRunning() && !task.isStopped())
                                .count())
                .put("launchType", launchType)
                .put("createdAt", created / 1000.0)
                .put("schedulingStrategy", "REPLICA")
                .put("enableECSManagedTags", false)
                .put("propagateTags", "NONE")
                .put("enableExecuteCommand", false);
        json.putObject("deploymentController").put("type", controller);
        if (controller.equals("ECS")) {
            json.put("taskDefinition", primary().taskDefinitionArn());
        }
        if (!platformVersion.isEmpty()) {
            json.put("platformVersion", platformVersion).put("platformFamily", "Linux");
        }
        ObjectNode configuration = json.putObject("deploymentConfiguration");
        configuration
                .put("maximumPercent", maximumPercent)
                .put("minimumHealthyPercent", minimumPercent)
                .putObject("deploymentCircuitBreaker")
                .put("enable", circuitBreaker)
                .put("rollback", rollback);
        json.set("loadBalancers", asked.path("loadBalancers").isArray() ? asked.get("loadBalancers") : array());
        json.set("serviceRegistries", array());
        ArrayNode shown = json.putArray("deployments");
        if (controller.equals("ECS")) {
            deployments.forEach(deployment -> shown.add(deployment.json()));
        }
        ArrayNode sets = json.putArray("taskSets");
        taskSets.forEach(set -> sets.add(set.json(this)));
        ArrayNode told = json.putArray("events");
        events.forEach(event -> told.add(event.deepCopy()));
        return json;
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
