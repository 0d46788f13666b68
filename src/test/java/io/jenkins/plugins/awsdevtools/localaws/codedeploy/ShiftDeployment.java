package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A deployment of a Lambda function or an ECS service: traffic goes from what is old to what is new in steps, with
 * functions asked before and after.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps.html">CodeDeploy deployments</a>
 */
final class ShiftDeployment {

    private static final int ALL = 100;

    private final Deployment deployment;
    private final JsonNode group;
    private final JsonNode config;
    private final ShiftTarget target;
    private final HookFunctions functions;
    private final Executor threads;
    private final Waiting waiting;
    private final Map<String, String> hooks = new HashMap<>();

    ShiftDeployment(
            Deployment deployment,
            JsonNode group,
            JsonNode config,
            JsonNode spec,
            ShiftTarget target,
            HookFunctions functions,
            Executor threads,
            Waiting waiting) {
        this.deployment = deployment;
        this.group = group;
        this.config = config;
        this.target = target;
        this.functions = functions;
        this.threads = threads;
        this.waiting = waiting;
        for (JsonNode hook : spec.has("Hooks") ? spec.get("Hooks") : spec.path("hooks")) {
            hook.fields()
                    .forEachRemaining(
                            entry -> hooks.put(entry.getKey(), entry.getValue().asText()));
        }
    }

    void run() throws InterruptedException {
        boolean ecs = target.type().equals("ECSTarget");
        deployment.addTarget(target.type(), target.id(), "arn:aws:" + target.id(), null, target.events());
        target.show();
        deployment.status("InProgress");
        deployment.targetStatus(target.id(), "InProgress");
        for (String event : target.events()) {
            if (event.equals("BeforeAllowTraffic") && ecs && !waiting.ready(deployment, group)) {
                undo("Skipped");
                return;
            }
            if (!run(event)) {
                return;
            }
        }
        boolean terminates = ecs && waiting.termination(deployment, group);
        if (deployment.stopping()) {
            undo("Skipped");
            deployment.status("Stopped");
            return;
        }
        if (terminates) {
            target.terminate();
        }
        deployment.targetStatus(target.id(), "Succeeded");
        deployment.status("Succeeded");
    }

    private boolean run(String event) throws InterruptedException {
        deployment.begin(target.id(), event);
        Diagnostics end = Diagnostics.SUCCESS;
        if (event.equals("Install")) {
            end = target.install();
        } else if (event.equals("AllowTraffic")) {
            shift();
        } else if (hooks.containsKey(event)) {
            end = functions.ask(deployment, hooks.get(event), threads, waiting);
        }
        if (deployment.stopping()) {
            deployment.end(target.id(), event, Diagnostics.unknown("The deployment was stopped."));
            undo("Skipped");
            deployment.status("Stopped");
            return false;
        }
        deployment.end(target.id(), event, end);
        if (end.succeeded()) {
            return true;
        }
        undo("Failed");
        deployment.fail(
                event.equals("Install") ? end.deploymentErrorCode() : "HOOK_EXECUTION_FAILURE",
                event.equals("Install")
                        ? end.message()
                        : "The deployment failed because the lifecycle hook " + event + " failed: " + end.message());
        return false;
    }

    private void undo(String status) {
        target.undo();
        deployment.targetStatus(target.id(), status);
    }

    private void shift() throws InterruptedException {
        JsonNode routing = config.path("trafficRoutingConfig");
        JsonNode linear = routing.path("timeBasedLinear");
        JsonNode canary = routing.path("timeBasedCanary");
        if (!linear.isMissingNode()) {
            int step = linear.path("linearPercentage").asInt();
            for (int weight = step; weight < ALL && !deployment.stopping(); weight += step) {
                target.weigh(weight);
                pause(linear.path("linearInterval").asInt());
            }
        } else if (!canary.isMissingNode()) {
            target.weigh(canary.path("canaryPercentage").asInt());
            pause(canary.path("canaryInterval").asInt());
        }
        if (!deployment.stopping()) {
            target.weigh(ALL);
            target.adopt();
        }
    }

    private void pause(int minutes) throws InterruptedException {
        deployment.await(waiting.minutes(minutes), deployment::stopping);
    }
}
