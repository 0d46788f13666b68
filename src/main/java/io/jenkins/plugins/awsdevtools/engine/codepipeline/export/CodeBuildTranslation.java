package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds: the input is sent from the workspace, the output fetched back to it.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html">AWS CodeBuild
 *     build and test action reference</a>
 */
final class CodeBuildTranslation implements ActionTranslation {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Optional<String> kept(Action action) {
        if (action.inputs().size() != 1) {
            return Optional.of(Texts.of("codepipeline.export.kept.inputs", "codeBuild"));
        }
        if (action.outputs().size() > 1) {
            return Optional.of(Texts.of("codepipeline.export.kept.outputs", "codeBuild"));
        }
        if (isBatch(action) && !action.outputs().isEmpty()) {
            return Optional.of(Texts.of("codepipeline.export.kept.batch"));
        }
        return variables(action).isEmpty()
                        && !action.setting("EnvironmentVariables").isBlank()
                ? Optional.of(Texts.of("codepipeline.export.kept.variables"))
                : Optional.empty();
    }

    @Override
    public boolean setsVariables() {
        return true;
    }

    @Override
    public void write(Action action, ExportContext context, JenkinsfileWriter out) {
        ExportContext.inInput(action, out, () -> {
            List<String> keys = context.keys(action);
            List<String> arguments = arguments(action, context);
            if (isBatch(action)) {
                // Its builds export variables each for itself.
                out.call("codeBuildBatch", arguments);
            } else if (keys.isEmpty()) {
                out.call("codeBuild", arguments);
            } else {
                out.block("script", () -> {
                    out.call("def build = codeBuild", arguments);
                    keys.forEach(key -> out.line(ExportContext.assignment(
                            action, key, "build.exportedVariables[" + GroovyText.literal(key) + "]")));
                });
            }
            action.outputs().forEach(output -> ExportContext.stash(folder(output), output, out));
        });
    }

    private static boolean isBatch(Action action) {
        return action.setting("BatchEnabled").equalsIgnoreCase("true");
    }

    private static String folder(String output) {
        return ".artifact-" + output;
    }

    private static List<String> arguments(Action action, ExportContext context) {
        String bucket = GroovyText.literal(context.bucket(action));
        List<String> arguments = new ArrayList<>();
        arguments.add(context.argument("project", action.setting("ProjectName")));
        arguments.add("workspaceSource: [bucket: " + bucket + "]");
        List<String> variables = new ArrayList<>();
        variables(action).ifPresent(all -> all.forEach(variable -> variables.add(variable(variable, context))));
        if (!variables.isEmpty()) {
            arguments.add("environment: " + GroovyText.list(variables));
        }
        if (action.outputs().isEmpty()) {
            arguments.add("artifacts: [type: 'NO_ARTIFACTS']");
        } else {
            String output = action.outputs().get(0);
            arguments.add("artifacts: [type: 'S3', location: " + bucket + ", path: "
                    + GroovyText.literal("jenkins/" + context.pipeline().name()) + ", namespace: 'BUILD_ID', name: "
                    + GroovyText.literal(output + ".zip") + ", packaging: 'ZIP']");
            arguments.add("fetchArtifacts: [into: " + GroovyText.literal(folder(output)) + "]");
        }
        return arguments;
    }

    private static String variable(JsonNode variable, ExportContext context) {
        String type = variable.path("type").asText("PLAINTEXT");
        return "[" + context.argument("name", variable.path("name").asText("")) + ", "
                + context.argument("value", variable.path("value").asText(""))
                + (type.equals("PLAINTEXT") ? "" : ", " + context.argument("type", type)) + "]";
    }

    /** The variables of the action; empty if there are none, or what is there is not a list. */
    private static Optional<JsonNode> variables(Action action) {
        try {
            JsonNode read = JSON.readTree(action.setting("EnvironmentVariables"));
            return read == null || !read.isArray() ? Optional.empty() : Optional.of(read);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
