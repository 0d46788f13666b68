package io.jenkins.plugins.awsdevtools.localaws.s3;

import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.BUCKET;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.bytes;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What happens on the wire: hosts, limits told before the body comes, faults in the middle of one. */
class S3WireTest {
    private static S3Fixture fixture;

    @BeforeAll
    static void start() {
        fixture = new S3Fixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @AfterEach
    void forget() {
        fixture.aws.faults().clear();
        fixture.aws.calls().clear();
    }

    private static S3Presigner virtualHosts() {
        AccessKey key = fixture.aws.rootKey();
        return S3Presigner.builder()
                .endpointOverride(
                        URI.create("http://localhost:" + fixture.aws.endpoint().getPort()))
                .region(Region.of(fixture.aws.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .build();
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", fixture.aws.endpoint().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads while the connection stays open. */
    private static String readUntil(Socket socket, String end) throws IOException {
        socket.setSoTimeout(10_000);
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void aBucketMayBeNamedInTheHost() throws IOException {
        fixture.s3.putObject(r -> r.bucket(BUCKET).key("a/b c"), RequestBody.fromString("by host"));
        try (S3Presigner presigner = virtualHosts()) {
            SdkHttpRequest request = presigner
                    .presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(r -> r.bucket(BUCKET).key("a/b c")))
                    .httpRequest();
            assertThat(request.host()).isEqualTo(BUCKET + ".localhost");

            String answer = exchange("GET " + request.encodedPath() + "?"
                    + request.encodedQueryParameters().orElseThrow() + " HTTP/1.1\r\nHost: " + request.host() + ":"
                    + request.port() + "\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("by host");
        }
    }

    @Test
    void aClientMayTakeItForItsProxy() throws IOException {
        String answer = exchange("GET http://the-bucket.s3.eu-west-1.amazonaws.com/key HTTP/1.1\r\n"
                + "Host: the-bucket.s3.eu-west-1.amazonaws.com\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("<Code>AccessDenied</Code>");
        assertThat(fixture.aws.calls().count("s3:GetObject")).isEqualTo(1);
    }

    @Test
    void moreThanFiveGibibytesAreRefusedBeforeTheyAreSent() throws IOException {
        try (S3Presigner presigner = virtualHosts()) {
            SdkHttpRequest request = presigner
                    .presignPutObject(p -> p.signatureDuration(Duration.ofMinutes(1))
                            .putObjectRequest(r -> r.bucket(BUCKET).key("too-large")))
                    .httpRequest();
            try (Socket socket = new Socket("127.0.0.1", fixture.aws.endpoint().getPort())) {
                socket.getOutputStream()
                        .write(("PUT " + request.encodedPath() + "?"
                                        + request.encodedQueryParameters().orElseThrow() + " HTTP/1.1\r\nHost: "
                                        + request.host() + ":" + request.port()
                                        + "\r\nContent-Length: 5368709121\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(readUntil(socket, "</Error>"))
                        .startsWith("HTTP/1.1 400")
                        .contains("<Code>EntityTooLarge</Code>", "5368709120");
            }
        }
    }

    @Test
    void anUploadThatEndsEarlyLeavesNothing() throws Exception {
        try (S3Presigner presigner = virtualHosts()) {
            SdkHttpRequest request = presigner
                    .presignPutObject(p -> p.signatureDuration(Duration.ofMinutes(1))
                            .putObjectRequest(r -> r.bucket(BUCKET).key("half")))
                    .httpRequest();
            try (Socket socket = new Socket("127.0.0.1", fixture.aws.endpoint().getPort())) {
                socket.getOutputStream()
                        .write(("PUT " + request.encodedPath() + "?"
                                        + request.encodedQueryParameters().orElseThrow() + " HTTP/1.1\r\nHost: "
                                        + request.host() + ":" + request.port()
                                        + "\r\nContent-Length: 1000\r\n\r\nhalf")
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            fixture.aws.calls().awaitEnded("s3:PutObject", 1);
        }

        assertThat(fixture.aws.calls().all("s3:PutObject")).singleElement().satisfies(call -> {
            assertThat(call.outcome()).isEqualTo("cut");
            assertThat(call.executed()).isFalse();
        });
        assertThat(fixture.aws.s3().keys(BUCKET, "half")).isEmpty();
    }

    @Test
    void aDownloadCutInTheMiddleIsNeverTakenForWhole() {
        byte[] content = bytes(500_000);
        fixture.s3.putObject(r -> r.bucket(BUCKET).key("cut"), RequestBody.fromBytes(content));
        fixture.aws.faults().cutMidBody("s3:GetObject", 1);

        assertThatThrownBy(
                        () -> fixture.s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("cut")))
                .isInstanceOfAny(SdkClientException.class, RetryableException.class);
        assertThat(fixture.s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("cut")).asByteArray())
                .isEqualTo(content);
    }

    @Test
    void aLostAnswerToAPutLeavesTheObject() {
        fixture.aws.faults().cutAfterExecution("s3:PutObject", 1);

        assertThatThrownBy(() ->
                        fixture.s3.putObject(r -> r.bucket(BUCKET).key("lost-answer"), RequestBody.fromString("there")))
                .isInstanceOf(SdkException.class);
        assertThat(fixture.s3
                        .getObjectAsBytes(r -> r.bucket(BUCKET).key("lost-answer"))
                        .asUtf8String())
                .isEqualTo("there");
    }

    @Test
    void throttlingAndDenialsAreInTheWordsOfS3() {
        fixture.aws.faults().throttle("s3:PutObject", 1);
        refused(
                "SlowDown",
                503,
                () -> fixture.s3.putObject(r -> r.bucket(BUCKET).key("slow"), RequestBody.fromBytes(bytes(1_000_000))));

        fixture.aws.faults().deny("s3:ListObjectsV2", "*");
        assertThat(refused("AccessDenied", 403, () -> fixture.s3.listObjectsV2(r -> r.bucket(BUCKET)))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("User: arn:aws:iam::123456789012:root is not authorized to perform: s3:ListBucket on "
                        + "resource: \"arn:aws:s3:::the-bucket\" because no identity-based policy allows the "
                        + "s3:ListBucket action");
    }

    @Test
    void whoMayNotListIsNotToldThatAKeyIsMissing() {
        fixture.aws.faults().deny("s3:List*", "*");

        assertThat(refused(
                                "AccessDenied",
                                403,
                                () -> fixture.s3.getObjectAsBytes(
                                        r -> r.bucket(BUCKET).key("never-there")))
                        .awsErrorDetails()
                        .errorMessage())
                .contains("s3:ListBucket");
        fixture.aws.faults().clear();
        refused(
                "NoSuchKey",
                404,
                () -> fixture.s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("never-there")));
    }
}
