package io.jenkins.plugins.awsdevtools.engine.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads EventBridge's envelope and the details of the services that are followed.
 *
 * <p>"Events from AWS services" (Amazon EventBridge User Guide); "Monitoring CodeCommit events" (AWS CodeCommit User
 * Guide); "Build notifications input format reference" (AWS CodeBuild User Guide); "Monitoring deployments with Amazon
 * CloudWatch Events" (AWS CodeDeploy User Guide); "Monitoring CodePipeline events" (AWS CodePipeline User Guide); "Amazon
 * ECS events" (Amazon ECS Developer Guide).
 */
public final class EventParser {

    private static final int DEEPEST = 50;
    private static final Pattern SERVICE_ARN =
            Pattern.compile("arn:[\\w-]+:ecs:[^:]*:\\d*:service/(?:([^/]+)/)?([^/]+)");
    private static final String TASK_OF_SERVICE = "service:";

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    private EventParser() {}

    /**
     * The event in a message.
     *
     * @throws MalformedEventException if the message is not one, or lacks what says what it is about
     */
    public static AwsEvent parse(String message) throws MalformedEventException {
        JsonNode event = read(message);
        JsonNode detail = event.path("detail");
        if (!detail.isObject()) {
            throw new MalformedEventException("an event has a detail");
        }
        String source = required(event, "source");
        AwsEvent.Subject subject =
                switch (source) {
                    case "aws.codecommit" -> ofCodeCommit(detail);
                    case "aws.codebuild" -> ofCodeBuild(detail);
                    case "aws.codedeploy" -> new AwsEvent.DeploymentChanged(required(detail, "deploymentId"));
                    case "aws.codepipeline" -> ofCodePipeline(detail);
                    case "aws.ecs" -> ofEcs(event);
                    default -> new AwsEvent.Other();
                };
        return new AwsEvent(
                required(event, "id"),
                event.path("account").asText(""),
                event.path("region").asText(""),
                source,
                time(event.path("time").asText("")),
                subject);
    }

    private static AwsEvent.Subject ofCodeCommit(JsonNode detail) throws MalformedEventException {
        if (detail.has("referenceType")) {
            String repository = required(detail, "repositoryName");
            String name = required(detail, "referenceName");
            return detail.path("referenceType").asText().equals("branch")
                    ? new AwsEvent.BranchChanged(
                            repository,
                            name,
                            detail.path("commitId").asText(""),
                            detail.path("event").asText("").equals("referenceUpdated"))
                    : new AwsEvent.TagChanged(repository, name);
        }
        if (detail.has("pullRequestId")) {
            List<String> repositories = new ArrayList<>();
            detail.path("repositoryNames").forEach(name -> repositories.add(name.asText()));
            if (detail.has("repositoryName")) {
                repositories.add(detail.path("repositoryName").asText());
            }
            return new AwsEvent.PullRequestChanged(
                    required(detail, "pullRequestId"),
                    repositories,
                    detail.path("event").asText(""));
        }
        return new AwsEvent.Other(); // a comment on a commit
    }

    private static AwsEvent.Subject ofCodeBuild(JsonNode detail) throws MalformedEventException {
        String arn = detail.has("build-id") ? required(detail, "build-id") : required(detail, "build-batch-id");
        return new AwsEvent.BuildChanged(
                arn.substring(arn.lastIndexOf('/') + 1),
                detail.path("project-name").asText(""));
    }

    /**
     * Events of changes to a pipeline itself name no execution; those of actions name the type of the action.
     *
     * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html">
     *     Monitoring CodePipeline events</a>
     */
    private static AwsEvent.Subject ofCodePipeline(JsonNode detail) throws MalformedEventException {
        JsonNode type = detail.path("type");
        return new AwsEvent.ExecutionChanged(
                required(detail, "pipeline"),
                detail.path("execution-id").asText(""),
                type.isObject()
                        ? String.join(
                                "/",
                                type.path("owner").asText(""),
                                type.path("category").asText(""),
                                type.path("provider").asText(""),
                                type.path("version").asText(""))
                        : "");
    }

    /**
     * Events of deployments and services have the service's ARN among their resources, {@code service/CLUSTER/NAME} or, in
     * old accounts, {@code service/NAME}; those of tasks have {@code service:NAME} as group.
     */
    private static AwsEvent.Subject ofEcs(JsonNode event) {
        for (JsonNode resource : event.path("resources")) {
            Matcher service = SERVICE_ARN.matcher(resource.asText());
            if (service.matches()) {
                return new AwsEvent.ServiceChanged(service.group(1) == null ? "" : service.group(1), service.group(2));
            }
        }
        JsonNode detail = event.path("detail");
        String group = detail.path("group").asText("");
        if (group.startsWith(TASK_OF_SERVICE)) {
            String cluster = detail.path("clusterArn").asText("");
            return new AwsEvent.ServiceChanged(
                    cluster.substring(cluster.lastIndexOf('/') + 1), group.substring(TASK_OF_SERVICE.length()));
        }
        return new AwsEvent.Other();
    }

    private static JsonNode read(String message) throws MalformedEventException {
        try {
            JsonNode event = JSON.readTree(message);
            if (event != null && event.isObject()) {
                return event;
            }
        } catch (JsonProcessingException notJson) {
            throw new MalformedEventException("not JSON");
        }
        throw new MalformedEventException("not an event");
    }

    private static String required(JsonNode in, String field) throws MalformedEventException {
        String value = in.path(field).asText("");
        if (value.isEmpty()) {
            throw new MalformedEventException("no " + field);
        }
        return value;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            return Instant.EPOCH; // it is shown and decides nothing
        }
    }
}
