package io.jenkins.plugins.awsdevtools.localaws.ecs;

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
 * ECS's API.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html">Amazon ECS API Reference</a>
 */
final class EcsService implements LocalService {

    /** "You may specify up to 10 services to describe in a single operation." (DescribeServices). */
    private static final int MOST_SERVICES = 10;

    /** "A list of up to 100 task IDs or full ARN entries." (DescribeTasks); ListTasks and others have pages of 100. */
    private static final int MOST_TASKS = 100;

    /** "If this parameter isn't used, then ListServices returns up to 10 results" (ListServices, maxResults). */
    private static final int SERVICES_PAGE = 10;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final LocalEcs local;
    private final TaskSetOperations taskSets;

    EcsService(LocalEcs local) {
        this.local = local;
        this.taskSets = new TaskSetOperations(local);
    }

    @Override
    public String signingName() {
        return "ecs";
    }

    @Override
    public String resourceArn(AwsCall call) {
        try {
            JsonNode body = call.jsonBody();
            String service =
                    body.path("service").asText(body.path("serviceName").asText(""));
            String cluster = body.path("cluster").asText("default");
            return service.isEmpty() || service.startsWith("arn:")
                    ? service.isEmpty() ? "*" : service
                    : "arn:aws:ecs:" + call.region() + ":" + local.account() + ":service/"
                            + cluster.substring(cluster.lastIndexOf('/') + 1) + "/" + service;
        } catch (IOException unreadable) {
            return "*";
        }
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        JsonNode body = call.jsonBody();
        String region = call.region();
        call.replyJson(
                switch (call.operation()) {
                    case "CreateCluster" -> createCluster(region, body);
                    case "ListClusters" -> {
                        List<String> arns = local.clusterNames(region).stream()
                                .map(name -> clusterArn(region, name))
                                .toList();
                        yield page("clusterArns", arns, body, MOST_TASKS);
                    }
                    case "RegisterTaskDefinition" ->
                        TaskDefinitions.answer(
                                local.definitions(region)
                                        .register(body, call.caller().arn()),
                                true);
                    case "DescribeTaskDefinition" ->
                        TaskDefinitions.answer(
                                local.definitions(region)
                                        .existing(
                                                ServiceRequests.required(body, "taskDefinition"),
                                                "Unable to describe task definition."),
                                body.path("include").toString().contains("TAGS"));
                    case "DeregisterTaskDefinition" ->
                        TaskDefinitions.answer(
                                local.definitions(region).deregister(ServiceRequests.required(body, "taskDefinition")),
                                false);
                    case "ListTaskDefinitions" ->
                        page(
                                "taskDefinitionArns",
                                local.definitions(region)
                                        .arns(
                                                body.path("familyPrefix").asText(""),
                                                body.path("status").asText("ACTIVE"),
                                                body.path("sort").asText("").equals("DESC")),
                                body,
                                MOST_TASKS);
                    case "ListTaskDefinitionFamilies" -> families(region, body);
                    case "CreateService" -> wrapped("service", local.createService(region, body));
                    case "UpdateService" -> wrapped("service", local.updateService(region, body));
                    case "DeleteService" -> wrapped("service", local.deleteService(region, body));
                    case "DescribeServices" -> describeServices(region, body);
                    case "ListServices" -> {
                        List<String> arns = local.services(region, cluster(region, body)).stream()
                                .filter(service -> !service.status.equals("INACTIVE"))
                                .map(ServiceState::arn)
                                .toList();
                        yield page("serviceArns", arns, body, SERVICES_PAGE);
                    }
                    case "CreateTaskSet" -> taskSets.create(region, body);
                    case "UpdateTaskSet" -> taskSets.update(region, body);
                    case "UpdateServicePrimaryTaskSet" -> taskSets.makePrimary(region, body);
                    case "DeleteTaskSet" -> taskSets.delete(region, body);
                    case "DescribeTaskSets" -> taskSets.describe(region, body);
                    case "ListTasks" -> listTasks(region, body);
                    case "DescribeTasks" -> describeTasks(region, body);
                    default -> throw new AwsError("UnknownOperationException", 400, "");
                });
    }

    private String cluster(String region, JsonNode body) {
        return local.cluster(region, body.path("cluster").asText(""));
    }

    private String clusterArn(String region, String name) {
        return "arn:aws:ecs:" + region + ":" + local.account() + ":cluster/" + name;
    }

    private static ObjectNode wrapped(String field, ObjectNode value) {
        return JSON.objectNode().set(field, value);
    }

    private ObjectNode createCluster(String region, JsonNode body) {
        String name = body.path("clusterName").asText("default");
        if (!name.matches("[A-Za-z0-9_-]{1,255}")) {
            throw EcsErrors.parameter("Invalid cluster name.");
        }
        local.createCluster(region, name);
        return wrapped(
                "cluster",
                JSON.objectNode()
                        .put("clusterArn", clusterArn(region, name))
                        .put("clusterName", name)
                        .put("status", "ACTIVE"));
    }

    private ObjectNode families(String region, JsonNode body) {
        String prefix = body.path("familyPrefix").asText("");
        boolean active = body.path("status").asText("").equals("ACTIVE");
        TaskDefinitions all = local.definitions(region);
        List<String> names = all.families().stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> !active || !all.arns(name, "ACTIVE", false).isEmpty())
                .toList();
        return page("families", names, body, MOST_TASKS);
    }

    private ObjectNode describeServices(String region, JsonNode body) {
        String cluster = cluster(region, body);
        JsonNode names = body.path("services");
        if (names.isEmpty()) {
            throw EcsErrors.parameter("Services cannot be empty.");
        }
        if (names.size() > MOST_SERVICES) {
            throw EcsErrors.parameter("Services must have at most 10 entries.");
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode found = answer.putArray("services");
        ArrayNode failures = answer.putArray("failures");
        for (JsonNode name : names) {
            ServiceState service = local.find(region, cluster, name.asText());
            if (service == null) {
                failures.addObject()
                        .put(
                                "arn",
                                "arn:aws:ecs:" + region + ":" + local.account() + ":service/" + cluster + "/"
                                        + name.asText())
                        .put("reason", "MISSING");
            } else {
                found.add(local.json(service));
            }
        }
        return answer;
    }

    private ObjectNode listTasks(String region, JsonNode body) {
        String cluster = cluster(region, body);
        String startedBy = body.path("startedBy").asText("");
        String service = body.path("serviceName").asText("");
        String family = body.path("family").asText("");
        if (!startedBy.isEmpty() && !(service + family).isEmpty()) {
            throw EcsErrors.parameter(
                    "When you specify startedBy as the filter, it must be the only filter that you use.");
        }
        String wanted = service.substring(service.lastIndexOf('/') + 1);
        if (!wanted.isEmpty() && local.find(region, cluster, wanted) == null) {
            throw EcsErrors.noService();
        }
        String desired = body.path("desiredStatus").asText("RUNNING");
        List<String> arns = new ArrayList<>();
        for (ObjectNode task : local.tasks(region, cluster)) {
            if (task.get("desiredStatus").asText().equals(desired)
                    && (startedBy.isEmpty() || task.get("startedBy").asText().equals(startedBy))
                    && (wanted.isEmpty() || task.get("group").asText().equals("service:" + wanted))
                    && (family.isEmpty()
                            || task.get("taskDefinitionArn").asText().contains("/" + family + ":"))) {
                arns.add(task.get("taskArn").asText());
            }
        }
        return page("taskArns", arns, body, MOST_TASKS);
    }

    private ObjectNode describeTasks(String region, JsonNode body) {
        String cluster = cluster(region, body);
        JsonNode wanted = body.path("tasks");
        if (wanted.isEmpty()) {
            throw EcsErrors.parameter("Tasks cannot be empty.");
        }
        if (wanted.size() > MOST_TASKS) {
            throw EcsErrors.parameter("Tasks must have at most 100 entries.");
        }
        List<ObjectNode> all = local.tasks(region, cluster);
        ObjectNode answer = JSON.objectNode();
        ArrayNode found = answer.putArray("tasks");
        ArrayNode failures = answer.putArray("failures");
        for (JsonNode name : wanted) {
            String id = name.asText().substring(name.asText().lastIndexOf('/') + 1);
            all.stream()
                    .filter(task -> task.get("taskArn").asText().endsWith("/" + id))
                    .findFirst()
                    .ifPresentOrElse(
                            found::add,
                            () -> failures.addObject().put("arn", name.asText()).put("reason", "MISSING"));
        }
        return answer;
    }

    /** A page of a list; a token is where the next one begins. */
    private static ObjectNode page(String field, List<String> all, JsonNode body, int usual) {
        int size = body.path("maxResults").asInt(usual);
        if (size < 1 || size > MOST_TASKS) {
            throw EcsErrors.parameter("maxResults should be between 1 and 100.");
        }
        String token = body.path("nextToken").asText("");
        if (!token.isEmpty() && !token.matches(field + "-\\d{1,6}")) {
            throw EcsErrors.parameter("Invalid token.");
        }
        int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring(field.length() + 1));
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = JSON.objectNode();
        ArrayNode shown = answer.putArray(field);
        all.subList(Math.min(from, to), to).forEach(shown::add);
        if (to < all.size()) {
            answer.put("nextToken", field + "-" + to);
        }
        return answer;
    }

    @Override
    public void close() {
        local.close();
    }
}
