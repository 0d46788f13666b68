package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.codebuild.LocalCodeBuild;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A build or test action: a build whose source is the first input artifact and whose artifact is the first output.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html">AWS CodeBuild
 *     build and test action reference</a>
 */
final class CodeBuildAction implements ActionProvider {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> RUNNING = Set.of("IN_PROGRESS");

    private final LocalCodeBuild codeBuild;

    CodeBuildAction(LocalCodeBuild codeBuild) {
        this.codeBuild = codeBuild;
    }

    @Override
    public ActionWork begin(ActionContext context) throws IOException {
        ObjectNode request = JSON.createObjectNode().put("projectName", context.setting("ProjectName"));
        if (!context.inputs().isEmpty()) {
            Artifact source = context.inputs().get(0);
            request.put("sourceTypeOverride", "S3").put("sourceLocationOverride", source.bucket() + "/" + source.key());
        }
        if (!context.setting("EnvironmentVariables").isEmpty()) {
            request.set("environmentVariablesOverride", JSON.readTree(context.setting("EnvironmentVariables")));
        }
        if (context.setting("BatchEnabled").equalsIgnoreCase("true")) {
            JsonNode batch = codeBuild.startBatch(context.region(), "codepipeline/" + context.pipeline(), request);
            return new BatchWork(context.region(), batch.get("id").asText());
        }
        Artifact output = context.action().outputs().isEmpty()
                ? null
                : context.outputs().place(context.action().outputs().get(0));
        if (output != null) {
            int slash = output.key().lastIndexOf('/');
            request.putObject("artifactsOverride")
                    .put("type", "S3")
                    .put("location", output.bucket())
                    .put("path", output.key().substring(0, slash))
                    .put("name", output.key().substring(slash + 1))
                    .put("namespaceType", "NONE")
                    .put("packaging", "ZIP");
        }
        JsonNode build = codeBuild.startBuild(context.region(), "codepipeline/" + context.pipeline(), request);
        return new Work(context, build.get("id").asText(), output);
    }

    /** A batch: "BatchEnabled ... allows the action to run multiple builds in the same build execution". */
    private final class BatchWork implements ActionWork {
        private final String region;
        private final String batchId;

        BatchWork(String region, String batchId) {
            this.region = region;
            this.batchId = batchId;
        }

        @Override
        public ActionOutcome look() {
            String status = codeBuild.batches().status(batchId);
            ActionOutcome outcome = ActionOutcome.failed("JobFailed", "Build batch terminated with state: " + status);
            if (RUNNING.contains(status)) {
                outcome = ActionOutcome.inProgress();
            } else if (status.equals("SUCCEEDED")) {
                outcome = ActionOutcome.succeeded("", Map.of());
            }
            return outcome.with(
                    "",
                    batchId,
                    "https://" + region + ".console.aws.amazon.com/codesuite/codebuild/projects/"
                            + batchId.substring(0, batchId.indexOf(':')) + "/batch/" + batchId);
        }
    }

    private final class Work implements ActionWork {
        private final ActionContext context;
        private final String buildId;
        private final Artifact output;

        Work(ActionContext context, String buildId, Artifact output) {
            this.context = context;
            this.buildId = buildId;
            this.output = output;
        }

        @Override
        public ActionOutcome look() {
            JsonNode build = codeBuild.build(buildId);
            String status = build.get("buildStatus").asText();
            return outcome(build, status).with("", buildId, url(build));
        }

        private ActionOutcome outcome(JsonNode build, String status) {
            if (RUNNING.contains(status)) {
                return ActionOutcome.inProgress();
            }
            if (!status.equals("SUCCEEDED")) {
                return ActionOutcome.failed("JobFailed", "Build terminated with state: " + status);
            }
            if (output != null) {
                context.outputs().placed(output);
            }
            Map<String, String> variables = new LinkedHashMap<>();
            build.path("exportedEnvironmentVariables")
                    .forEach(variable -> variables.put(
                            variable.path("name").asText(),
                            variable.path("value").asText()));
            return ActionOutcome.succeeded("", variables);
        }

        private String url(JsonNode build) {
            return "https://" + context.region() + ".console.aws.amazon.com/codesuite/codebuild/projects/"
                    + build.path("projectName").asText() + "/build/" + buildId + "/log";
        }
    }
}
