package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.emptyToNull;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.must;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.codebuild.model.BuildStatusConfig;
import software.amazon.awssdk.services.codebuild.model.GitSubmodulesConfig;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceAuth;
import software.amazon.awssdk.services.codebuild.model.SourceAuthType;
import software.amazon.awssdk.services.codebuild.model.SourceType;

/**
 * Where the source comes from, instead of where the project has it from ({@code ProjectSource}, AWS CodeBuild API
 * Reference). Null means as the project has it.
 *
 * @param type for example {@code S3}, {@code CODECOMMIT}, {@code GITHUB}, {@code NO_SOURCE}
 * @param location the repository's HTTPS URL, or {@code bucket/key} of a ZIP file in S3, or {@code bucket/folder/}
 * @param cloneDepth how many commits are fetched; 0 for all
 * @param submodules whether git submodules are fetched
 * @param insecureSsl whether the server's certificate is not checked
 * @param reportStatus whether CodeBuild reports the build to the source provider
 * @param statusContext the name of that report
 * @param statusUrl where that report links to
 * @param authType {@code OAUTH}, {@code CODECONNECTIONS} or {@code SECRETS_MANAGER}
 * @param authResource the ARN of the connection or secret
 */
public record SourceOverride(
        String type,
        String location,
        Integer cloneDepth,
        Boolean submodules,
        Boolean insecureSsl,
        Boolean reportStatus,
        String statusContext,
        String statusUrl,
        String authType,
        String authResource) {

    /** The project's own source. */
    public static final SourceOverride NONE = of(null, null);

    private static final Set<String> WITHOUT_LOCATION = Set.of("NO_SOURCE", "CODEPIPELINE");

    /** @throws ParameterException if CodeBuild would refuse a value, or two contradict each other */
    public SourceOverride {
        type = emptyToNull(type);
        location = emptyToNull(location);
        statusContext = emptyToNull(statusContext);
        statusUrl = emptyToNull(statusUrl);
        authType = emptyToNull(authType);
        authResource = emptyToNull(authResource);
        Checks.known("type", type, SourceType.knownValues());
        must(
                location == null || type == null || !WITHOUT_LOCATION.contains(type),
                "location",
                location,
                "codebuild.source.noLocation",
                type);
        checkCloneDepth(cloneDepth);
        checkAuth(authType, authResource);
        must(!"S3".equals(type) || cloneDepth == null && submodules == null, "type", type, "codebuild.source.notGit");
    }

    /** @throws ParameterException if there cannot be this many commits; null is the project's own */
    public static void checkCloneDepth(Integer cloneDepth) {
        must(cloneDepth == null || cloneDepth >= 0, "cloneDepth", cloneDepth, "codebuild.source.depth");
    }

    /** @throws ParameterException if one of the two is needed and missing, or CodeBuild does not know the type */
    public static void checkAuth(String authType, String authResource) {
        String type = emptyToNull(authType);
        Checks.known("authType", type, SourceAuthType.knownValues());
        must(authResource == null || type != null, "authType", type, "codebuild.source.auth");
        must(
                type == null || "OAUTH".equals(type) || authResource != null,
                "authResource",
                authResource,
                "codebuild.source.authResource",
                type);
    }

    /** Of this type, at this location. */
    public static SourceOverride of(String type, String location) {
        return new SourceOverride(type, location, null, null, null, null, null, null, null, null);
    }

    /** The types that CodeBuild offers, in alphabetical order. */
    public static List<String> types() {
        return Checks.names(SourceType.knownValues());
    }

    /** The kinds of authorization that CodeBuild offers, in alphabetical order. */
    public static List<String> authTypes() {
        return Checks.names(SourceAuthType.knownValues());
    }

    SourceAuth auth() {
        return authType == null
                ? null
                : SourceAuth.builder().type(authType).resource(authResource).build();
    }

    GitSubmodulesConfig submodulesConfig() {
        return submodules == null
                ? null
                : GitSubmodulesConfig.builder().fetchSubmodules(submodules).build();
    }

    BuildStatusConfig statusConfig() {
        return statusContext == null && statusUrl == null
                ? null
                : BuildStatusConfig.builder()
                        .context(statusContext)
                        .targetUrl(statusUrl)
                        .build();
    }

    ProjectSource toSecondary(String identifier) {
        return ProjectSource.builder()
                .sourceIdentifier(identifier)
                .type(type)
                .location(location)
                .gitCloneDepth(cloneDepth)
                .gitSubmodulesConfig(submodulesConfig())
                .insecureSsl(insecureSsl)
                .reportBuildStatus(reportStatus)
                .buildStatusConfig(statusConfig())
                .auth(auth())
                .build();
    }
}
