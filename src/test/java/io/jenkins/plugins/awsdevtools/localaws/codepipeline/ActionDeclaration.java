package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An action as a pipeline declares it.
 *
 * @param type category, owner, provider and version
 * @param runOrder 1 and up; actions of the same order run side by side
 * @param namespace of its output variables; empty if it has none
 * @param json the declaration itself
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html">ActionDeclaration</a>
 */
record ActionDeclaration(
        String name,
        ActionTypeId type,
        int runOrder,
        Map<String, String> configuration,
        List<String> inputs,
        List<String> outputs,
        String namespace,
        JsonNode json) {

    /** "The default runOrder value for an action is 1." (Pipeline structure reference) */
    private static final int FIRST = 1;

    static ActionDeclaration of(JsonNode action) {
        Map<String, String> configuration = new LinkedHashMap<>();
        action.path("configuration")
                .fields()
                .forEachRemaining(entry ->
                        configuration.put(entry.getKey(), entry.getValue().asText()));
        return new ActionDeclaration(
                action.path("name").asText(""),
                ActionTypeId.of(action.path("actionTypeId")),
                action.path("runOrder").asInt(FIRST),
                Map.copyOf(configuration),
                names(action.path("inputArtifacts")),
                names(action.path("outputArtifacts")),
                action.path("namespace").asText(""),
                action);
    }

    boolean isSource() {
        return type.category().equals("Source");
    }

    private static List<String> names(JsonNode artifacts) {
        List<String> names = new ArrayList<>();
        artifacts.forEach(artifact -> names.add(artifact.path("name").asText()));
        return names;
    }
}
