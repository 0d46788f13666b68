package io.jenkins.plugins.awsdevtools.engine.codebuild;

/**
 * Where a build put an artifact.
 *
 * @param identifier of a secondary artifact; empty for the primary one
 * @param location the ARN of the object or folder in S3
 * @param sha256 the checksum as CodeBuild gives it, or null
 */
public record BuildArtifact(String identifier, String location, String sha256) {

    static BuildArtifact of(software.amazon.awssdk.services.codebuild.model.BuildArtifacts artifact) {
        return new BuildArtifact(
                artifact.artifactIdentifier() == null ? "" : artifact.artifactIdentifier(),
                artifact.location(),
                artifact.sha256sum());
    }
}
