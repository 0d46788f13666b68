package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.ProjectSourceVersion;

/**
 * What differs from the project's settings for one build or batch. Null or empty means as the project has it.
 *
 * @param artifacts of the build itself; null for the project's
 * @param cache null for the project's
 * @param serviceRole the ARN of the role the build runs with
 * @param encryptionKey the ARN or {@code alias/name} of the KMS key for artifacts
 * @param debugSession whether one may log in to the build
 * @param autoRetryLimit how often CodeBuild itself starts a failed build again, 0 to 10
 */
public record BuildOverrides(
        SourceOverride source,
        List<SecondarySource> secondarySources,
        EnvironmentOverride environment,
        ArtifactsOverride artifacts,
        List<ArtifactsOverride> secondaryArtifacts,
        CacheOverride cache,
        LogsOverride logs,
        String serviceRole,
        String encryptionKey,
        Boolean debugSession,
        Integer autoRetryLimit) {

    /** The project as it is set up. */
    public static final BuildOverrides NONE = new BuildOverrides(
            SourceOverride.NONE,
            List.of(),
            EnvironmentOverride.NONE,
            null,
            List.of(),
            null,
            new LogsOverride(null, null),
            null,
            null,
            null,
            null);

    /** "The maximum number of additional automatic retries after a failed build": at most 10 (CodeBuild User Guide). */
    public static final int MOST_AUTO_RETRIES = 10;

    /** @throws ParameterException if CodeBuild would refuse a value, or two contradict each other */
    public BuildOverrides {
        Objects.requireNonNull(source);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(logs);
        secondarySources = List.copyOf(secondarySources);
        secondaryArtifacts = List.copyOf(secondaryArtifacts);
        serviceRole = Checks.emptyToNull(serviceRole);
        encryptionKey = Checks.emptyToNull(encryptionKey);
        Checks.distinct(
                "secondarySources",
                secondarySources.stream().map(SecondarySource::identifier).toList());
        secondaryArtifacts.forEach(
                artifact -> Checks.identifier("secondaryArtifacts.identifier", artifact.identifier()));
        Checks.distinct(
                "secondaryArtifacts",
                secondaryArtifacts.stream().map(ArtifactsOverride::identifier).toList());
        Checks.must(
                autoRetryLimit == null || autoRetryLimit >= 0 && autoRetryLimit <= MOST_AUTO_RETRIES,
                "autoRetryLimit",
                autoRetryLimit,
                "codebuild.autoRetryLimit",
                MOST_AUTO_RETRIES);
        Checks.must(
                serviceRole == null || serviceRole.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+"),
                "serviceRole",
                serviceRole,
                "role.arn");
    }

    /** From another source. */
    public BuildOverrides withSource(SourceOverride other) {
        return new BuildOverrides(
                other,
                secondarySources,
                environment,
                artifacts,
                secondaryArtifacts,
                cache,
                logs,
                serviceRole,
                encryptionKey,
                debugSession,
                autoRetryLimit);
    }

    List<ProjectSource> sources() {
        return secondarySources.stream()
                .filter(secondary -> !secondary.isVersionAlone())
                .map(secondary -> secondary.source().toSecondary(secondary.identifier()))
                .toList();
    }

    List<ProjectSourceVersion> sourceVersions() {
        return secondarySources.stream()
                .filter(secondary -> secondary.version() != null)
                .map(SecondarySource::toVersion)
                .toList();
    }

    List<ProjectArtifacts> secondaryArtifactsToAws() {
        return secondaryArtifacts.stream().map(ArtifactsOverride::toAws).toList();
    }
}
