package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.engine.bundle.Unpacking;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** Brings the source of a build to its folder: nothing, a zip in S3, or a git repository. */
final class SourceDownload {

    private final S3Store s3;
    private final BiFunction<String, String, Optional<Path>> repositories;

    /** @param repositories the bare repository of CodeCommit that a region and a clone URL mean */
    SourceDownload(S3Store s3, BiFunction<String, String, Optional<Path>> repositories) {
        this.s3 = s3;
        this.repositories = repositories;
    }

    /** @return the commit that was checked out, of a repository */
    Optional<String> fetch(String region, JsonNode source, String version, Path folder)
            throws IOException, InterruptedException {
        String location = source.path("location").asText("");
        switch (source.path("type").asText("NO_SOURCE")) {
            case "NO_SOURCE" -> {
                return Optional.empty();
            }
            case "S3" -> {
                unzip(location.replaceFirst("^arn:aws[a-z-]*:s3:::", ""), version, folder);
                return Optional.empty();
            }
            case "CODECOMMIT" -> {
                Path repository = repositories
                        .apply(region, location)
                        .orElseThrow(() -> new IOException("repository not found for " + location));
                return Optional.of(clone(repository.toString(), version, folder));
            }
            default -> {
                return Optional.of(clone(location, version, folder));
            }
        }
    }

    private static String clone(String location, String version, Path folder) throws IOException, InterruptedException {
        git(folder.getParent(), "clone", "-q", location, folder.toString());
        if (!version.isEmpty()) {
            git(folder, "checkout", "-q", version);
        }
        return git(folder, "rev-parse", "HEAD").strip();
    }

    /** As CodeBuild unpacks a source: with links and executable bits. */
    private void unzip(String location, String version, Path folder) throws IOException {
        int slash = location.indexOf('/');
        String bucket = location.substring(0, slash);
        String key = location.substring(slash + 1);
        StoredObject object = version.isEmpty() ? s3.get(bucket, key) : s3.get(bucket, key, version);
        Path archive = folder.resolveSibling("source.zip");
        try (InputStream in = object.content().open()) {
            Files.copy(in, archive);
        }
        Unpacking.zip(archive, folder);
        Files.delete(archive);
    }

    private static String git(Path folder, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git: " + output);
        }
        return output;
    }
}
