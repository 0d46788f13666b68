package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a pipeline's structure. {@link DefinitionRules} say what AWS takes.
 *
 * @param variables the defaults of the pipeline's variables by name; null where a variable has none
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html">Pipeline
 *     structure reference</a>
 */
record PipelineDefinition(
        String name,
        int version,
        Mode mode,
        String bucket,
        List<StageDeclaration> stages,
        Map<String, String> variables,
        ObjectNode json) {

    /** What becomes of an execution when there are others. */
    enum Mode {
        SUPERSEDED,
        QUEUED,
        PARALLEL
    }

    PipelineDefinition {
        stages = List.copyOf(stages);
    }

    static PipelineDefinition of(JsonNode pipeline, int version) {
        List<StageDeclaration> stages = new ArrayList<>();
        pipeline.path("stages").forEach(stage -> stages.add(StageDeclaration.of(stage)));
        Map<String, String> variables = new LinkedHashMap<>();
        pipeline.path("variables")
                .forEach(variable -> variables.put(
                        variable.path("name").asText(),
                        variable.hasNonNull("defaultValue")
                                ? variable.get("defaultValue").asText()
                                : null));
        ObjectNode kept = pipeline.deepCopy();
        kept.put("version", version);
        if (!kept.has("executionMode")) {
            kept.put("executionMode", Mode.SUPERSEDED.name());
        }
        if (!kept.has("pipelineType")) {
            kept.put("pipelineType", "V1");
        }
        return new PipelineDefinition(
                pipeline.path("name").asText(""),
                version,
                Mode.valueOf(kept.get("executionMode").asText()),
                pipeline.path("artifactStore").path("location").asText(""),
                stages,
                variables,
                kept);
    }

    Optional<StageDeclaration> stage(String wanted) {
        return stages.stream().filter(stage -> stage.name().equals(wanted)).findFirst();
    }

    int position(String stage) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).name().equals(stage)) {
                return i;
            }
        }
        throw PipelineErrors.noStage(name, stage);
    }
}
