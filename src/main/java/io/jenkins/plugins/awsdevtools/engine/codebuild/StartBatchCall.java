package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.codebuild.StartBuildCall.orNull;

import java.util.Map;
import software.amazon.awssdk.services.codebuild.model.StartBuildBatchRequest;

/** A {@link BatchRequest} in the words of StartBuildBatch. */
final class StartBatchCall {

    /** Members of StartBuildBatch that a job is not offered, and why. */
    static final Map<String, String> LEFT_OUT = Map.of(
            "idempotencyToken", "the marker of the run, so that one run has one batch",
            "hostKernelOverride", "the SDK of the plugin's API plugin does not have it yet");

    private StartBatchCall() {}

    static StartBuildBatchRequest of(BatchRequest asked, BuildRequest build, String idempotencyToken) {
        BuildOverrides overrides = build.overrides();
        SourceOverride source = overrides.source();
        EnvironmentOverride environment = overrides.environment();
        return StartBuildBatchRequest.builder()
                .projectName(build.project())
                .idempotencyToken(idempotencyToken)
                .sourceVersion(build.sourceVersion())
                .buildspecOverride(build.buildspec())
                .buildTimeoutInMinutesOverride(build.timeoutMinutes())
                .queuedTimeoutInMinutesOverride(build.queuedTimeoutMinutes())
                .environmentVariablesOverride(orNull(build.variablesToAws()))
                .buildBatchConfigOverride(
                        asked.config() == null ? null : asked.config().toAws())
                .sourceTypeOverride(source.type())
                .sourceLocationOverride(source.location())
                .gitCloneDepthOverride(source.cloneDepth())
                .gitSubmodulesConfigOverride(source.submodulesConfig())
                .insecureSslOverride(source.insecureSsl())
                .reportBuildBatchStatusOverride(source.reportStatus())
                .sourceAuthOverride(source.auth())
                .secondarySourcesOverride(orNull(overrides.sources()))
                .secondarySourcesVersionOverride(orNull(overrides.sourceVersions()))
                .imageOverride(environment.image())
                .computeTypeOverride(environment.computeType())
                .environmentTypeOverride(environment.type())
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
                .build();
    }
}
