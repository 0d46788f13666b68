package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Brings a revision to a folder: a zip, tar or gzipped tar of S3, or a commit of a repository that stands for GitHub. */
final class RevisionBundle {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE = 12;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;

    private final S3Store s3;
    private final Map<String, Path> repositories;

    RevisionBundle(S3Store s3, Map<String, Path> repositories) {
        this.s3 = s3;
        this.repositories = repositories;
    }

    /** @throws IOException whose message is what the agent says */
    void fetch(JsonNode revision, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        if (revision.path("revisionType").asText().equals("GitHub")) {
            clone(revision.path("gitHubLocation"), folder);
            return;
        }
        JsonNode location = revision.path("s3Location");
        byte[] bytes = bytes(location);
        switch (location.path("bundleType").asText()) {
            case "zip" -> unzip(bytes, folder);
            case "tar" -> untar(new ByteArrayInputStream(bytes), folder);
            case "tgz" -> untar(new GZIPInputStream(new ByteArrayInputStream(bytes)), folder);
            default ->
                throw new IOException(
                        "Invalid BundleType: " + location.path("bundleType").asText());
        }
    }

    byte[] bytes(JsonNode location) throws IOException {
        String bucket = location.path("bucket").asText();
        String key = location.path("key").asText();
        StoredObject object = s3.findBucket(bucket)
                .flatMap(found -> found.current(key))
                .orElseThrow(() -> new IOException("The specified key does not exist."));
        String expected = location.path("eTag").asText("").replace("\"", "");
        if (!expected.isEmpty() && !object.etag().replace("\"", "").equals(expected)) {
            throw new IOException(
                    "Expected deployment artifact bundle etag " + expected + " but was actually " + object.etag());
        }
        try (InputStream in = object.content().open()) {
            return in.readAllBytes();
        }
    }

    private void clone(JsonNode location, Path folder) throws IOException, InterruptedException {
        Path repository = repositories.get(location.path("repository").asText());
        if (repository == null) {
            throw new IOException("404 Not Found");
        }
        git("clone", "-q", repository.toString(), folder.toString());
        git("-C", folder.toString(), "checkout", "-q", location.path("commitId").asText());
    }

    private static void git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git: " + output);
        }
    }

    private static void unzip(byte[] bytes, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                write(folder, entry.getName(), entry.isDirectory(), zip);
            }
        }
    }

    /** The fields of ustar; longer names do not come up here. */
    private static void untar(InputStream in, Path folder) throws IOException {
        try (in) {
            for (byte[] header = in.readNBytes(BLOCK);
                    header.length == BLOCK && header[0] != 0;
                    header = in.readNBytes(BLOCK)) {
                String prefix = text(header, PREFIX_AT, PREFIX);
                String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, NAME);
                int size = Integer.parseInt(text(header, SIZE_AT, SIZE).trim(), 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                char type = (char) header[TYPE_AT];
                if (type == '0' || type == 0 || type == '5') {
                    write(folder, name, type == '5', new ByteArrayInputStream(content));
                }
            }
        }
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    private static void write(Path folder, String name, boolean isFolder, InputStream content) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("entry outside the folder: " + name);
        }
        if (isFolder) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(content, file);
        }
    }
}
