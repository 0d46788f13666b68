package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A StartBuild request: refused as AWS refuses it, or laid over the project's settings.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html">StartBuild</a>
 */
final class StartRequest {

    private static final Set<String> COMPUTE = Set.of(
            "BUILD_GENERAL1_SMALL",
            "BUILD_GENERAL1_MEDIUM",
            "BUILD_GENERAL1_LARGE",
            "BUILD_GENERAL1_XLARGE",
            "BUILD_GENERAL1_2XLARGE",
            "BUILD_LAMBDA_1GB",
            "BUILD_LAMBDA_2GB",
            "BUILD_LAMBDA_4GB",
            "BUILD_LAMBDA_8GB",
            "BUILD_LAMBDA_10GB",
            "ATTRIBUTE_BASED_COMPUTE",
            "CUSTOM_INSTANCE_TYPE");
    private static final Set<String> ENVIRONMENTS = Set.of(
            "LINUX_CONTAINER",
            "LINUX_GPU_CONTAINER",
            "WINDOWS_CONTAINER",
            "ARM_CONTAINER",
            "WINDOWS_SERVER_2019_CONTAINER",
            "WINDOWS_SERVER_2022_CONTAINER",
            "LINUX_LAMBDA_CONTAINER",
            "ARM_LAMBDA_CONTAINER",
            "LINUX_EC2",
            "ARM_EC2",
            "WINDOWS_EC2",
            "MAC_ARM");
    static final Set<String> SOURCES = Set.of(
            "CODECOMMIT",
            "CODEPIPELINE",
            "GITHUB",
            "S3",
            "BITBUCKET",
            "GITHUB_ENTERPRISE",
            "GITLAB",
            "GITLAB_SELF_MANAGED",
            "NO_SOURCE");
    private static final Set<String> VARIABLES = Set.of("PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER");

    private StartRequest() {}

    static void check(JsonNode body) {
        oneOf(body, "computeTypeOverride", COMPUTE);
        oneOf(body, "environmentTypeOverride", ENVIRONMENTS);
        oneOf(body, "sourceTypeOverride", SOURCES);
        Overrides.check(body);
        between(body, "timeoutInMinutesOverride", 5, 2160);
        between(body, "queuedTimeoutInMinutesOverride", 5, 480);
        // As CreateProject says it: https://github.com/hashicorp/terraform-provider-aws/issues/34376
        if (body.hasNonNull("queuedTimeoutInMinutesOverride")
                && body.path("computeTypeOverride").asText("").contains("LAMBDA")) {
            throw invalid("Cannot specify queuedTimeoutInMinutes for lambda compute");
        }
        for (JsonNode variable : body.path("environmentVariablesOverride")) {
            if (variable.path("name").asText("").isEmpty()) {
                throw invalid("Environment variable name must not be empty");
            }
            if (variable.path("name").asText().startsWith("CODEBUILD_")) {
                throw invalid("Environment variable name cannot start with CODEBUILD_: "
                        + variable.get("name").asText());
            }
            oneOf(variable, "type", VARIABLES);
        }
    }

    /** The build that the project and the overrides make. */
    static void apply(JsonNode project, JsonNode body, ObjectNode build) {
        ObjectNode source = project.path("source").isObject()
                ? (ObjectNode) project.get("source").deepCopy()
                : build.objectNode().put("type", "NO_SOURCE");
        copy(body, "sourceTypeOverride", source, "type");
        copy(body, "sourceLocationOverride", source, "location");
        copy(body, "buildspecOverride", source, "buildspec");
        copy(body, "gitCloneDepthOverride", source, "gitCloneDepth");
        Overrides.source(body, source);
        build.set("source", source);
        ObjectNode environment = project.path("environment").isObject()
                ? (ObjectNode) project.get("environment").deepCopy()
                : build.objectNode();
        copy(body, "imageOverride", environment, "image");
        copy(body, "computeTypeOverride", environment, "computeType");
        copy(body, "environmentTypeOverride", environment, "type");
        copy(body, "privilegedModeOverride", environment, "privilegedMode");
        Overrides.environment(body, environment);
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        environment
                .path("environmentVariables")
                .forEach(v -> variables.put(v.path("name").asText(), v));
        body.path("environmentVariablesOverride")
                .forEach(v -> variables.put(v.path("name").asText(), v));
        ArrayNode all = environment.putArray("environmentVariables");
        variables.values().forEach(variable -> {
            ObjectNode copy = variable.deepCopy();
            if (!copy.has("type")) {
                copy.put("type", "PLAINTEXT");
            }
            all.add(copy);
        });
        build.set("environment", environment);
        JsonNode artifacts = body.has("artifactsOverride") ? body.get("artifactsOverride") : project.path("artifacts");
        build.set("artifactsSettings", artifacts.isObject() ? artifacts.deepCopy() : build.objectNode());
        build.set(
                "secondaryArtifactsSettings",
                body.has("secondaryArtifactsOverride")
                        ? body.get("secondaryArtifactsOverride")
                        : project.path("secondaryArtifacts").isArray()
                                ? project.get("secondaryArtifacts")
                                : build.arrayNode());
        JsonNode version = body.has("sourceVersion") ? body.get("sourceVersion") : project.path("sourceVersion");
        if (version.isTextual()) {
            build.set("sourceVersion", version);
        }
        Overrides.build(project, body, build);
        build.put("timeoutInMinutes", number(body, "timeoutInMinutesOverride", project, "timeoutInMinutes", 60));
        build.put(
                "queuedTimeoutInMinutes",
                number(body, "queuedTimeoutInMinutesOverride", project, "queuedTimeoutInMinutes", 480));
        build.put(
                "serviceRole",
                body.path("serviceRoleOverride")
                        .asText(project.path("serviceRole").asText("")));
    }

    private static int number(JsonNode body, String override, JsonNode project, String field, int otherwise) {
        return body.path(override).asInt(project.path(field).asInt(otherwise));
    }

    static void copy(JsonNode from, String field, ObjectNode to, String as) {
        if (from.hasNonNull(field)) {
            to.set(as, from.get(field));
        }
    }

    static void oneOf(JsonNode body, String field, Set<String> values) {
        if (body.hasNonNull(field) && !values.contains(body.get(field).asText())) {
            throw invalid(
                    "1 validation error detected: Value '" + body.get(field).asText() + "' at '" + field
                            + "' failed to satisfy constraint: Member must satisfy enum value set: " + values);
        }
    }

    private static void between(JsonNode body, String field, int least, int most) {
        if (body.hasNonNull(field)
                && (body.get(field).asInt() < least || body.get(field).asInt() > most)) {
            throw invalid("Invalid timeout: " + field + " must be between " + least + " and " + most);
        }
    }

    static AwsError invalid(String message) {
        return new AwsError("InvalidInputException", 400, message);
    }
}
