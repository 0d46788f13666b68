package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The structure of a pipeline, as GetPipeline tells it.
 *
 * @param mode {@code SUPERSEDED}, {@code QUEUED} or {@code PARALLEL}
 * @param stores the buckets of artifacts by region; an empty region stands for the pipeline's own
 * @param triggers what the triggers of a V2 pipeline watch, in words
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html">Pipeline
 *     structure reference</a>
 */
public record PipelineStructure(
        String name,
        String mode,
        Map<String, String> stores,
        List<Variable> variables,
        List<String> triggers,
        List<Stage> stages) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A variable of the pipeline; its default may be empty. */
    public record Variable(String name, String defaultValue, String description) {}

    /**
     * A stage.
     *
     * @param retries whether CodePipeline tries it again by itself once it has failed
     * @param conditions what else CodePipeline does at its beginning and end, in words
     */
    public record Stage(String name, List<Action> actions, boolean retries, List<String> conditions) {
        public Stage {
            actions = List.copyOf(actions);
            conditions = List.copyOf(conditions);
        }

        /** The actions by run order: those of one list run side by side. */
        List<List<Action>> groups() {
            Set<Integer> orders = new TreeSet<>();
            actions.forEach(action -> orders.add(action.runOrder()));
            return orders.stream()
                    .map(order -> actions.stream()
                            .filter(action -> action.runOrder() == order)
                            .toList())
                    .toList();
        }
    }

    /**
     * An action.
     *
     * @param namespace of its output variables; empty if it has none
     * @param region where it runs; empty for the pipeline's own
     * @param roleArn it runs with; empty for the pipeline's own
     * @param timeoutMinutes 0 if it has none of its own
     */
    public record Action(
            String name,
            String category,
            String owner,
            String provider,
            int runOrder,
            Map<String, String> configuration,
            List<String> inputs,
            List<String> outputs,
            String namespace,
            String region,
            String roleArn,
            int timeoutMinutes) {
        public Action {
            configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        String setting(String key) {
            return configuration.getOrDefault(key, "");
        }

        /** Whether it is what its owner AWS provides under this name. */
        boolean is(String wantedCategory, String wantedProvider) {
            return category.equals(wantedCategory) && provider.equals(wantedProvider) && owner.equals("AWS");
        }
    }

    public PipelineStructure {
        stores = Map.copyOf(stores);
        variables = List.copyOf(variables);
        triggers = List.copyOf(triggers);
        stages = List.copyOf(stages);
    }

    /**
     * Reads what {@code aws codepipeline get-pipeline} prints, or the structure alone.
     *
     * @throws ParameterException if it is not the JSON of a pipeline
     */
    public static PipelineStructure parse(String json) {
        try {
            JsonNode read = JSON.readTree(json);
            if (read != null && read.isObject()) {
                return of(read.path("pipeline").isObject() ? read.path("pipeline") : read);
            }
        } catch (JsonProcessingException notJson) {
            throw new ParameterException(
                    "definition", "", Texts.of("codepipeline.export.notJson", notJson.getOriginalMessage()));
        }
        throw new ParameterException("definition", "", Texts.of("codepipeline.export.notJson", ""));
    }

    /** @throws ParameterException if it has no name or no stages */
    static PipelineStructure of(JsonNode pipeline) {
        List<Variable> variables = new ArrayList<>();
        pipeline.path("variables")
                .forEach(variable -> variables.add(new Variable(
                        text(variable, "name"), text(variable, "defaultValue"), text(variable, "description"))));
        List<String> triggers = new ArrayList<>();
        pipeline.path("triggers").forEach(trigger -> triggers.add(trigger.toString()));
        List<Stage> stages = new ArrayList<>();
        pipeline.path("stages").forEach(stage -> stages.add(stage(stage)));
        if (text(pipeline, "name").isEmpty() || stages.isEmpty()) {
            throw new ParameterException(
                    "definition", text(pipeline, "name"), Texts.of("codepipeline.export.noStages"));
        }
        String mode = text(pipeline, "executionMode");
        return new PipelineStructure(
                text(pipeline, "name"),
                mode.isEmpty() ? "SUPERSEDED" : mode,
                stores(pipeline),
                variables,
                triggers,
                stages);
    }

    private static Map<String, String> stores(JsonNode pipeline) {
        Map<String, String> stores = new LinkedHashMap<>();
        if (pipeline.path("artifactStore").has("location")) {
            stores.put("", text(pipeline.path("artifactStore"), "location"));
        }
        pipeline.path("artifactStores")
                .fields()
                .forEachRemaining(store -> stores.put(store.getKey(), text(store.getValue(), "location")));
        return stores;
    }

    private static Stage stage(JsonNode stage) {
        List<Action> actions = new ArrayList<>();
        stage.path("actions").forEach(action -> actions.add(action(action)));
        List<String> conditions = new ArrayList<>();
        conditions(stage, "beforeEntry", conditions);
        conditions(stage, "onSuccess", conditions);
        conditions(stage, "onFailure", conditions);
        String onFailure = text(stage.path("onFailure"), "result");
        if (onFailure.equals("ROLLBACK")) {
            conditions.add(Texts.of("codepipeline.export.rollback"));
        }
        return new Stage(text(stage, "name"), actions, onFailure.equals("RETRY"), conditions);
    }

    private static void conditions(JsonNode stage, String when, List<String> to) {
        for (JsonNode condition : stage.path(when).path("conditions")) {
            for (JsonNode rule : condition.path("rules")) {
                to.add(Texts.of(
                        "codepipeline.export.rule",
                        when,
                        text(condition, "result"),
                        text(rule, "name"),
                        text(rule.path("ruleTypeId"), "provider"),
                        rule.path("configuration").toString()));
            }
        }
    }

    private static Action action(JsonNode action) {
        Map<String, String> configuration = new LinkedHashMap<>();
        action.path("configuration")
                .fields()
                .forEachRemaining(setting ->
                        configuration.put(setting.getKey(), setting.getValue().asText()));
        return new Action(
                text(action, "name"),
                text(action.path("actionTypeId"), "category"),
                text(action.path("actionTypeId"), "owner"),
                text(action.path("actionTypeId"), "provider"),
                action.path("runOrder").asInt(1),
                configuration,
                names(action.path("inputArtifacts")),
                names(action.path("outputArtifacts")),
                text(action, "namespace"),
                text(action, "region"),
                text(action, "roleArn"),
                action.path("timeoutInMinutes").asInt(0));
    }

    private static List<String> names(JsonNode artifacts) {
        List<String> names = new ArrayList<>();
        artifacts.forEach(artifact -> names.add(text(artifact, "name")));
        return names;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
