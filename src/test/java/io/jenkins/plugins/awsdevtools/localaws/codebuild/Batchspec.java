package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The {@code batch} part of a buildspec: a graph, a list or a matrix, each as tasks that depend on others.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html">Batch build buildspec
 *     reference</a>
 */
record Batchspec(boolean fastFail, List<Task> tasks) {

    /** @param overrides in StartBuild's words */
    record Task(String identifier, List<String> dependsOn, boolean ignoreFailure, ObjectNode overrides) {}

    static Batchspec parse(String text) throws Buildspec.Invalid {
        JsonNode batch;
        try {
            batch = new YAMLMapper().readTree(text).path("batch");
        } catch (JsonProcessingException broken) {
            throw new Buildspec.Invalid("YAML_FILE_ERROR: " + broken.getOriginalMessage());
        }
        List<Task> tasks = new ArrayList<>();
        if (batch.path("build-graph").isArray()) {
            for (JsonNode task : batch.get("build-graph")) {
                tasks.add(task(task, texts(task.path("depend-on"))));
            }
        } else if (batch.path("build-list").isArray()) {
            for (JsonNode task : batch.get("build-list")) {
                tasks.add(task(task, List.of()));
            }
        } else if (batch.path("build-matrix").isObject()) {
            matrix(batch.get("build-matrix"), tasks);
        } else {
            throw new Buildspec.Invalid("YAML_FILE_ERROR: batch is required for a batch build");
        }
        check(tasks);
        return new Batchspec(batch.path("fast-fail").asBoolean(false), tasks);
    }

    private static void check(List<Task> tasks) throws Buildspec.Invalid {
        Set<String> known = new HashSet<>();
        for (Task task : tasks) {
            if (task.identifier().isEmpty() || !known.add(task.identifier())) {
                throw new Buildspec.Invalid("YAML_FILE_ERROR: identifiers must be unique: " + task.identifier());
            }
        }
        for (Task task : tasks) {
            for (String other : task.dependsOn()) {
                if (!known.contains(other)) {
                    throw new Buildspec.Invalid("YAML_FILE_ERROR: unknown depend-on: " + other);
                }
            }
        }
    }

    private static Task task(JsonNode task, List<String> dependsOn) {
        ObjectNode overrides = JsonNodeFactory.instance.objectNode();
        environment(task.path("env"), overrides);
        if (task.hasNonNull("buildspec")) {
            overrides.put("buildspecOverride", task.get("buildspec").asText());
        }
        return new Task(
                task.path("identifier").asText(""),
                dependsOn,
                task.path("ignore-failure").asBoolean(false),
                overrides);
    }

    private static void environment(JsonNode env, ObjectNode overrides) {
        move(env, "image", overrides, "imageOverride");
        move(env, "type", overrides, "environmentTypeOverride");
        move(env, "compute-type", overrides, "computeTypeOverride");
        if (env.has("privileged-mode")) {
            overrides.put("privilegedModeOverride", env.get("privileged-mode").asBoolean());
        }
        var variables = overrides.withArray("environmentVariablesOverride");
        env.path("variables").fields().forEachRemaining(variable -> variables
                .addObject()
                .put("name", variable.getKey())
                .put("value", variable.getValue().asText())
                .put("type", "PLAINTEXT"));
    }

    /** Every combination of the dynamic lists over the static settings. */
    private static void matrix(JsonNode matrix, List<Task> tasks) {
        JsonNode dynamic = matrix.path("dynamic");
        JsonNode fixed = matrix.path("static");
        List<ObjectNode> combinations = new ArrayList<>();
        combinations.add(JsonNodeFactory.instance.objectNode());
        combinations = times(combinations, "buildspec", dynamic.path("buildspec"), false);
        for (String name : List.of("image", "type", "compute-type")) {
            combinations = times(combinations, name, dynamic.path("env").path(name), false);
        }
        var variables = dynamic.path("env").path("variables").fields();
        while (variables.hasNext()) {
            var variable = variables.next();
            combinations = times(combinations, variable.getKey(), variable.getValue(), true);
        }
        int number = 0;
        for (ObjectNode combination : combinations) {
            ObjectNode task = JsonNodeFactory.instance.objectNode().put("identifier", "build" + number++);
            task.put("ignore-failure", fixed.path("ignore-failure").asBoolean(false));
            ObjectNode env = fixed.path("env").isObject() ? fixed.get("env").deepCopy() : task.objectNode();
            for (String name : List.of("image", "type", "compute-type")) {
                if (combination.has(name)) {
                    env.set(name, combination.get(name));
                }
            }
            ObjectNode merged =
                    env.path("variables").isObject() ? (ObjectNode) env.get("variables") : env.putObject("variables");
            combination.path("variables").fields().forEachRemaining(v -> merged.set(v.getKey(), v.getValue()));
            task.set("env", env);
            if (combination.has("buildspec")) {
                task.set("buildspec", combination.get("buildspec"));
            }
            tasks.add(task(task, List.of()));
        }
    }

    private static List<ObjectNode> times(List<ObjectNode> all, String name, JsonNode values, boolean variable) {
        if (!values.isArray() || values.isEmpty()) {
            return all;
        }
        List<ObjectNode> product = new ArrayList<>();
        for (ObjectNode one : all) {
            for (JsonNode value : values) {
                ObjectNode copy = one.deepCopy();
                (variable ? copy.withObject("/variables") : copy).set(name, value);
                product.add(copy);
            }
        }
        return product;
    }

    private static void move(JsonNode from, String field, ObjectNode to, String as) {
        if (from.hasNonNull(field)) {
            to.put(as, from.get(field).asText());
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
