package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What ECS refuses of a task definition.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html">RegisterTaskDefinition</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html">Task
 *     definition parameters</a>
 */
final class TaskDefinitionRules {

    /** "Up to 50 tags" (RegisterTaskDefinition, tags). */
    private static final int MOST_TAGS = 50;

    private TaskDefinitionRules() {}

    static void check(JsonNode definition) {
        String family = definition.path("family").asText("");
        if (family.isEmpty()) {
            throw EcsErrors.client("Family should not be null or empty.");
        }
        if (!family.matches("[A-Za-z0-9_-]{1,255}")) {
            throw EcsErrors.client("Family contains invalid characters.");
        }
        JsonNode containers = definition.path("containerDefinitions");
        if (containers.isEmpty()) {
            throw EcsErrors.client("Container list cannot be empty.");
        }
        if (definition.path("tags").size() > MOST_TAGS) {
            throw EcsErrors.parameter("Too many tags.");
        }
        for (JsonNode tag : definition.path("tags")) {
            if (tag.path("key").asText("").toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
                throw EcsErrors.parameter("Invalid tag: reserved prefix aws: used.");
            }
        }
        Set<String> names = new HashSet<>();
        boolean essential = false;
        for (JsonNode container : containers) {
            checkContainer(definition, container);
            if (!names.add(container.path("name").asText())) {
                throw EcsErrors.client("Container names must be unique: "
                        + container.path("name").asText());
            }
            essential |= container.path("essential").asBoolean(true);
        }
        if (!essential) {
            throw EcsErrors.client("A task definition must have at least one essential container.");
        }
        for (JsonNode compatibility : definition.path("requiresCompatibilities")) {
            switch (compatibility.asText()) {
                case "FARGATE" -> FargateSizes.check(definition);
                case "EC2", "EXTERNAL", "MANAGED_INSTANCES" -> {}
                default -> throw EcsErrors.client("Invalid value for requiresCompatibilities.");
            }
        }
    }

    private static void checkContainer(JsonNode definition, JsonNode container) {
        String name = container.path("name").asText("");
        if (name.isEmpty()) {
            throw EcsErrors.client("Container.name should not be null or empty.");
        }
        if (!name.matches("[A-Za-z0-9_-]{1,255}")) {
            throw EcsErrors.client("Invalid container name: " + name);
        }
        if (container.path("image").asText("").isEmpty()) {
            throw EcsErrors.client("Container.image should not be null or empty.");
        }
        int memory = container.path("memory").asInt(0);
        int reservation = container.path("memoryReservation").asInt(0);
        if (memory == 0
                && reservation == 0
                && definition.path("memory").asText("").isEmpty()) {
            throw EcsErrors.client("Invalid setting for container '" + name
                    + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
        }
        if (memory > 0 && reservation > memory) {
            throw EcsErrors.client("Invalid setting for container '" + name
                    + "'. 'memory' should be greater than or equal to 'memoryReservation'.");
        }
        checkVariables(definition, container);
    }

    private static void checkVariables(JsonNode definition, JsonNode container) {
        Set<String> variables = new HashSet<>();
        for (JsonNode variable : container.path("environment")) {
            variables.add(variable.path("name").asText());
        }
        for (JsonNode secret : container.path("secrets")) {
            if (!variables.add(secret.path("name").asText())) {
                throw EcsErrors.client(
                        "The secret name must be unique and not shared with any new or existing environment variables"
                                + " set on the container, such as '"
                                + secret.path("name").asText() + "'.");
            }
            if (definition.path("executionRoleArn").asText("").isEmpty()) {
                throw EcsErrors.client("When you are specifying container secrets, you must also specify a value for"
                        + " 'executionRoleArn'.");
            }
        }
    }
}
