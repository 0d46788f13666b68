package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;

/** A {@link BuildRequest} in the words of StartBuild. */
final class StartBuildCall {

    /** Members of StartBuild that a job is not offered, and why. */
    static final Map<String, String> LEFT_OUT = Map.of(
            "idempotencyToken", "the marker of the run, so that one run has one build",
            "hostKernelOverride", "the SDK of the plugin's API plugin does not have it yet");

    private StartBuildCall() {}

    static StartBuildRequest of(BuildRequest asked, String idempotencyToken) {
        BuildOverrides overrides = asked.overrides();
        SourceOverride source = overrides.source();
        EnvironmentOverride environment = overrides.environment();
        return StartBuildRequest.builder()
                .projectName(asked.project())
                .idempotencyToken(idempotencyToken)
                .sourceVersion(asked.sourceVersion())
                .buildspecOverride(asked.buildspec())
                .timeoutInMinutesOverride(asked.timeoutMinutes())
                .queuedTimeoutInMinutesOverride(asked.queuedTimeoutMinutes())
                .environmentVariablesOverride(orNull(asked.variablesToAws()))
                .sourceTypeOverride(source.type())
                .sourceLocationOverride(source.location())
                .gitCloneDepthOverride(source.cloneDepth())
                .gitSubmodulesConfigOverride(source.submodulesConfig())
                .insecureSslOverride(source.insecureSsl())
                .reportBuildStatusOverride(source.reportStatus())
                .buildStatusConfigOverride(source.statusConfig())
                .sourceAuthOverride(source.auth())
                .secondarySourcesOverride(orNull(overrides.sources()))
                .secondarySourcesVersionOverride(orNull(overrides.sourceVersions()))
                .imageOverride(environment.image())
                .computeTypeOverride(environment.computeType())
                .environmentTypeOverride(environment.type())
                .fleetOverride(environment.projectFleet())
                .privilegedModeOverride(environment.privileged())
                .certificateOverride(environment.certificate())
                .registryCredentialOverride(environment.credential())
                .imagePullCredentialsTypeOverride(environment.imagePullCredentials())
                .artifactsOverride(
                        overrides.artifacts() == null
                                ? null
                                : overrides.artifacts().toAws())
                .secondaryArtifactsOverride(orNull(overrides.secondaryArtifactsToAws()))
                .cacheOverride(
                        overrides.cache() == null ? null : overrides.cache().toAws())
                .logsConfigOverride(overrides.logs().toAws())
                .serviceRoleOverride(overrides.serviceRole())
                .encryptionKeyOverride(overrides.encryptionKey())
                .debugSessionEnabled(overrides.debugSession())
                .autoRetryLimitOverride(overrides.autoRetryLimit())
                .build();
    }

    /** An empty list would take the project's away. */
    static <T> List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
