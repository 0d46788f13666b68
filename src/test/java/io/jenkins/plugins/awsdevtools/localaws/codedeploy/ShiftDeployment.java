package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A deployment of a Lambda function or an ECS service: traffic goes from what is old to what is new in steps, with
 * functions asked before and after.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps.html">CodeDeploy deployments</a>
 */
final class ShiftDeployment {

    private static final int ALL = 100;
    private static final List<String> LAMBDA = List.of("BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic");
    private static final List<String> ECS = List.of(
            "BeforeInstall",
            "Install",
            "AfterInstall",
            "AllowTestTraffic",
            "AfterAllowTestTraffic",
            "BeforeAllowTraffic",
            "AllowTraffic",
            "AfterAllowTraffic");

    private final Deployment deployment;
    private final JsonNode group;
    private final JsonNode config;
    private final JsonNode spec;
    private final Map<String, Boolean> functions;
    private final EcsService ecs;
    private final Waiting waiting;
    private final Map<String, String> hooks = new HashMap<>();
    private final boolean lambda;
    private final String target;

    ShiftDeployment(
            Deployment deployment,
            JsonNode group,
            JsonNode config,
            JsonNode spec,
            Map<String, Boolean> functions,
            EcsService ecs,
            Waiting waiting) {
        this.deployment = deployment;
        this.group = group;
        this.config = config;
        this.spec = spec;
        this.functions = functions;
        this.ecs = ecs;
        this.waiting = waiting;
        this.lambda = deployment.text("computePlatform").equals("Lambda");
        JsonNode all = spec.has("Hooks") ? spec.get("Hooks") : spec.path("hooks");
        for (JsonNode hook : all) {
            hook.fields()
                    .forEachRemaining(
                            entry -> hooks.put(entry.getKey(), entry.getValue().asText()));
        }
        JsonNode service = group.path("ecsServices").path(0);
        this.target = lambda
                ? properties().path("Name").asText() + ":"
                        + properties().path("Alias").asText()
                : service.path("clusterName").asText() + ":"
                        + service.path("serviceName").asText();
    }

    /** The properties of the one resource of an AppSpec file for Lambda or ECS. */
    private JsonNode properties() {
        JsonNode resources = spec.has("Resources") ? spec.get("Resources") : spec.path("resources");
        JsonNode resource = resources.path(0).path("TargetService");
        if (resource.isMissingNode()) {
            JsonNode first = resources.path(0);
            resource =
                    first.fieldNames().hasNext() ? first.get(first.fieldNames().next()) : first;
        }
        return resource.has("Properties") ? resource.get("Properties") : resource.path("properties");
    }

    void run() throws InterruptedException {
        deployment.addTarget(
                lambda ? "LambdaTarget" : "ECSTarget", target, "arn:aws:" + target, null, lambda ? LAMBDA : ECS);
        deployment.change(target, this::describe);
        deployment.status("InProgress");
        deployment.targetStatus(target, "InProgress");
        for (String event : lambda ? LAMBDA : ECS) {
            if (event.equals("BeforeAllowTraffic") && !lambda && !waiting.ready(deployment, group)) {
                deployment.targetStatus(target, "Skipped");
                return;
            }
            if (!run(event)) {
                return;
            }
        }
        deployment.targetStatus(target, "Succeeded");
        if (!lambda) {
            waiting.termination(deployment, group);
        }
        deployment.status(deployment.stopping() ? "Stopped" : "Succeeded");
    }

    private void describe(ObjectNode body) {
        if (lambda) {
            body.putObject("lambdaFunctionInfo")
                    .put("functionName", properties().path("Name").asText())
                    .put("functionAlias", properties().path("Alias").asText())
                    .put("currentVersion", properties().path("CurrentVersion").asText())
                    .put("targetVersion", properties().path("TargetVersion").asText())
                    .put("targetVersionWeight", 0.0);
        } else {
            ArrayNode sets = body.putArray("taskSetsInfo");
            for (String label : List.of("Blue", "Green")) {
                sets.addObject()
                        .put("identifer", "ecs-svc/" + label)
                        .put("desiredCount", 1)
                        .put("runningCount", 1)
                        .put("status", label.equals("Blue") ? "PRIMARY" : "ACTIVE")
                        .put("trafficWeight", label.equals("Blue") ? ALL : 0)
                        .put("taskSetLabel", label);
            }
        }
    }

    private boolean run(String event) throws InterruptedException {
        deployment.begin(target, event);
        Diagnostics end = Diagnostics.SUCCESS;
        if (event.equals("Install")) {
            end = ecs.install(
                            group.path("ecsServices").path(0),
                            properties().path("TaskDefinition").asText())
                    .map(Diagnostics::unknown)
                    .orElse(Diagnostics.SUCCESS);
        } else if (event.equals("AllowTraffic")) {
            shift();
        } else if (hooks.containsKey(event)) {
            end = ask(hooks.get(event));
        }
        if (deployment.stopping()) {
            weigh(0);
            deployment.end(target, event, Diagnostics.unknown("The deployment was stopped."));
            deployment.targetStatus(target, "Skipped");
            deployment.status("Stopped");
            return false;
        }
        deployment.end(target, event, end);
        if (end.succeeded()) {
            return true;
        }
        weigh(0);
        deployment.targetStatus(target, "Failed");
        deployment.fail(
                event.equals("Install") ? "ECS_UPDATE_ERROR" : "HOOK_EXECUTION_FAILURE",
                event.equals("Install")
                        ? end.message()
                        : "The deployment failed because the lifecycle hook " + event + " failed: " + end.message());
        return false;
    }

    private Diagnostics ask(String function) {
        Boolean succeeds = functions.get(function);
        if (Boolean.TRUE.equals(succeeds)) {
            return new Diagnostics("Success", function, "Succeeded", "");
        }
        return new Diagnostics(
                succeeds == null ? "ScriptMissing" : "ScriptFailed",
                function,
                succeeds == null ? "Function not found: " + function : "The hook function reported Failed",
                "");
    }

    private void shift() throws InterruptedException {
        JsonNode routing = config.path("trafficRoutingConfig");
        JsonNode linear = routing.path("timeBasedLinear");
        JsonNode canary = routing.path("timeBasedCanary");
        if (!linear.isMissingNode()) {
            int step = linear.path("linearPercentage").asInt();
            for (int weight = step; weight < ALL && !deployment.stopping(); weight += step) {
                weigh(weight);
                waiting.minute(deployment, linear.path("linearInterval").asInt());
            }
        } else if (!canary.isMissingNode()) {
            weigh(canary.path("canaryPercentage").asInt());
            waiting.minute(deployment, canary.path("canaryInterval").asInt());
        }
        weigh(ALL);
    }

    private void weigh(int weight) {
        deployment.change(target, body -> {
            if (lambda) {
                ((ObjectNode) body.get("lambdaFunctionInfo")).put("targetVersionWeight", weight / 100.0);
            } else {
                ((ObjectNode) body.get("taskSetsInfo").get(0)).put("trafficWeight", ALL - weight);
                ((ObjectNode) body.get("taskSetsInfo").get(1)).put("trafficWeight", weight);
            }
        });
    }
}
