package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The buildspec of a batch: the text that was given, or a file of the source, which is fetched for it. */
final class BatchspecFile {

    private final Path home;
    private final SourceDownload sources;

    BatchspecFile(Path home, SourceDownload sources) {
        this.home = home;
        this.sources = sources;
    }

    /** Whether the text is known without fetching anything. */
    static boolean isGiven(JsonNode batch) {
        return batch.path("source").path("buildspec").asText("").contains("\n");
    }

    String read(JsonNode batch) throws IOException, InterruptedException, Buildspec.Invalid {
        JsonNode source = batch.path("source");
        Path folder = Files.createTempDirectory(Files.createDirectories(home), "batch-");
        Path files = Files.createDirectories(folder.resolve("src"));
        String region = batch.path("arn").asText().split(":")[3];
        sources.fetch(region, source, batch.path("sourceVersion").asText(""), files);
        return buildspec(source.path("buildspec").asText(""), files);
    }

    /** @param given the whole text, or the path of a file below the source; {@code buildspec.yml} if empty */
    static String buildspec(String given, Path source) throws IOException, Buildspec.Invalid {
        if (given.contains("\n")) {
            return given;
        }
        Path file = source.resolve(given.isEmpty() ? "buildspec.yml" : given).normalize();
        if (!file.startsWith(source) || !Files.isRegularFile(file)) {
            throw new Buildspec.Invalid("YAML_FILE_ERROR: stat " + file.getFileName() + ": no such file or directory");
        }
        return Files.readString(file);
    }
}
