package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * The functions that hooks of Lambda and ECS deployments name. A function is told the deployment and an execution id, and
 * answers with PutLifecycleEventHookExecutionStatus. Thread safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_PutLifecycleEventHookExecutionStatus.html">
 *     PutLifecycleEventHookExecutionStatus</a>
 */
final class HookFunctions {

    /** "If CodeDeploy is not notified by a Lambda validation function within one hour, it assumes the deployment failed." */
    private static final int MINUTES = 60;

    /** "Valid Values" are those of lifecycle events, and "Lambda validation functions return Succeeded or Failed". */
    private static final Set<String> ANSWERS = Set.of("Succeeded", "Failed");

    private final Map<String, BiConsumer<String, String>> functions = new ConcurrentHashMap<>();
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();

    private static final class Execution {
        private final String deploymentId;
        private volatile String answer = "";

        Execution(String deploymentId) {
            this.deploymentId = deploymentId;
        }
    }

    /** @param function gets the ids of the deployment and of the execution that it is to answer */
    void put(String name, BiConsumer<String, String> function) {
        functions.put(name, function);
    }

    void put(String name, boolean succeeds) {
        put(name, (deployment, execution) -> executions.get(execution).answer = succeeds ? "Succeeded" : "Failed");
    }

    /** The operation: a function says how its check went. */
    String answer(JsonNode request, Deployment deployment) {
        if (deployment.text("computePlatform").equals("Server")) {
            throw CreateRequest.error(
                    "UnsupportedActionForDeploymentTypeException",
                    "Lifecycle event hook execution status is not supported for EC2/On-Premises deployments");
        }
        String id = request.path("lifecycleEventHookExecutionId").asText("");
        Execution execution = executions.get(id);
        if (execution == null || !execution.deploymentId.equals(deployment.id())) {
            throw CreateRequest.error(
                    "InvalidLifecycleEventHookExecutionIdException",
                    "The lifecycle event hook execution id is invalid: " + id);
        }
        String status = request.path("status").asText("");
        if (!ANSWERS.contains(status)) {
            throw CreateRequest.error(
                    "InvalidLifecycleEventHookExecutionStatusException",
                    "The lifecycle event hook execution status is invalid: " + status);
        }
        synchronized (execution) {
            if (!execution.answer.isEmpty()) {
                throw CreateRequest.error(
                        "LifecycleEventAlreadyCompletedException", "The lifecycle event has already been completed");
            }
            execution.answer = status;
        }
        return id;
    }

    /**
     * Asks a function and waits for its answer.
     *
     * @param nameOrArn as the AppSpec file has it
     * @param threads where it runs
     */
    Diagnostics ask(Deployment deployment, String nameOrArn, Executor threads, Waiting waiting)
            throws InterruptedException {
        BiConsumer<String, String> function = functions.get(nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1));
        if (function == null) {
            return new Diagnostics("ScriptMissing", nameOrArn, "Function not found: " + nameOrArn, "");
        }
        String id = UUID.randomUUID().toString();
        Execution execution = new Execution(deployment.id());
        executions.put(id, execution);
        threads.execute(() -> function.accept(deployment.id(), id));
        deployment.await(waiting.minutes(MINUTES), () -> deployment.stopping() || !execution.answer.isEmpty());
        return switch (execution.answer) {
            case "Succeeded" -> new Diagnostics("Success", nameOrArn, "Succeeded", "");
            case "Failed" -> new Diagnostics("ScriptFailed", nameOrArn, "The hook function reported Failed", "");
            default ->
                new Diagnostics("ScriptTimedOut", nameOrArn, "The hook function did not answer within an hour", "");
        };
    }
}
