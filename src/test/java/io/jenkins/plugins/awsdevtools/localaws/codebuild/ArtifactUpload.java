package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
            byte[] zip = zip(files, base, wanted.get().discardPaths());
            s3.put(bucket, prefix, zip);
            build.artifact(identifier, "arn:aws:s3:::" + bucket + "/" + prefix, sha256(zip));
        } else {
            for (Path file : files) {
                s3.put(bucket, prefix + "/" + name(file, base, wanted.get().discardPaths()), Files.readAllBytes(file));
            }
            build.artifact(identifier, "arn:aws:s3:::" + bucket + "/" + prefix, null);
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
            return all.filter(Files::isRegularFile)
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

    private static byte[] zip(List<Path> files, Path base, boolean discardPaths) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(name(file, base, discardPaths)));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
