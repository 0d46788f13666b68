package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.engine.bundle.Bundle;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.localaws.s3.ObjectMetadata;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import io.jenkins.plugins.awsdevtools.localaws.signature.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts what the buildspec names into the bucket that the project names.
 *
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html">ProjectArtifacts</a>
 */
final class ArtifactUpload {

    private final S3Store s3;
    private final BuildState build;
    private final Path source;

    ArtifactUpload(S3Store s3, BuildState build, Path source) {
        this.s3 = s3;
        this.build = build;
        this.source = source;
    }

    /** @return why it failed */
    Optional<String> upload(String identifier, Optional<Buildspec.Artifacts> wanted, JsonNode settings)
            throws IOException {
        if (!settings.path("type").asText("NO_ARTIFACTS").equals("S3")) {
            return Optional.empty();
        }
        if (wanted.isEmpty()) {
            return Optional.of("no definition for artifacts in the buildspec");
        }
        Path base = source.resolve(wanted.get().baseDirectory()).normalize();
        List<Path> files = files(wanted.get(), base);
        if (files.isEmpty()) {
            return Optional.of("no matching artifact paths found");
        }
        String bucket = settings.path("location").asText();
        String prefix = prefix(settings, wanted.get(), identifier);
        if (settings.path("packaging").asText("NONE").equals("ZIP")) {
            Path zip = zip(files, base, wanted.get());
            s3.put(bucket, prefix, zip, ObjectMetadata.ofType("application/zip"));
            build.artifact(
                    identifier,
                    "arn:aws:s3:::" + bucket + "/" + prefix,
                    digest("SHA-256", zip),
                    digest("MD5", zip),
                    settings.path("encryptionDisabled").asBoolean());
            Files.delete(zip);
        } else {
            for (Path file : files) {
                s3.put(
                        bucket,
                        prefix + "/" + name(file, base, wanted.get().discardPaths()),
                        file,
                        ObjectMetadata.ofType("binary/octet-stream"));
            }
            build.artifact(
                    identifier,
                    "arn:aws:s3:::" + bucket + "/" + prefix,
                    null,
                    null,
                    settings.path("encryptionDisabled").asBoolean());
        }
        return Optional.empty();
    }

    private String prefix(JsonNode settings, Buildspec.Artifacts wanted, String identifier) {
        List<String> parts = new ArrayList<>();
        parts.add(settings.path("path").asText("").replaceAll("^/+|/+$", ""));
        if (settings.path("namespaceType").asText("NONE").equals("BUILD_ID")) {
            parts.add(LocalCodeBuild.stream(build.id()));
        }
        String name = settings.path("overrideArtifactName").asBoolean()
                        && !wanted.name().isEmpty()
                ? wanted.name()
                : settings.path("name").asText(build.project());
        parts.add(identifier.isEmpty() ? name : settings.path("name").asText(identifier));
        parts.removeIf(part -> part.isEmpty() || part.equals("/"));
        return String.join("/", parts);
    }

    private static List<Path> files(Buildspec.Artifacts wanted, Path base) throws IOException {
        List<Glob> globs = wanted.files().stream().map(Glob::new).toList();
        List<Glob> excluded = wanted.excluded().stream().map(Glob::new).toList();
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(base)) {
            return all.filter(file -> Files.isRegularFile(file) || wanted.keepLinks() && Files.isSymbolicLink(file))
                    .filter(file -> globs.stream().anyMatch(glob -> glob.matches(relative(base, file))))
                    .filter(file -> excluded.stream().noneMatch(glob -> glob.matches(relative(base, file))))
                    .sorted()
                    .toList();
        }
    }

    private static String relative(Path base, Path file) {
        return base.relativize(file).toString();
    }

    private static String name(Path file, Path base, boolean discardPaths) {
        return discardPaths ? file.getFileName().toString() : relative(base, file);
    }

    /** The files as CodeBuild packs them: modes are kept, links only if the buildspec says so. */
    private Path zip(List<Path> files, Path base, Buildspec.Artifacts wanted) throws IOException {
        Path staged = Files.createTempDirectory(source.toAbsolutePath().getParent(), "artifact");
        for (Path file : files) {
            Path to = staged.resolve(name(file, base, wanted.discardPaths()));
            Files.createDirectories(to.getParent());
            if (wanted.keepLinks()) {
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            } else {
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path zip = Files.createTempFile(source.toAbsolutePath().getParent(), "artifact", ".zip");
        try (InputStream in = Bundle.of(staged, new Selection(List.of(), List.of(), false, false), 1)
                .open(1)) {
            Files.copy(in, zip, StandardCopyOption.REPLACE_EXISTING);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
            throw new IOException("killed", killed);
        }
        return zip;
    }

    private static String digest(String algorithm, Path file) throws IOException {
        MessageDigest digest = Digests.digest(algorithm);
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
