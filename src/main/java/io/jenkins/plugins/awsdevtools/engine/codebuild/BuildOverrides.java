package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.ProjectSourceVersion;

/**
 * What differs from the project's settings for one build or batch. Null or empty means as the project has it.
 *
 * @param artifacts of the build itself; null for the project's
 * @param cache null for the project's
 * @param serviceRole the ARN or the name of the role the build runs with
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

    /**
     * "The name of a service role for this build" (StartBuild), by which its ARN goes too; a name is 1 to 64 of these
     * characters (IAM, CreateRole).
     */
    private static final Pattern SERVICE_ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+|[A-Za-z0-9_+=,.@-]{1,64}");

    /**
     * "You can specify either the Amazon Resource Name (ARN) of the CMK or, if available, the CMK's alias" (StartBuild);
     * the characters are those of an alias (KMS, CreateAlias).
     */
    private static final Pattern ENCRYPTION_KEY = Pattern.compile(
            "(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key/[A-Za-z0-9-]+|alias/[A-Za-z0-9/_-]+))|alias/[A-Za-z0-9/_-]+");

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
        secondaryArtifacts.forEach(artifact -> ArtifactsOverride.checkIdentifier(artifact.identifier()));
        Checks.distinct(
                "secondaryArtifacts",
                secondaryArtifacts.stream().map(ArtifactsOverride::identifier).toList());
        Checks.must(
                autoRetryLimit == null || autoRetryLimit >= 0 && autoRetryLimit <= MOST_AUTO_RETRIES,
                "autoRetryLimit",
                autoRetryLimit,
                "codebuild.autoRetryLimit",
                MOST_AUTO_RETRIES);
        checkServiceRole(serviceRole);
        checkEncryptionKey(encryptionKey);
    }

    /** @throws ParameterException if it is neither null nor the ARN or the name of a role */
    public static void checkServiceRole(String serviceRole) {
        Checks.must(
                serviceRole == null || SERVICE_ROLE.matcher(serviceRole).matches(),
                "serviceRole",
                serviceRole,
                "codebuild.serviceRole");
    }

    /** @throws ParameterException if it is neither null nor the ARN of a key or of its alias, nor {@code alias/name} */
    public static void checkEncryptionKey(String encryptionKey) {
        Checks.must(
                encryptionKey == null || ENCRYPTION_KEY.matcher(encryptionKey).matches(),
                "encryptionKey",
                encryptionKey,
                "codebuild.encryptionKey");
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
