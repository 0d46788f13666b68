package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A deploy action that puts the images of {@code imagedefinitions.json} into a new revision of the service's task
 * definition, and waits until the service is steady.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html">Amazon Elastic
 *     Container Service deploy action reference</a>
 */
final class EcsAction implements ActionProvider {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** "The default timeout is 60 minutes" (DeploymentTimeout). */
    private static final String USUAL_TIMEOUT = "60";

    private static final List<String> READ_ONLY =
            List.of("taskDefinitionArn", "revision", "status", "registeredAt", "registeredBy", "compatibilities");

    private final S3Store s3;
    private final LocalEcs ecs;
    private final Clock clock;

    EcsAction(S3Store s3, LocalEcs ecs, Clock clock) {
        this.s3 = s3;
        this.ecs = ecs;
        this.clock = clock;
    }

    @Override
    public Set<String> required() {
        return Set.of("ClusterName", "ServiceName");
    }

    @Override
    public ActionWork begin(ActionContext context) throws IOException {
        String cluster = context.setting("ClusterName");
        String service = context.setting("ServiceName");
        String region = context.region();
        String file = context.setting("FileName").isEmpty() ? "imagedefinitions.json" : context.setting("FileName");
        JsonNode images = images(file, ArtifactFile.read(s3, context.inputs().get(0), file));
        String running = ecs.describeService(region, cluster, service)
                .path("taskDefinition")
                .asText();
        ObjectNode definition = ecs.taskDefinition(region, running).deepCopy();
        definition.remove(READ_ONLY);
        images.forEach(image -> putImage(definition, image));
        String arn = ecs.registerTaskDefinition(region, definition.toString());
        ecs.updateService(
                region,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("cluster", cluster)
                        .put("service", service)
                        .put("taskDefinition", arn)
                        .toString());
        String timeout = context.setting("DeploymentTimeout");
        Instant end =
                clock.instant().plus(Duration.ofMinutes(Long.parseLong(timeout.isEmpty() ? USUAL_TIMEOUT : timeout)));
        return () -> outcome(ecs.describeService(region, cluster, service), arn, end)
                .with(
                        "",
                        arn,
                        "https://" + region + ".console.aws.amazon.com/ecs/v2/clusters/" + cluster + "/services/"
                                + service + "?region=" + region);
    }

    private static JsonNode images(String file, String text) {
        try {
            JsonNode images = JSON.readTree(text);
            if (images.isArray() && !images.isEmpty()) {
                return images;
            }
        } catch (JsonProcessingException malformed) {
            // told below
        }
        throw PipelineErrors.configuration("The image definition file " + file + " contains invalid JSON format");
    }

    private static void putImage(ObjectNode definition, JsonNode image) {
        for (JsonNode container : definition.path("containerDefinitions")) {
            if (container.path("name").equals(image.path("name"))) {
                ((ObjectNode) container).put("image", image.path("imageUri").asText());
                return;
            }
        }
        throw PipelineErrors.configuration("Container name "
                + image.path("name").asText() + " is not found in the task definition of the service");
    }

    private ActionOutcome outcome(JsonNode service, String arn, Instant end) {
        JsonNode primary = service.path("deployments").path(0);
        if (!primary.path("taskDefinition").asText().equals(arn)) {
            return ActionOutcome.failed(
                    "JobFailed",
                    "The deployment failed: "
                            + primary.path("rolloutStateReason").asText());
        }
        return switch (primary.path("rolloutState").asText()) {
            case "COMPLETED" -> ActionOutcome.succeeded("", Map.of());
            case "FAILED" ->
                ActionOutcome.failed(
                        "JobFailed", primary.path("rolloutStateReason").asText());
            default ->
                clock.instant().isBefore(end)
                        ? ActionOutcome.inProgress()
                        : ActionOutcome.failed("JobFailed", "The service did not become steady in time");
        };
    }
}
