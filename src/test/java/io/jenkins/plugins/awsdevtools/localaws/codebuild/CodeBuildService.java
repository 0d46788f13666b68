package io.jenkins.plugins.awsdevtools.localaws.codebuild;

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

/**
 * CodeBuild's API.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/Welcome.html">AWS CodeBuild API Reference</a>
 */
final class CodeBuildService implements LocalService {

    /** BatchGetBuilds, BatchGetProjects: "Maximum number of 100 items"; the lists have pages of 100. */
    private static final int MOST = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final LocalCodeBuild local;

    CodeBuildService(LocalCodeBuild local) {
        this.local = local;
    }

    @Override
    public String signingName() {
        return "codebuild";
    }

    @Override
    public String resourceArn(AwsCall call) {
        try {
            String project = call.jsonBody().path("projectName").asText("");
            return project.isEmpty() ? "*" : local.projectArn(call.region(), project);
        } catch (IOException unreadable) {
            return "*";
        }
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        JsonNode body = call.jsonBody();
        switch (call.operation()) {
            case "CreateProject" -> createProject(call, body);
            case "UpdateProject" -> updateProject(call, body);
            case "DeleteProject" -> deleteProject(call, body);
            case "ListProjects" -> list(call, "projects", local.projectNames(call.region()), body, "ASCENDING");
            case "BatchGetProjects" -> getProjects(call, body);
            case "StartBuild" ->
                call.replyJson(JSON.objectNode().set("build", local.start(call.region(), call.caller(), body)));
            case "RetryBuild" ->
                call.replyJson(JSON.objectNode().set("build", local.retry(call.region(), call.caller(), body)));
            case "StopBuild" -> call.replyJson(JSON.objectNode().set("build", local.stop(required(body, "id"))));
            case "BatchGetBuilds" -> getBuilds(call, body);
            case "ListBuilds" -> list(call, "ids", local.buildIds(call.region(), null), body, "DESCENDING");
            case "ListBuildsForProject" -> {
                String project = local.existing(call.region(), required(body, "projectName"));
                list(call, "ids", local.buildIds(call.region(), project), body, "DESCENDING");
            }
            case "StartBuildBatch" -> batch(call, local.batches().start(call.region(), call.caller(), body));
            case "StopBuildBatch" -> batch(call, local.batches().stop(required(body, "id")));
            case "RetryBuildBatch" -> batch(call, local.batches().retry(body));
            case "BatchGetBuildBatches" -> call.replyJson(local.batches().get(call.region(), names(body, "ids")));
            case "ListBuildBatches" -> list(call, "ids", local.batches().ids(call.region(), null), body, "DESCENDING");
            case "ListBuildBatchesForProject" -> {
                String project = local.existing(call.region(), required(body, "projectName"));
                list(call, "ids", local.batches().ids(call.region(), project), body, "DESCENDING");
            }
            case "ListFleets" -> list(call, "fleets", local.fleets(call.region()), body, "ASCENDING");
            case "ListCuratedEnvironmentImages" -> call.replyJson(CuratedImages.json());
            case "CreateReportGroup" ->
                call.replyJson(
                        JSON.objectNode().set("reportGroup", local.reports().createGroup(call.region(), body)));
            case "ListReportGroups" ->
                list(call, "reportGroups", local.reports().groups(call.region()), body, "ASCENDING");
            case "DeleteReportGroup" -> {
                local.reports().deleteGroup(required(body, "arn"));
                call.replyJson(JSON.objectNode());
            }
            case "BatchGetReports" -> call.replyJson(local.reports().get(names(body, "reportArns")));
            case "DescribeTestCases" -> call.replyJson(local.reports().page(body, "testCases"));
            case "DescribeCodeCoverages" -> call.replyJson(local.reports().page(body, "codeCoverages"));
            default -> throw new AwsError("UnknownOperationException", 400, "");
        }
    }

    private static void batch(AwsCall call, ObjectNode batch) throws IOException {
        call.replyJson(JSON.objectNode().set("buildBatch", batch));
    }

    private void createProject(AwsCall call, JsonNode body) throws IOException {
        String name = required(body, "name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}")) {
            throw StartRequest.invalid("Invalid project name: " + name);
        }
        if (local.projectNames(call.region()).contains(name)) {
            throw new AwsError(
                    "ResourceAlreadyExistsException",
                    400,
                    "Project already exists: " + local.projectArn(call.region(), name));
        }
        call.replyJson(JSON.objectNode().set("project", local.putProject(call.region(), (ObjectNode) body.deepCopy())));
    }

    private void updateProject(AwsCall call, JsonNode body) throws IOException {
        ObjectNode project = local.project(call.region(), required(body, "name"));
        project.setAll((ObjectNode) body.deepCopy());
        call.replyJson(JSON.objectNode().set("project", local.putProject(call.region(), project)));
    }

    private void deleteProject(AwsCall call, JsonNode body) throws IOException {
        local.removeProject(call.region(), required(body, "name"));
        call.replyJson(JSON.objectNode());
    }

    private void getProjects(AwsCall call, JsonNode body) throws IOException {
        ObjectNode answer = JSON.objectNode();
        ArrayNode found = answer.putArray("projects");
        ArrayNode missing = answer.putArray("projectsNotFound");
        for (String name : names(body, "names")) {
            if (local.projectNames(call.region()).contains(name)) {
                found.add(local.project(call.region(), name));
            } else {
                missing.add(name);
            }
        }
        call.replyJson(answer);
    }

    private void getBuilds(AwsCall call, JsonNode body) throws IOException {
        ObjectNode answer = JSON.objectNode();
        ArrayNode found = answer.putArray("builds");
        ArrayNode missing = answer.putArray("buildsNotFound");
        for (String id : names(body, "ids")) {
            local.find(id)
                    .filter(build -> build.region().equals(call.region()))
                    .ifPresentOrElse(build -> found.add(LocalCodeBuild.shown(build)), () -> missing.add(id));
        }
        call.replyJson(answer);
    }

    private static List<String> names(JsonNode body, String field) {
        JsonNode names = body.path(field);
        if (names.isEmpty() || names.size() > MOST) {
            throw StartRequest.invalid("1 validation error detected: Value at '" + field
                    + "' failed to satisfy constraint: Member must have length less than or equal to 100 and greater"
                    + " than or equal to 1");
        }
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(name.asText()));
        return all;
    }

    private void list(AwsCall call, String field, List<String> all, JsonNode body, String defaultOrder)
            throws IOException {
        List<String> ordered = new ArrayList<>(all);
        if (!body.path("sortOrder").asText(defaultOrder).equals("ASCENDING")) {
            java.util.Collections.reverse(ordered);
        }
        int from = 0;
        String token = body.path("nextToken").asText("");
        if (!token.isEmpty()) {
            from = ordered.indexOf(token) + 1;
            if (from == 0) {
                throw StartRequest.invalid("Invalid token");
            }
        }
        int to = Math.min(ordered.size(), from + MOST);
        ObjectNode answer = JSON.objectNode();
        ArrayNode page = answer.putArray(field);
        ordered.subList(from, to).forEach(page::add);
        if (to < ordered.size()) {
            answer.put("nextToken", ordered.get(to - 1));
        }
        call.replyJson(answer);
    }

    static String required(JsonNode body, String field) {
        if (body.path(field).asText("").isEmpty()) {
            throw StartRequest.invalid("1 validation error detected: Value null at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return body.get(field).asText();
    }

    @Override
    public void close() {
        local.close();
    }
}
