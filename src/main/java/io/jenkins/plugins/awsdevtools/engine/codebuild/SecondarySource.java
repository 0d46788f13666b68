package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.Objects;
import software.amazon.awssdk.services.codebuild.model.ProjectSourceVersion;

/**
 * One more source, which the build finds in {@code $CODEBUILD_SRC_DIR_identifier}.
 *
 * @param identifier letters, digits and _, less than 128
 * @param version a commit, branch, tag or S3 version; null for the newest
 */
public record SecondarySource(String identifier, String version, SourceOverride source) {

    /** @throws ParameterException without an identifier, or without a type or location, which AWS does not fill in */
    public SecondarySource {
        Objects.requireNonNull(source);
        version = Checks.emptyToNull(version);
        checkIdentifier(Checks.emptyToNull(identifier));
        boolean versionAlone = source.equals(SourceOverride.NONE) && version != null;
        Checks.must(
                versionAlone || source.type() != null,
                "secondarySources.type",
                source.type(),
                "codebuild.source.secondaryType",
                identifier);
        Checks.must(
                versionAlone || source.location() != null,
                "secondarySources.location",
                source.location(),
                "codebuild.source.secondaryLocation",
                identifier);
    }

    /** @throws ParameterException if a secondary source cannot have this identifier */
    public static void checkIdentifier(String identifier) {
        Checks.identifier("secondarySources.identifier", identifier);
    }

    /** Whether only the version differs from what the project has under this identifier. */
    boolean isVersionAlone() {
        return source.equals(SourceOverride.NONE);
    }

    ProjectSourceVersion toVersion() {
        return ProjectSourceVersion.builder()
                .sourceIdentifier(identifier)
                .sourceVersion(version)
                .build();
    }
}
