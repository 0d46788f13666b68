package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch as the API shows it. Used under the monitor of {@link LocalBatches}. */
final class BatchState {

    /** A task and the builds it had, the current one last. */
    static final class Group {
        final Batchspec.Task task;
        final List<BuildState> builds = new ArrayList<>();

        Group(Batchspec.Task task) {
            this.task = task;
        }

        BuildState current() {
            return builds.isEmpty() ? null : builds.get(builds.size() - 1);
        }

        String status() {
            return current() == null ? "" : current().json().get("buildStatus").asText();
        }

        boolean good() {
            return status().equals("SUCCEEDED") || task.ignoreFailure() && !status().isEmpty() && !running();
        }

        boolean running() {
            return current() != null && !current().isEnded();
        }
    }

    final Map<String, Group> groups = new LinkedHashMap<>();
    final String region;
    final ObjectNode request;
    final BatchLimits limits;
    private final ObjectNode batch;
    private final Clock clock;
    boolean fastFail;

    BatchState(ObjectNode batch, String region, ObjectNode request, BatchLimits limits, Clock clock) {
        this.batch = batch;
        this.region = region;
        this.request = request;
        this.limits = limits;
        this.clock = clock;
        batch.put("buildBatchStatus", "IN_PROGRESS").put("complete", false).put("startTime", seconds());
        batch.putArray("phases");
        enter("SUBMITTED");
    }

    String id() {
        return batch.get("id").asText();
    }

    String project() {
        return batch.get("projectName").asText();
    }

    boolean complete() {
        return batch.get("complete").asBoolean();
    }

    String status() {
        return batch.get("buildBatchStatus").asText();
    }

    void enter(String phase) {
        endPhase("SUCCEEDED", "", "");
        phases().addObject().put("phaseType", phase).put("startTime", seconds()).put("phaseStatus", "IN_PROGRESS");
        batch.put("currentPhase", phase);
    }

    private void endPhase(String status, String code, String message) {
        if (!phases().isEmpty()) {
            ObjectNode last = (ObjectNode) phases().get(phases().size() - 1);
            if (!last.has("endTime")) {
                last.put("endTime", seconds()).put("phaseStatus", status);
                last.putArray("contexts").addObject().put("statusCode", code).put("message", message);
            }
        }
    }

    /** @param status also the name of the last phase */
    void end(String status, String code, String message) {
        endPhase(status, code, message);
        phases().addObject().put("phaseType", status).put("startTime", seconds());
        batch.put("currentPhase", status).put("buildBatchStatus", status).put("complete", true);
        batch.put("endTime", seconds());
    }

    /** Whether it has run for longer than it may. */
    boolean isLate() {
        return !complete()
                && seconds() - batch.get("startTime").asDouble()
                        > limits.timeout().toSeconds();
    }

    void goOn() {
        batch.put("buildBatchStatus", "IN_PROGRESS").put("complete", false).remove("endTime");
        enter("IN_PROGRESS");
    }

    ObjectNode json() {
        ObjectNode shown = batch.deepCopy();
        ArrayNode all = shown.putArray("buildGroups");
        groups.values().forEach(group -> {
            ObjectNode one = all.addObject().put("identifier", group.task.identifier());
            one.put("ignoreFailure", group.task.ignoreFailure());
            ArrayNode others = one.putArray("dependsOn");
            group.task.dependsOn().forEach(others::add);
            ArrayNode prior = one.putArray("priorBuildSummaryList");
            for (BuildState build : group.builds) {
                ObjectNode summary =
                        build == group.current() ? one.putObject("currentBuildSummary") : prior.addObject();
                ObjectNode json = build.json();
                summary.set("arn", json.get("arn"));
                summary.set("requestedOn", json.get("startTime"));
                summary.set("buildStatus", json.get("buildStatus"));
            }
        });
        return shown;
    }

    private ArrayNode phases() {
        return (ArrayNode) batch.get("phases");
    }

    private double seconds() {
        return clock.millis() / 1000.0;
    }
}
