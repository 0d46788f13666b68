package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What ECS refuses of CreateService and UpdateService.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html">CreateService</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">UpdateService</a>
 */
final class ServiceRequests {

    private ServiceRequests() {}

    static String required(JsonNode request, String field) {
        String value = request.path(field).asText("");
        if (value.isEmpty()) {
            throw EcsErrors.parameter(field + " can not be empty.");
        }
        return value;
    }

    /** @return the task definition; null if the controller is EXTERNAL and none is given */
    static ObjectNode checkCreate(JsonNode request, TaskDefinitions definitions) {
        String name = required(request, "serviceName");
        if (!name.matches("[A-Za-z0-9_-]{1,255}")) {
            throw EcsErrors.parameter("Invalid service name.");
        }
        String controller = request.path("deploymentController").path("type").asText("ECS");
        if (controller.equals("EXTERNAL") && !request.has("taskDefinition")) {
            return null;
        }
        ObjectNode definition = active(required(request, "taskDefinition"), definitions);
        if (!request.has("desiredCount")) {
            throw EcsErrors.parameter("desiredCount is required when the scheduling strategy is REPLICA.");
        }
        String launchType = request.path("launchType").asText("EC2");
        checkLaunch(definition, launchType);
        if (definition.path("networkMode").asText("").equals("awsvpc")
                && request.path("networkConfiguration")
                        .path("awsvpcConfiguration")
                        .path("subnets")
                        .isEmpty()) {
            throw EcsErrors.parameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        checkCounts(request, launchType);
        checkBreaker(request, controller);
        return definition;
    }

    static ObjectNode checkUpdate(JsonNode request, ServiceState service, TaskDefinitions definitions) {
        checkCounts(request, service.launchType);
        checkBreaker(request, service.controller);
        if (!service.controller.equals("ECS")) {
            if (request.has("taskDefinition")) {
                // "If your deployment controller is CODE_DEPLOY, only desired count, deployment configuration, health
                // check grace period, task placement, tags and propagation can be updated" (UpdateService).
                throw EcsErrors.parameter("Unable to update task definition on services with a " + service.controller
                        + " deployment controller. "
                        + (service.controller.equals("CODE_DEPLOY")
                                ? "Use AWS CodeDeploy to trigger a new deployment."
                                : "Please use a task set to update the service."));
            }
            if (request.path("forceNewDeployment").asBoolean()) {
                throw EcsErrors.parameter("Cannot force a new deployment on services with a " + service.controller
                        + " deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
            }
            return null;
        }
        if (!request.has("taskDefinition")) {
            return service.primary().definition;
        }
        ObjectNode definition = active(request.path("taskDefinition").asText(), definitions);
        checkLaunch(definition, service.launchType);
        return definition;
    }

    private static ObjectNode active(String name, TaskDefinitions definitions) {
        ObjectNode definition = definitions.find(name);
        if (definition == null) {
            throw EcsErrors.client("TaskDefinition not found.");
        }
        if (!definition.get("status").asText().equals("ACTIVE")) {
            throw EcsErrors.client("TaskDefinition is inactive");
        }
        return definition;
    }

    private static void checkLaunch(JsonNode definition, String launchType) {
        if (launchType.equals("FARGATE")
                && !definition.path("compatibilities").toString().contains("FARGATE")) {
            throw EcsErrors.parameter("Task definition does not support launch_type FARGATE.");
        }
    }

    private static void checkCounts(JsonNode request, String launchType) {
        if (request.path("desiredCount").asInt(0) < 0) {
            throw EcsErrors.parameter("Desired count should not be negative.");
        }
        JsonNode configuration = request.path("deploymentConfiguration");
        int least = configuration.path("minimumHealthyPercent").asInt(100);
        int most = configuration.path("maximumPercent").asInt(200);
        if (most < 100 || most < least || (most == 100 && least == 100)) {
            throw EcsErrors.parameter(
                    "maximumPercent must be greater than or equal to 100 and minimumHealthyPercent, and"
                            + " both cannot be 100.");
        }
        if (!launchType.equals("FARGATE") && request.has("platformVersion")) {
            throw EcsErrors.parameter("The platform version must be null when specifying an EC2 launch type.");
        }
        String platform = request.path("platformVersion").asText("LATEST");
        if (!platform.matches("LATEST|1\\.[0-4]\\.0")) {
            throw new io.jenkins.plugins.awsdevtools.localaws.AwsError(
                    "PlatformUnknownException", 400, "The specified platform does not exist.");
        }
    }

    private static void checkBreaker(JsonNode request, String controller) {
        if (!controller.equals("ECS")
                && request.path("deploymentConfiguration")
                        .path("deploymentCircuitBreaker")
                        .path("enable")
                        .asBoolean()) {
            throw EcsErrors.parameter(
                    "Deployment circuit breaker is only supported with the ECS deployment controller.");
        }
    }
}
