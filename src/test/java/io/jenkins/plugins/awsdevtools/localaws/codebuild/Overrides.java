package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The overrides of a start beyond variables and timeouts: what CodeBuild refuses, and how a build shows the rest.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html">StartBuild</a>
 */
final class Overrides {

    /** "Array Members: Minimum number of 0 items. Maximum number of 12 items." (secondarySourcesOverride, StartBuild). */
    private static final int MOST_SECONDARY = 12;

    private static final Set<String> ARTIFACTS = Set.of("CODEPIPELINE", "S3", "NO_ARTIFACTS");
    private static final Set<String> CACHES = Set.of("NO_CACHE", "S3", "LOCAL");
    private static final Set<String> PULL = Set.of("CODEBUILD", "SERVICE_ROLE");
    private static final Set<String> SWITCH = Set.of("ENABLED", "DISABLED");

    private Overrides() {}

    static void check(JsonNode body) {
        StartRequest.oneOf(body, "imagePullCredentialsTypeOverride", PULL);
        if (body.path("gitCloneDepthOverride").asInt(0) < 0) {
            throw StartRequest.invalid("Invalid git clone depth: must be greater than or equal to 0");
        }
        secondary(body, "secondarySourcesOverride", "sourceIdentifier");
        secondary(body, "secondaryArtifactsOverride", "artifactIdentifier");
        for (JsonNode source : body.path("secondarySourcesOverride")) {
            StartRequest.oneOf(source, "type", StartRequest.SOURCES);
            if (source.path("location").asText("").isEmpty()) {
                throw StartRequest.invalid("Invalid project source: location must be specified");
            }
        }
        if (body.has("artifactsOverride")) {
            artifacts(body.get("artifactsOverride"));
        }
        body.path("secondaryArtifactsOverride").forEach(Overrides::artifacts);
        JsonNode cache = body.path("cacheOverride");
        StartRequest.oneOf(cache, "type", CACHES);
        if (cache.path("type").asText().equals("S3")
                && cache.path("location").asText("").isEmpty()) {
            throw StartRequest.invalid("Invalid cache: location is required for cache type S3");
        }
        JsonNode logs = body.path("logsConfigOverride");
        StartRequest.oneOf(logs.path("cloudWatchLogs"), "status", SWITCH);
        StartRequest.oneOf(logs.path("s3Logs"), "status", SWITCH);
        if (logs.path("s3Logs").path("status").asText().equals("ENABLED")
                && logs.path("s3Logs").path("location").asText("").isEmpty()) {
            throw StartRequest.invalid("Invalid logs config: S3 logs location is required");
        }
        if (body.has("registryCredentialOverride")
                && body.path("imagePullCredentialsTypeOverride").asText("").equals("CODEBUILD")) {
            throw StartRequest.invalid(
                    "Invalid environment: registry credential requires SERVICE_ROLE image pull" + " credentials");
        }
    }

    private static void secondary(JsonNode body, String field, String identifier) {
        if (body.path(field).size() > MOST_SECONDARY) {
            throw StartRequest.invalid("1 validation error detected: Value at '" + field
                    + "' failed to satisfy constraint: Member must have length less than or equal to 12");
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode one : body.path(field)) {
            String name = one.path(identifier).asText("");
            if (!name.matches("[A-Za-z0-9_]{1,127}")) {
                throw StartRequest.invalid("Invalid " + identifier + ": " + name);
            }
            if (!seen.add(name)) {
                throw StartRequest.invalid("Duplicate " + identifier + ": " + name);
            }
        }
    }

    private static void artifacts(JsonNode artifacts) {
        StartRequest.oneOf(artifacts, "type", ARTIFACTS);
        if (artifacts.path("type").asText().equals("S3")
                && artifacts.path("location").asText("").isEmpty()) {
            throw StartRequest.invalid("Invalid artifacts: location must be specified");
        }
    }

    static void source(JsonNode body, ObjectNode source) {
        StartRequest.copy(body, "gitSubmodulesConfigOverride", source, "gitSubmodulesConfig");
        StartRequest.copy(body, "insecureSslOverride", source, "insecureSsl");
        StartRequest.copy(body, "reportBuildStatusOverride", source, "reportBuildStatus");
        StartRequest.copy(body, "buildStatusConfigOverride", source, "buildStatusConfig");
        StartRequest.copy(body, "sourceAuthOverride", source, "auth");
    }

    static void environment(JsonNode body, ObjectNode environment) {
        StartRequest.copy(body, "fleetOverride", environment, "fleet");
        StartRequest.copy(body, "certificateOverride", environment, "certificate");
        StartRequest.copy(body, "registryCredentialOverride", environment, "registryCredential");
        StartRequest.copy(body, "imagePullCredentialsTypeOverride", environment, "imagePullCredentialsType");
    }

    static void build(JsonNode project, JsonNode body, ObjectNode build) {
        either(body, "secondarySourcesOverride", project, "secondarySources", build, "secondarySources");
        either(
                body,
                "secondarySourcesVersionOverride",
                project,
                "secondarySourceVersions",
                build,
                "secondarySourceVersions");
        either(body, "cacheOverride", project, "cache", build, "cache");
        either(body, "encryptionKeyOverride", project, "encryptionKey", build, "encryptionKey");
        either(body, "logsConfigOverride", project, "logsConfig", build, "logsSettings");
        if (body.path("debugSessionEnabled").asBoolean()) {
            build.putObject("debugSession").put("sessionEnabled", true);
        }
        if (body.hasNonNull("autoRetryLimitOverride")) {
            build.putObject("autoRetryConfig")
                    .put("autoRetryLimit", body.get("autoRetryLimitOverride").asInt())
                    .put("autoRetryNumber", 0);
        }
    }

    private static void either(
            JsonNode body, String override, JsonNode project, String field, ObjectNode build, String as) {
        if (body.hasNonNull(override)) {
            build.set(as, body.get(override));
        } else if (project.hasNonNull(field)) {
            build.set(as, project.get(field));
        }
    }
}
