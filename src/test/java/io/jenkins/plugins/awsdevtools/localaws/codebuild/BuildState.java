package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A build as the API shows it. Every method takes the monitor; a reader gets a copy. */
final class BuildState {

    private final Clock clock;
    private final ObjectNode build;
    private final String region;
    private final Runnable onEnd;
    private boolean ended;

    /** @param onEnd told once, with the build's monitor, when it has ended */
    BuildState(ObjectNode build, String region, Clock clock, Runnable onEnd) {
        this.onEnd = onEnd;
        this.build = build;
        this.region = region;
        this.clock = clock;
        build.putArray("phases");
        build.put("buildComplete", false).put("buildStatus", "IN_PROGRESS");
        build.put("startTime", seconds());
        enter("SUBMITTED");
    }

    String region() {
        return region;
    }

    synchronized String id() {
        return build.get("id").asText();
    }

    synchronized String project() {
        return build.get("projectName").asText();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized ObjectNode json() {
        return build.deepCopy();
    }

    synchronized double started() {
        return build.get("startTime").asDouble();
    }

    /** Ends the current phase well and begins the next. */
    synchronized void enter(String phase) {
        if (!ended) {
            endPhase("SUCCEEDED", "", "");
            phases().addObject().put("phaseType", phase).put("startTime", seconds());
            build.put("currentPhase", phase);
        }
    }

    /** Ends the current phase; without effect if it has ended. */
    synchronized void endPhase(String status, String code, String message) {
        ArrayNode phases = phases();
        if (phases.isEmpty()) {
            return;
        }
        ObjectNode last = (ObjectNode) phases.get(phases.size() - 1);
        if (!last.has("endTime") && !last.get("phaseType").asText().equals("COMPLETED")) {
            double now = seconds();
            last.put("endTime", now)
                    .put("durationInSeconds", (long)
                            (now - last.get("startTime").asDouble()))
                    .put("phaseStatus", status);
            last.putArray("contexts").addObject().put("statusCode", code).put("message", message);
        }
    }

    /** The end, the first one told: what comes later changes nothing. */
    synchronized boolean end(String status) {
        if (ended) {
            return false;
        }
        endPhase(status.equals("SUCCEEDED") ? "SUCCEEDED" : status, "", "");
        double now = seconds();
        phases().addObject().put("phaseType", "COMPLETED").put("startTime", now);
        build.put("currentPhase", "COMPLETED").put("buildStatus", status).put("buildComplete", true);
        build.put("endTime", now);
        ended = true;
        onEnd.run();
        return true;
    }

    synchronized void log(String group, String stream) {
        ObjectNode logs = build.putObject("logs");
        logs.put("groupName", group).put("streamName", stream);
        logs.put(
                "deepLink",
                "https://console.aws.amazon.com/cloudwatch/home?region=" + region + "#logEvent:group=" + group
                        + ";stream=" + stream);
        logs.putObject("cloudWatchLogs").put("status", "ENABLED");
    }

    synchronized void exported(Map<String, String> variables) {
        ArrayNode exported = build.putArray("exportedEnvironmentVariables");
        variables.forEach(
                (name, value) -> exported.addObject().put("name", name).put("value", value));
    }

    synchronized void artifact(
            String identifier, String location, String sha256, String md5, boolean encryptionDisabled) {
        ObjectNode artifact = JsonNodeFactory.instance.objectNode().put("location", location);
        if (sha256 != null) {
            artifact.put("sha256sum", sha256).put("md5sum", md5);
        }
        artifact.put("encryptionDisabled", encryptionDisabled);
        if (identifier.isEmpty()) {
            build.set("artifacts", artifact);
        } else {
            artifact.put("artifactIdentifier", identifier);
            ArrayNode all = build.has("secondaryArtifacts")
                    ? (ArrayNode) build.get("secondaryArtifacts")
                    : build.putArray("secondaryArtifacts");
            all.add(artifact);
        }
    }

    synchronized void inBatch(String batchArn) {
        build.put("buildBatchArn", batchArn);
    }

    synchronized void report(String reportArn) {
        (build.has("reportArns") ? (ArrayNode) build.get("reportArns") : build.putArray("reportArns")).add(reportArn);
    }

    synchronized void resolved(String commit) {
        build.put("resolvedSourceVersion", commit);
    }

    /** The variables of the project, overridden by those of the start, as name and (type, value). */
    synchronized Map<String, JsonNode> variables() {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        build.path("environment")
                .path("environmentVariables")
                .forEach(variable -> variables.put(variable.get("name").asText(), variable));
        return variables;
    }

    private ArrayNode phases() {
        return (ArrayNode) build.get("phases");
    }

    private double seconds() {
        return clock.millis() / 1000.0;
    }
}
