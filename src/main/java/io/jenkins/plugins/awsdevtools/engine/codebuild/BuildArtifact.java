package io.jenkins.plugins.awsdevtools.engine.codebuild;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.codebuild.model.BuildArtifacts;

/**
 * Where a build put an artifact.
 *
 * @param group of the batch that it is of; empty for that of a build alone, or of a batch as a whole
 * @param identifier of a secondary artifact; empty for the primary one
 * @param location the ARN of the object or folder in S3
 * @param sha256 the checksum as CodeBuild gives it, or null
 */
public record BuildArtifact(String group, String identifier, String location, String sha256) {

    /** Those that are somewhere, the primary one first. */
    static List<BuildArtifact> of(BuildArtifacts primary, List<BuildArtifacts> secondary) {
        List<BuildArtifacts> all = new ArrayList<>();
        if (primary != null) {
            all.add(primary);
        }
        all.addAll(secondary);
        return all.stream()
                .filter(artifact ->
                        artifact.location() != null && !artifact.location().isEmpty())
                .map(BuildArtifact::of)
                .toList();
    }

    private static BuildArtifact of(BuildArtifacts artifact) {
        return new BuildArtifact(
                "",
                artifact.artifactIdentifier() == null ? "" : artifact.artifactIdentifier(),
                artifact.location(),
                artifact.sha256sum());
    }

    BuildArtifact in(String group) {
        return new BuildArtifact(group, identifier, location, sha256);
    }
}
