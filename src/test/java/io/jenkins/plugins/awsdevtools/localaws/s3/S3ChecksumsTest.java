package io.jenkins.plugins.awsdevtools.localaws.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.BUCKET;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.bytes;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.signature.Digests;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class S3ChecksumsTest {
    private static S3Fixture fixture;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        fixture = new S3Fixture();
        s3 = fixture.s3;
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static HeadObjectResponse head(String key) {
        return s3.headObject(r -> r.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "SHA1", "SHA256"})
    void aChecksumTheClientComputedIsVerifiedAndKept(String algorithm) {
        byte[] content = bytes(300_000);
        s3.putObject(r -> r.bucket(BUCKET).key(algorithm).checksumAlgorithm(algorithm), RequestBody.fromBytes(content));

        HeadObjectResponse head = head(algorithm);
        assertThat(head.sdkHttpResponse().firstMatchingHeader("x-amz-checksum-" + algorithm.toLowerCase(Locale.ROOT)))
                .isPresent();
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(algorithm).checksumMode(ChecksumMode.ENABLED))
                        .asByteArray())
                .isEqualTo(content);
    }

    @Test
    void aChecksumThatIsWrongIsABadDigestAndNothingIsKept() {
        refused(
                "BadDigest",
                400,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET)
                                .key("bad")
                                .checksumSHA256(Base64.getEncoder().encodeToString(new byte[32])),
                        RequestBody.fromString("x")));
        refused(
                "BadDigest",
                400,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET)
                                .key("bad")
                                .checksumCRC64NVME(Base64.getEncoder().encodeToString(new byte[8])),
                        RequestBody.fromString("x")));
        refused(
                "InvalidRequest",
                400,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET).key("bad").checksumCRC32("AAA="), RequestBody.fromString("x")));
        assertThat(fixture.aws.s3().keys(BUCKET, "bad")).isEmpty();
    }

    @Test
    void contentMd5IsVerifiedToo() {
        String right =
                Base64.getEncoder().encodeToString(Digests.digest("MD5").digest("x".getBytes(StandardCharsets.UTF_8)));
        s3.putObject(r -> r.bucket(BUCKET).key("md5").contentMD5(right), RequestBody.fromString("x"));

        refused(
                "BadDigest",
                400,
                () -> s3.putObject(r -> r.bucket(BUCKET).key("md5").contentMD5(right), RequestBody.fromString("y")));
        refused(
                "InvalidDigest",
                400,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET).key("md5").contentMD5("not base64"), RequestBody.fromString("x")));
    }

    @Test
    void withoutAChecksumOfTheClientS3KeepsItsOwn() {
        try (S3Client quiet = LocalClients.prepare(
                        fixture.aws.endpoint(), fixture.aws.region(), fixture.aws.rootKey(), S3Client.builder())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build()) {
            quiet.putObject(r -> r.bucket(BUCKET).key("quiet"), RequestBody.fromString("123456789"));
        }

        // The check value of CRC-64/NVME in the catalogue of CRCs.
        assertThat(head("quiet").checksumCRC64NVME())
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(8)
                                .putLong(0xAE8B14860A799888L)
                                .array()));
    }

    @Test
    void unsignedAndUnchunkedBodiesArriveAsWell() {
        byte[] content = bytes(200_000);
        try (S3Client plain = LocalClients.prepare(
                        fixture.aws.endpoint(), fixture.aws.region(), fixture.aws.rootKey(), S3Client.builder())
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build()) {
            plain.putObject(r -> r.bucket(BUCKET).key("plain"), RequestBody.fromBytes(content));
        }

        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("plain")).asByteArray())
                .isEqualTo(content);
    }

    @Test
    void theAsynchronousClientStreamsBothWaysInParallel() throws Exception {
        byte[] content = bytes(2_000_000);
        try (S3AsyncClient async = LocalClients.root(fixture.aws, S3AsyncClient.builder())) {
            resultOf(CompletableFuture.allOf(IntStream.range(0, 8)
                    .mapToObj(i -> async.putObject(
                            r -> r.bucket(BUCKET).key("async/" + i), AsyncRequestBody.fromBytes(content)))
                    .toArray(CompletableFuture[]::new)));
            for (int i = 0; i < 8; i++) {
                String key = "async/" + i;
                assertThat(resultOf(async.getObject(r -> r.bucket(BUCKET).key(key), AsyncResponseTransformer.toBytes()))
                                .asByteArray())
                        .isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ChecksumAlgorithm.class)
    void everyAlgorithmGivesTheSameHoweverItIsFed(ChecksumAlgorithm algorithm) {
        byte[] content = bytes(1003);
        RunningChecksum whole = algorithm.start();
        whole.update(content, 0, content.length);
        RunningChecksum pieces = algorithm.start();
        for (int i = 0; i < content.length; i += 7) {
            pieces.update(content, i, Math.min(7, content.length - i));
        }

        assertThat(pieces.value()).isEqualTo(whole.value());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTrailingChecksumIsVerifiedWhetherTheChunksAreSignedOrNot(boolean signedPayload) throws Exception {
        byte[] content = bytes(200_000);
        SignedRequest signed = sign("/" + BUCKET + "/trailer-" + signedPayload, content, signedPayload);
        byte[] body = signed.payload().orElseThrow().newStream().readAllBytes();

        HttpResponse<String> answer = send(signed, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-amz-checksum-crc32")).isPresent();
        assertThat(fixture.aws.s3().read(BUCKET, "trailer-" + signedPayload)).isEqualTo(content);

        body[body.length / 2] ^= 1;
        assertThat(send(signed, body).body())
                .contains(signedPayload ? "<Code>SignatureDoesNotMatch</Code>" : "<Code>BadDigest</Code>");
    }

    private static SignedRequest sign(String path, byte[] content, boolean signedPayload) {
        AccessKey key = fixture.aws.rootKey();
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(fixture.aws.endpoint().resolve(path))
                // To plain HTTP the signer would sign the payload whatever it is told.
                .protocol("https")
                .putHeader("Content-Length", Integer.toString(content.length))
                .build();
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, fixture.aws.region())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signedPayload)
                        .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
    }

    private static HttpResponse<String> send(SignedRequest signed, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        fixture.aws.endpoint().resolve(signed.request().encodedPath()))
                .PUT(BodyPublishers.ofByteArray(body));
        signed.request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
