package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.Set;

/**
 * A CreateDeployment request, refused as AWS refuses it.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html">CreateDeployment</a>
 */
final class CreateRequest {

    /** "Maximum number of characters in a deployment description" ("CodeDeploy quotas", user guide). */
    private static final int LONGEST_DESCRIPTION = 256;

    private static final int MOST_TARGETS_FILTERS = 10;
    private static final Set<String> FILE_EXISTS = Set.of("DISALLOW", "OVERWRITE", "RETAIN");
    private static final Set<String> ROLLBACK_EVENTS =
            Set.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST");
    private static final Set<String> BUNDLES = Set.of("tar", "tgz", "zip", "YAML", "JSON");

    private CreateRequest() {}

    static void check(JsonNode body, String platform) {
        if (body.path("description").asText("").length() > LONGEST_DESCRIPTION) {
            throw error("DescriptionTooLongException", "Description is too long");
        }
        String behaviour = body.path("fileExistsBehavior").asText("");
        if (!behaviour.isEmpty() && !FILE_EXISTS.contains(behaviour)) {
            throw error(
                    "InvalidFileExistsBehaviorException",
                    "Unrecognized value. Valid values are: DISALLOW, OVERWRITE, and RETAIN");
        }
        rollback(body.path("autoRollbackConfiguration"));
        if (body.path("targetInstances").path("tagFilters").size() > MOST_TARGETS_FILTERS) {
            throw error("InvalidTargetInstancesException", "Too many tag filters");
        }
        if (body.has("revision")) {
            revision(body.get("revision"), platform);
        }
    }

    private static void rollback(JsonNode configuration) {
        boolean enabled = configuration.path("enabled").asBoolean();
        if (enabled && configuration.path("events").isEmpty()) {
            throw error("InvalidAutoRollbackConfigException", "Auto-rollback is enabled, but no events are specified");
        }
        for (JsonNode event : configuration.path("events")) {
            if (!ROLLBACK_EVENTS.contains(event.asText())) {
                throw error("InvalidAutoRollbackConfigException", "Unrecognized event: " + event.asText());
            }
        }
    }

    private static void revision(JsonNode revision, String platform) {
        String type = revision.path("revisionType").asText("");
        JsonNode location = revision.path(
                switch (type) {
                    case "S3" -> "s3Location";
                    case "GitHub" -> "gitHubLocation";
                    case "AppSpecContent" -> "appSpecContent";
                    case "String" -> "string";
                    default -> throw error("InvalidRevisionException", "Unsupported revision type: " + type);
                });
        if (location.isMissingNode()) {
            throw error("InvalidRevisionException", "Revision location for type " + type + " is missing");
        }
        boolean server = platform.equals("Server");
        switch (type) {
            case "S3" -> {
                required(location, "bucket");
                required(location, "key");
                required(location, "bundleType");
                String bundle = location.path("bundleType").asText();
                if (!BUNDLES.contains(bundle) || server == bundle.matches("YAML|JSON")) {
                    throw error("InvalidRevisionException", "Invalid bundle type " + bundle + " for " + platform);
                }
            }
            case "GitHub" -> {
                if (!server) {
                    throw error("InvalidRevisionException", "GitHub revisions are for EC2/On-Premises only");
                }
                required(location, "repository");
                required(location, "commitId");
                if (!location.path("repository").asText().matches("[^/\\s]+/[^/\\s]+")) {
                    throw error("InvalidRevisionException", "GitHub repository is not of the form owner/name");
                }
            }
            default -> {
                if (server) {
                    throw error("InvalidRevisionException", "AppSpecContent is for Lambda and ECS only");
                }
                required(location, "content");
                appSpec(location.path("content").asText(), platform);
            }
        }
    }

    /** What an AppSpec file for Lambda or ECS must have. */
    static void appSpec(String content, String platform) {
        JsonNode spec;
        try {
            spec = AppSpec.tree(content);
        } catch (AppSpec.Invalid malformed) {
            throw error("InvalidRevisionException", "The AppSpec content is not valid YAML or JSON");
        }
        JsonNode resources = spec.has("Resources") ? spec.get("Resources") : spec.path("resources");
        if (resources.size() != 1) {
            throw error("InvalidRevisionException", "The AppSpec file must specify one resource");
        }
        String text = resources.toString();
        boolean right = platform.equals("Lambda")
                ? text.contains("AWS::Lambda::Function")
                        && text.contains("\"CurrentVersion\"")
                        && text.contains("\"TargetVersion\"")
                        && text.contains("\"Alias\"")
                : text.contains("AWS::ECS::Service")
                        && text.contains("\"TaskDefinition\"")
                        && text.contains("\"ContainerName\"")
                        && text.contains("\"ContainerPort\"");
        if (!right) {
            throw error("InvalidRevisionException", "The AppSpec file lacks properties of a resource of " + platform);
        }
    }

    private static void required(JsonNode location, String field) {
        if (location.path(field).asText("").isEmpty()) {
            throw error("InvalidRevisionException", field + " is missing in the revision");
        }
    }

    static AwsError error(String code, String message) {
        return new AwsError(code, 400, message);
    }
}
