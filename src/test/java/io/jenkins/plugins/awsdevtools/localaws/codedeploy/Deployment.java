package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A deployment and its targets as the API shows them. Every method takes the monitor; a reader gets a copy. */
final class Deployment {

    private static final long LOOK_MILLIS = 10;

    static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Stopped");

    private final Clock clock;
    private final String region;
    private final ObjectNode info;
    private final Map<String, ObjectNode> targets = new LinkedHashMap<>();
    private final Consumer<Deployment> onChange;
    private boolean stopping;
    private boolean rollBackWhenStopped;
    private boolean readyGone;
    private boolean terminationGone;
    private boolean inTerminationWait;

    /** @param onChange told of every new status, with the monitor */
    Deployment(String region, ObjectNode info, Clock clock, Consumer<Deployment> onChange) {
        this.region = region;
        this.info = info;
        this.clock = clock;
        this.onChange = onChange;
        info.put("createTime", seconds()).put("status", "Created");
    }

    String region() {
        return region;
    }

    synchronized String id() {
        return info.get("deploymentId").asText();
    }

    synchronized String text(String field) {
        return info.path(field).asText("");
    }

    synchronized double created() {
        return info.get("createTime").asDouble();
    }

    synchronized String status() {
        return info.get("status").asText();
    }

    boolean isEnded() {
        return ENDED.contains(status());
    }

    synchronized ObjectNode json() {
        ObjectNode copy = info.deepCopy();
        ObjectNode overview = copy.putObject("deploymentOverview");
        for (String status : List.of("Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Ready")) {
            overview.put(
                    status,
                    targets.values().stream()
                            .filter(target ->
                                    body(target).get("status").asText().equals(status))
                            .count());
        }
        return copy;
    }

    synchronized JsonNode get(String field) {
        return info.path(field).deepCopy();
    }

    synchronized void status(String status) {
        if (ENDED.contains(info.get("status").asText())) {
            return;
        }
        info.put("status", status);
        if (status.equals("InProgress") && !info.has("startTime")) {
            info.put("startTime", seconds());
        }
        if (ENDED.contains(status)) {
            info.put("completeTime", seconds());
        }
        notifyAll();
        onChange.accept(this);
    }

    synchronized void fail(String code, String message) {
        info.putObject("errorInformation").put("code", code).put("message", message);
        status("Failed");
    }

    /** @param field {@code rollbackDeploymentId} or {@code rollbackMessage} */
    synchronized void rollback(String field, String value) {
        ObjectNode rollback =
                info.has("rollbackInfo") ? (ObjectNode) info.get("rollbackInfo") : info.putObject("rollbackInfo");
        rollback.put(field, value);
    }

    // What was asked for while it runs

    synchronized void stop(boolean rollBack) {
        stopping = true;
        rollBackWhenStopped = rollBack;
        notifyAll();
    }

    synchronized boolean stopping() {
        return stopping;
    }

    synchronized boolean rollBackWhenStopped() {
        return rollBackWhenStopped;
    }

    synchronized void goOn(boolean fromReady) {
        readyGone |= fromReady;
        terminationGone |= !fromReady;
        notifyAll();
    }

    /** Waits for {@link #goOn} or a stop, at most so long. True if it goes on. */
    synchronized boolean awaitGoOn(boolean fromReady, Supplier<Duration> time) throws InterruptedException {
        inTerminationWait = !fromReady;
        boolean told = await(time, () -> stopping || (fromReady ? readyGone : terminationGone));
        inTerminationWait = false;
        return told && !stopping;
    }

    /**
     * Lets so much time of the clock pass, or less if a condition comes true. The monitor is free meanwhile.
     *
     * @param time asked again and again
     * @return whether the condition came true
     */
    synchronized boolean await(Supplier<Duration> time, BooleanSupplier condition) throws InterruptedException {
        Instant begin = clock.instant();
        while (!condition.getAsBoolean()) {
            if (!clock.instant().isBefore(begin.plus(time.get()))) {
                return false;
            }
            wait(LOOK_MILLIS); // a clock that a test sets wakes nobody
        }
        return true;
    }

    /** Whether what is old is kept for a while before it is terminated. */
    synchronized boolean inTerminationWait() {
        return inTerminationWait;
    }

    // Targets

    synchronized List<String> targetIds() {
        return new ArrayList<>(targets.keySet());
    }

    synchronized ObjectNode target(String id) {
        ObjectNode target = targets.get(id);
        return target == null ? null : target.deepCopy();
    }

    /** @param type {@code InstanceTarget}, {@code LambdaTarget} or {@code ECSTarget} */
    synchronized void addTarget(String type, String id, String arn, String label, List<String> events) {
        ObjectNode target = JsonNodeFactory.instance.objectNode().put("deploymentTargetType", type);
        ObjectNode body = target.putObject(field(type));
        body.put("deploymentId", id())
                .put("targetId", id)
                .put("targetArn", arn)
                .put("status", "Pending")
                .put("lastUpdatedAt", seconds());
        if (label != null) {
            body.put("instanceLabel", label);
        }
        ArrayNode all = body.putArray("lifecycleEvents");
        events.forEach(event -> all.addObject().put("lifecycleEventName", event).put("status", "Pending"));
        targets.put(id, target);
    }

    synchronized void targetStatus(String id, String status) {
        ObjectNode body = body(targets.get(id));
        body.put("status", status).put("lastUpdatedAt", seconds());
        if (status.equals("Skipped") || status.equals("Failed")) {
            for (JsonNode event : body.get("lifecycleEvents")) {
                if (!Set.of("Succeeded", "Failed").contains(event.get("status").asText())) {
                    ((ObjectNode) event).put("status", "Skipped");
                }
            }
        }
    }

    /** Changes the part of a target that is of its own kind, such as the weights of a function's versions. */
    synchronized void change(String id, Consumer<ObjectNode> change) {
        ObjectNode body = body(targets.get(id));
        change.accept(body);
        body.put("lastUpdatedAt", seconds());
    }

    synchronized void begin(String id, String event) {
        event(id, event).put("status", "InProgress").put("startTime", seconds());
        body(targets.get(id)).put("lastUpdatedAt", seconds());
    }

    synchronized void end(String id, String event, Diagnostics diagnostics) {
        ObjectNode node = event(id, event);
        node.put("status", diagnostics.succeeded() ? "Succeeded" : "Failed").put("endTime", seconds());
        node.putObject("diagnostics")
                .put("errorCode", diagnostics.errorCode())
                .put("scriptName", diagnostics.scriptName())
                .put("message", diagnostics.message())
                .put("logTail", diagnostics.logTail());
        body(targets.get(id)).put("lastUpdatedAt", seconds());
    }

    synchronized String targetStatus(String id) {
        return body(targets.get(id)).get("status").asText();
    }

    private ObjectNode event(String id, String name) {
        for (JsonNode event : body(targets.get(id)).get("lifecycleEvents")) {
            if (event.get("lifecycleEventName").asText().equals(name)) {
                return (ObjectNode) event;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static ObjectNode body(ObjectNode target) {
        return (ObjectNode) target.get(field(target.get("deploymentTargetType").asText()));
    }

    private static String field(String type) {
        return switch (type) {
            case "LambdaTarget" -> "lambdaTarget";
            case "ECSTarget" -> "ecsTarget";
            default -> "instanceTarget";
        };
    }

    private double seconds() {
        return clock.millis() / 1000.0;
    }
}
