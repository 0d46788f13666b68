package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.emptyToNull;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.must;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.List;
import software.amazon.awssdk.services.codebuild.model.ArtifactNamespace;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.BucketOwnerAccess;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;

/**
 * Where artifacts go, instead of where the project puts them ({@code ProjectArtifacts}, AWS CodeBuild API Reference).
 *
 * @param identifier of a secondary artifact; null for the primary one
 * @param type {@code S3}, {@code NO_ARTIFACTS} or {@code CODEPIPELINE}
 * @param location the bucket
 * @param path the folder in the bucket
 * @param name of the ZIP file or folder; {@code /} for the folder itself
 * @param namespace {@code BUILD_ID} puts the build's id between path and name; {@code NONE}
 * @param packaging {@code ZIP} or {@code NONE}
 * @param nameFromBuildspec whether the name in the buildspec goes before this one
 * @param encryptionDisabled whether they are stored unencrypted
 * @param bucketOwnerAccess {@code NONE}, {@code READ_ONLY} or {@code FULL}: what the bucket's owner, another account, may do
 */
public record ArtifactsOverride(
        String identifier,
        String type,
        String location,
        String path,
        String name,
        String namespace,
        String packaging,
        Boolean nameFromBuildspec,
        Boolean encryptionDisabled,
        String bucketOwnerAccess) {

    /** @throws ParameterException if CodeBuild would refuse a value, or two contradict each other */
    public ArtifactsOverride {
        identifier = emptyToNull(identifier);
        type = emptyToNull(type);
        location = emptyToNull(location);
        path = emptyToNull(path);
        name = emptyToNull(name);
        namespace = emptyToNull(namespace);
        packaging = emptyToNull(packaging);
        bucketOwnerAccess = emptyToNull(bucketOwnerAccess);
        must(type != null, "artifacts.type", type, "codebuild.artifacts.type");
        Checks.known("artifacts.type", type, ArtifactsType.knownValues());
        Checks.known("artifacts.namespace", namespace, ArtifactNamespace.knownValues());
        Checks.known("artifacts.packaging", packaging, ArtifactPackaging.knownValues());
        Checks.known("artifacts.bucketOwnerAccess", bucketOwnerAccess, BucketOwnerAccess.knownValues());
        boolean s3 = type.equals("S3");
        must(!s3 || location != null, "artifacts.location", location, "codebuild.artifacts.noBucket");
        must(
                s3 || location == null && path == null && name == null && namespace == null && packaging == null,
                "artifacts.type",
                type,
                "codebuild.artifacts.notS3");
        must(
                location == null || !location.contains("/"),
                "artifacts.location",
                location,
                "codebuild.artifacts.bucketOnly");
        if (identifier != null) {
            checkIdentifier(identifier);
        }
    }

    /** @throws ParameterException if secondary artifacts cannot have this identifier */
    public static void checkIdentifier(String identifier) {
        Checks.identifier("secondaryArtifacts.identifier", identifier);
    }

    /** Artifacts into a bucket, in a folder, as the project names and packs them. */
    public static ArtifactsOverride s3(String bucket, String path) {
        return new ArtifactsOverride(null, "S3", bucket, path, null, null, null, null, null, null);
    }

    /** No artifacts. */
    public static ArtifactsOverride none() {
        return new ArtifactsOverride(null, "NO_ARTIFACTS", null, null, null, null, null, null, null, null);
    }

    public static List<String> types() {
        return Checks.names(ArtifactsType.knownValues());
    }

    public static List<String> bucketOwnerAccesses() {
        return Checks.names(BucketOwnerAccess.knownValues());
    }

    ProjectArtifacts toAws() {
        return ProjectArtifacts.builder()
                .artifactIdentifier(identifier)
                .type(type)
                .location(location)
                .path(path)
                .name(name)
                .namespaceType(namespace)
                .packaging(packaging)
                .overrideArtifactName(nameFromBuildspec)
                .encryptionDisabled(encryptionDisabled)
                .bucketOwnerAccess(bucketOwnerAccess)
                .build();
    }
}
