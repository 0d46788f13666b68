package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * CodeDeploy's API.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/Welcome.html">AWS CodeDeploy API Reference</a>
 */
final class CodeDeployService implements LocalService {

    /** BatchGetDeployments and BatchGetDeploymentTargets: "The maximum number of ... IDs you can specify is 25." */
    private static final int MOST_IN_A_BATCH = 25;

    private static final int PAGE = 100;
    private static final Set<String> STATUSES =
            Set.of("Created", "Queued", "InProgress", "Baking", "Succeeded", "Failed", "Stopped", "Ready");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final LocalCodeDeploy local;
    private final Applications applications;

    CodeDeployService(LocalCodeDeploy local) {
        this.local = local;
        this.applications = local.applications();
    }

    @Override
    public String signingName() {
        return "codedeploy";
    }

    @Override
    public String resourceArn(AwsCall call) {
        try {
            JsonNode body = call.jsonBody();
            String application = body.path("applicationName").asText("");
            String group = body.path("deploymentGroupName").asText("");
            String prefix = "arn:aws:codedeploy:" + call.region() + ":" + local.account() + ":";
            if (application.isEmpty()) {
                return "*";
            }
            return group.isEmpty()
                    ? prefix + "application:" + application
                    : prefix + "deploymentgroup:" + application + "/" + group;
        } catch (IOException unreadable) {
            return "*";
        }
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        JsonNode body = call.jsonBody();
        String region = call.region();
        switch (call.operation()) {
            case "CreateApplication" -> {
                requiredName(body, "applicationName", "Application");
                ObjectNode made = applications.put(region, body.deepCopy());
                call.replyJson(JSON.objectNode().set("applicationId", made.get("applicationId")));
            }
            case "GetApplication" ->
                call.replyJson(
                        JSON.objectNode().set("application", applications.application(region, applicationName(body))));
            case "ListApplications" -> page(call, body, "applications", applications.names(region));
            case "CreateDeploymentGroup" -> {
                requiredName(body, "deploymentGroupName", "DeploymentGroup");
                applications.application(region, applicationName(body));
                ObjectNode made = applications.putGroup(region, body.deepCopy());
                call.replyJson(JSON.objectNode().set("deploymentGroupId", made.get("deploymentGroupId")));
            }
            case "GetDeploymentGroup" ->
                call.replyJson(JSON.objectNode()
                        .set(
                                "deploymentGroupInfo",
                                applications.group(
                                        region,
                                        applicationName(body),
                                        body.path("deploymentGroupName").asText())));
            case "ListDeploymentGroups" -> {
                String name = applicationName(body);
                page(call, body, "deploymentGroups", applications.groupNames(region, name));
            }
            case "CreateDeploymentConfig" -> {
                local.configs().create(body);
                call.replyJson(JSON.objectNode());
            }
            case "GetDeploymentConfig" ->
                call.replyJson(JSON.objectNode()
                        .set(
                                "deploymentConfigInfo",
                                local.configs()
                                        .get(body.path("deploymentConfigName").asText())));
            case "ListDeploymentConfigs" ->
                page(call, body, "deploymentConfigsList", local.configs().names());
            case "RegisterApplicationRevision" -> {
                applications.application(region, applicationName(body));
                if (!body.has("revision")) {
                    throw CreateRequest.error("RevisionRequiredException", "Revision is required");
                }
                call.replyJson(JSON.objectNode());
            }
            case "CreateDeployment" ->
                call.replyJson(JSON.objectNode().put("deploymentId", local.createDeployment(region, body)));
            case "PutLifecycleEventHookExecutionStatus" ->
                call.replyJson(JSON.objectNode()
                        .put("lifecycleEventHookExecutionId", local.functions().answer(body, deployment(body))));
            case "GetDeployment" ->
                call.replyJson(
                        JSON.objectNode().set("deploymentInfo", deployment(body).json()));
            case "BatchGetDeployments" -> batchGet(call, body);
            case "ListDeployments" -> list(call, body);
            case "StopDeployment" -> stop(call, body);
            case "ContinueDeployment" -> goOn(call, body);
            case "ListDeploymentTargets" ->
                page(call, body, "targetIds", started(deployment(body)).targetIds());
            case "BatchGetDeploymentTargets" -> batchGetTargets(call, body);
            case "GetDeploymentTarget" ->
                call.replyJson(JSON.objectNode()
                        .set(
                                "deploymentTarget",
                                target(deployment(body), body.path("targetId").asText(""))));
            default -> throw new AwsError("UnknownOperationException", 400, "");
        }
    }

    private Deployment deployment(JsonNode body) {
        String id = body.path("deploymentId").asText("");
        checkId(id);
        return local.find(id);
    }

    private static void checkId(String id) {
        if (id.isEmpty()) {
            throw CreateRequest.error("DeploymentIdRequiredException", "deploymentId is required");
        }
        if (!id.matches("d-[A-Z0-9]{9}")) {
            throw CreateRequest.error(
                    "InvalidDeploymentIdException", "Specified DeploymentId is not in the valid format: " + id);
        }
    }

    private static Deployment started(Deployment deployment) {
        if (deployment.status().equals("Created") || deployment.status().equals("Queued")) {
            throw CreateRequest.error(
                    "DeploymentNotStartedException", "Deployment " + deployment.id() + " has not started");
        }
        return deployment;
    }

    private void batchGet(AwsCall call, JsonNode body) throws IOException {
        JsonNode ids = body.path("deploymentIds");
        if (ids.isEmpty()) {
            throw CreateRequest.error("DeploymentIdRequiredException", "deploymentIds are required");
        }
        if (ids.size() > MOST_IN_A_BATCH) {
            throw CreateRequest.error(
                    "BatchLimitExceededException", "The number of deployment IDs must not exceed " + MOST_IN_A_BATCH);
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode found = answer.putArray("deploymentsInfo");
        for (JsonNode id : ids) {
            checkId(id.asText());
            local.known(id.asText(), call.region()).ifPresent(deployment -> found.add(deployment.json()));
        }
        call.replyJson(answer);
    }

    private void list(AwsCall call, JsonNode body) throws IOException {
        String application = body.path("applicationName").asText("");
        String group = body.path("deploymentGroupName").asText("");
        if (!application.isEmpty()) {
            applications.application(call.region(), application);
            if (group.isEmpty()) {
                throw CreateRequest.error("DeploymentGroupNameRequiredException", "deploymentGroupName is required");
            }
            applications.group(call.region(), application, group);
        }
        List<String> statuses = new ArrayList<>();
        for (JsonNode status : body.path("includeOnlyStatuses")) {
            if (!STATUSES.contains(status.asText())) {
                throw CreateRequest.error("InvalidDeploymentStatusException", "Invalid status: " + status.asText());
            }
            statuses.add(status.asText());
        }
        double from = body.path("createTimeRange").path("start").asDouble(0);
        double to = body.path("createTimeRange").path("end").asDouble(Double.MAX_VALUE);
        if (from > to) {
            throw CreateRequest.error("InvalidTimeRangeException", "The time range ends before it starts");
        }
        List<String> ids = local.all(call.region()).stream()
                .filter(each -> application.isEmpty()
                        || each.text("applicationName").equals(application)
                                && each.text("deploymentGroupName").equals(group))
                .filter(each -> statuses.isEmpty() || statuses.contains(each.status()))
                .filter(each -> each.created() >= from && each.created() <= to)
                .map(Deployment::id)
                .toList();
        page(call, body, "deployments", ids);
    }

    private void stop(AwsCall call, JsonNode body) throws IOException {
        Deployment deployment = deployment(body);
        if (deployment.isEnded()) {
            throw CreateRequest.error(
                    "DeploymentAlreadyCompletedException",
                    "Deployment " + deployment.id() + " is already in a terminal state");
        }
        deployment.stop(body.path("autoRollbackEnabled").asBoolean());
        call.replyJson(JSON.objectNode()
                .put("status", "Pending")
                .put("statusMessage", "Stopping the deployment. This operation may take some time."));
    }

    private void goOn(AwsCall call, JsonNode body) throws IOException {
        Deployment deployment = deployment(body);
        String wait = body.path("deploymentWaitType").asText("READY_WAIT");
        if (!Set.of("READY_WAIT", "TERMINATION_WAIT").contains(wait)) {
            throw CreateRequest.error("InvalidDeploymentWaitTypeException", "Invalid wait type: " + wait);
        }
        if (deployment.isEnded()) {
            throw CreateRequest.error(
                    "DeploymentAlreadyCompletedException", "Deployment " + deployment.id() + " has completed");
        }
        boolean blueGreen = ServerDeployment.isBlueGreen(deployment.json());
        if (!blueGreen) {
            throw CreateRequest.error(
                    "UnsupportedActionForDeploymentTypeException", "The deployment is not a blue/green deployment");
        }
        boolean ready = wait.equals("READY_WAIT");
        if (ready ? !deployment.status().equals("Ready") : !deployment.inTerminationWait()) {
            throw CreateRequest.error(
                    "DeploymentIsNotInReadyStateException",
                    "The deployment " + deployment.id() + " is not in the state that is waited in");
        }
        deployment.goOn(ready);
        call.replyJson(JSON.objectNode());
    }

    private void batchGetTargets(AwsCall call, JsonNode body) throws IOException {
        Deployment deployment = started(deployment(body));
        JsonNode ids = body.path("targetIds");
        if (ids.isEmpty()) {
            throw CreateRequest.error("DeploymentTargetIdRequiredException", "targetIds are required");
        }
        if (ids.size() > MOST_IN_A_BATCH) {
            throw CreateRequest.error(
                    "DeploymentTargetListSizeExceededException",
                    "The number of target IDs must not exceed " + MOST_IN_A_BATCH);
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode targets = answer.putArray("deploymentTargets");
        ids.forEach(id -> targets.add(target(deployment, id.asText())));
        call.replyJson(answer);
    }

    private static ObjectNode target(Deployment deployment, String id) {
        ObjectNode target = deployment.target(id);
        if (target == null) {
            throw CreateRequest.error(
                    "DeploymentTargetDoesNotExistException", "No target " + id + " in " + deployment.id());
        }
        return target;
    }

    private static void page(AwsCall call, JsonNode body, String field, List<String> all) throws IOException {
        int from = 0;
        String token = body.path("nextToken").asText("");
        if (!token.isEmpty()) {
            from = all.indexOf(token) + 1;
            if (from == 0) {
                throw CreateRequest.error("InvalidNextTokenException", "Invalid token");
            }
        }
        int to = Math.min(all.size(), from + PAGE);
        ObjectNode answer = JSON.objectNode();
        ArrayNode page = answer.putArray(field);
        all.subList(from, to).forEach(page::add);
        if (to < all.size()) {
            answer.put("nextToken", all.get(to - 1));
        }
        call.replyJson(answer);
    }

    private static String applicationName(JsonNode body) {
        String name = body.path("applicationName").asText("");
        if (name.isEmpty()) {
            throw CreateRequest.error("ApplicationNameRequiredException", "applicationName is required");
        }
        return name;
    }

    private static void requiredName(JsonNode body, String field, String kind) {
        String name = body.path(field).asText("");
        if (name.isEmpty()) {
            throw CreateRequest.error(kind + "NameRequiredException", field + " is required");
        }
        if (name.length() > PAGE) {
            throw CreateRequest.error("Invalid" + kind + "NameException", "Invalid name: " + name);
        }
    }

    @Override
    public void close() {
        local.close();
    }
}
