package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Brings the source of a build to its folder: nothing, a zip in S3, or a git repository. */
final class SourceDownload {

    private final S3Store s3;

    SourceDownload(S3Store s3) {
        this.s3 = s3;
    }

    /** @return the commit that was checked out, of a repository */
    Optional<String> fetch(JsonNode source, String version, Path folder) throws IOException, InterruptedException {
        String location = source.path("location").asText("");
        switch (source.path("type").asText("NO_SOURCE")) {
            case "NO_SOURCE" -> {
                return Optional.empty();
            }
            case "S3" -> {
                int slash = location.indexOf('/');
                unzip(s3.read(location.substring(0, slash), location.substring(slash + 1)), folder);
                return Optional.empty();
            }
            default -> {
                git(folder.getParent(), "clone", "-q", location, folder.toString());
                if (!version.isEmpty()) {
                    git(folder, "checkout", "-q", version);
                }
                return Optional.of(git(folder, "rev-parse", "HEAD").strip());
            }
        }
    }

    private static void unzip(byte[] bytes, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("entry outside the folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
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
