package io.jenkins.plugins.awsdevtools.localaws;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified AWS CLI, with nothing but the variables {@link LocalAws#main} prints. */
class AwsCliTest {
    private static final String BUCKET = "cli-bucket";

    @TempDir
    static Path folder;

    private static LocalAws aws;

    @BeforeAll
    static void start() throws Exception {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "aws")));
        assumeTrue(found, "Skipped: there is no AWS CLI (aws) on the PATH");
        // The older CLI presigns with Signature Version 2 unless told otherwise.
        Files.writeString(folder.resolve("config"), "[default]\ns3 =\n    signature_version = s3v4\n");
        aws = LocalAws.start();
        cli("s3", "mb", "s3://" + BUCKET);
    }

    @AfterAll
    static void stop() {
        if (aws != null) {
            aws.close();
        }
    }

    /** Runs the CLI and expects it to succeed. */
    private static String cli(String... arguments) throws IOException, InterruptedException {
        Result result = run(arguments);
        assertThat(result.exit())
                .as("aws %s: %s", String.join(" ", arguments), result.output())
                .isZero();
        return result.output();
    }

    private record Result(int exit, String output) {}

    private static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(Arrays.asList(arguments));
        Path output = Files.createTempFile(folder, "aws", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", aws.rootKey().accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", aws.rootKey().secretAccessKey(),
                        "AWS_DEFAULT_REGION", aws.region(),
                        "AWS_CONFIG_FILE", folder.resolve("config").toString(),
                        "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString(),
                        "AWS_PAGER", ""));
        Process process = builder.start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within " + LIMIT + ": " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    private static Path file(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        // S3 keeps whole seconds: to the CLI a file of this second would look newer than its copy.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        return file;
    }

    @Test
    void itIsToldWhoItIs() throws Exception {
        JsonNode identity = new ObjectMapper().readTree(cli("sts", "get-caller-identity", "--output", "json"));

        assertThat(identity.path("Arn").asText()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(identity.path("Account").asText()).isEqualTo("123456789012");
    }

    @Test
    void aSmallAndALargeFileTravelBothWays() throws Exception {
        for (int size : new int[] {11, 20 * 1024 * 1024}) {
            Path sent = file("sent-" + size, size);
            String url = "s3://" + BUCKET + "/files/" + size;

            cli("s3", "cp", sent.toString(), url, "--no-progress");
            cli("s3", "cp", url, folder.resolve("received-" + size).toString(), "--no-progress");

            assertThat(folder.resolve("received-" + size)).hasSameBinaryContentAs(sent);
            assertThat(cli("s3", "ls", "s3://" + BUCKET + "/files/")).contains(" " + size + " " + size);
        }
        assertThat(aws.calls().count("s3:UploadPart"))
                .as("the large one went in parts")
                .isGreaterThan(1);
    }

    @Test
    void aFolderIsSynchronisedAndOnlyWhatChangedGoesAgain() throws Exception {
        file("site/index.html", 100);
        file("site/css/a b+c.css", 200);
        file("site/ümlaut.txt", 300);
        String url = "s3://" + BUCKET + "/site";
        cli("s3", "sync", "site", url, "--no-progress");
        assertThat(aws.s3().keys(BUCKET, "site/"))
                .containsExactly("site/css/a b+c.css", "site/index.html", "site/ümlaut.txt");

        long before = aws.calls().count("s3:PutObject");
        cli("s3", "sync", "site", url, "--no-progress");
        assertThat(aws.calls().count("s3:PutObject")).isEqualTo(before);

        Files.delete(folder.resolve("site/ümlaut.txt"));
        cli("s3", "sync", "site", url, "--delete", "--no-progress");
        assertThat(aws.s3().keys(BUCKET, "site/")).containsExactly("site/css/a b+c.css", "site/index.html");
    }

    @Test
    void aUrlItPresignedIsReadByAnyone() throws Exception {
        aws.s3().put(BUCKET, "shared/a b.txt", "shared".getBytes(StandardCharsets.UTF_8));

        String url = cli("s3", "presign", "s3://" + BUCKET + "/shared/a b.txt", "--expires-in", "60")
                .trim();

        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("shared");
    }

    @Test
    void itAssumesARoleOnlyWithTheRightName() throws Exception {
        Result result = run(
                "sts",
                "assume-role",
                "--role-arn",
                "arn:aws:iam::123456789012:role/none",
                "--role-session-name",
                "cli-session");

        assertThat(result.exit()).isNotZero();
        assertThat(result.output()).contains("(AccessDenied)", "Roles may not be assumed by root accounts.");
    }
}
