package io.jenkins.plugins.awsdevtools.localaws.s3;

import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.BUCKET;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.bytes;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class S3MultipartTest {
    private static final int PART = 5 * 1024 * 1024;

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

    private static String begin(String key) {
        return s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    }

    private static CompletedPart part(String key, String id, int number, byte[] content) {
        UploadPartResponse response = s3.uploadPart(
                r -> r.bucket(BUCKET).key(key).uploadId(id).partNumber(number), RequestBody.fromBytes(content));
        return CompletedPart.builder().partNumber(number).eTag(response.eTag()).build();
    }

    private static CompleteMultipartUploadResponse complete(String key, String id, List<CompletedPart> parts) {
        return s3.completeMultipartUpload(
                r -> r.bucket(BUCKET).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
    }

    @Test
    void partsBecomeOneObjectInTheOrderOfTheirNumbers() throws Exception {
        byte[] one = bytes(PART);
        byte[] two = bytes(PART + 1);
        byte[] three = bytes(10);
        String id = s3.createMultipartUpload(
                        r -> r.bucket(BUCKET).key("whole").contentType("x/y").metadata(Map.of("m", "1")))
                .uploadId();
        CompletedPart third = part("whole", id, 9, three);
        CompletedPart first = part("whole", id, 1, one);
        part("whole", id, 5, bytes(77));
        CompletedPart second = part("whole", id, 5, two);
        assertThat(s3.listParts(r -> r.bucket(BUCKET).key("whole").uploadId(id)).parts())
                .extracting(Part::partNumber)
                .containsExactly(1, 5, 9);

        CompleteMultipartUploadResponse done = complete("whole", id, List.of(first, second, third));

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(one);
        expected.write(two);
        expected.write(three);
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("whole")).asByteArray())
                .isEqualTo(expected.toByteArray());
        assertThat(done.eTag()).matches("\"[0-9a-f]{32}-3\"");
        HeadObjectResponse head = s3.headObject(r -> r.bucket(BUCKET).key("whole"));
        assertThat(head.metadata()).containsEntry("m", "1");
        assertThat(head.contentType()).isEqualTo("x/y");
        String across = "bytes=" + (PART - 2) + "-" + (2 * PART + 5);
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("whole").range(across))
                        .asByteArray())
                .isEqualTo(Arrays.copyOfRange(expected.toByteArray(), PART - 2, 2 * PART + 6));
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("whole").partNumber(3))
                        .asByteArray())
                .isEqualTo(three);
        refused("NoSuchUpload", 404, () -> complete("whole", id, List.of(first)));
    }

    @Test
    void aPartBelowFiveMebibytesIsTooSmallUnlessItIsTheLast() {
        String id = begin("small");
        CompletedPart first = part("small", id, 1, bytes(PART - 1));
        CompletedPart second = part("small", id, 2, bytes(1));

        refused("EntityTooSmall", 400, () -> complete("small", id, List.of(first, second)));
        complete("small", id, List.of(first));
    }

    @Test
    void aCompletionHasToNameItsPartsRightlyAndInOrder() {
        String id = begin("order");
        CompletedPart first = part("order", id, 1, bytes(PART));
        CompletedPart second = part("order", id, 2, bytes(1));

        refused("InvalidPartOrder", 400, () -> complete("order", id, List.of(second, first)));
        refused(
                "InvalidPart",
                400,
                () -> complete(
                        "order",
                        id,
                        List.of(
                                first,
                                second.toBuilder()
                                        .eTag("\"00000000000000000000000000000000\"")
                                        .build())));
        refused(
                "InvalidPart",
                400,
                () -> complete(
                        "order",
                        id,
                        List.of(first, second.toBuilder().partNumber(3).build())));
        refused("MalformedXML", 400, () -> complete("order", id, List.of()));
        refused("NoSuchUpload", 404, () -> complete("order", "nonsense", List.of(first)));
        refused("InvalidArgument", 400, () -> part("order", id, 10_001, bytes(1)));
        refused("InvalidArgument", 400, () -> part("order", id, 0, bytes(1)));
        part("order", id, 10_000, bytes(1));
    }

    @Test
    void anAbortedUploadIsGoneWithItsFiles() {
        String id = begin("aborted");
        part("aborted", id, 1, bytes(100));
        var file = fixture.aws
                .s3()
                .bucket(BUCKET)
                .uploads()
                .get(id)
                .parts()
                .get(1)
                .blob()
                .file();
        assertThat(uploadsOf("aborted")).containsExactly(id);

        s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("aborted").uploadId(id));

        assertThat(file).doesNotExist();
        assertThat(uploadsOf("aborted")).isEmpty();
        refused("NoSuchUpload", 404, () -> part("aborted", id, 1, bytes(1)));
        refused(
                "NoSuchKey",
                404,
                () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("aborted")));
    }

    private static List<String> uploadsOf(String prefix) {
        return s3.listMultipartUploads(r -> r.bucket(BUCKET).prefix(prefix)).uploads().stream()
                .map(MultipartUpload::uploadId)
                .toList();
    }

    @Test
    void aPartCanBeCopiedFromAnObject() {
        byte[] source = bytes(PART + 100);
        s3.putObject(r -> r.bucket(BUCKET).key("source"), RequestBody.fromBytes(source));
        String id = begin("joined");
        List<CompletedPart> parts = new ArrayList<>();
        String first = s3.uploadPartCopy(r -> r.sourceBucket(BUCKET)
                        .sourceKey("source")
                        .destinationBucket(BUCKET)
                        .destinationKey("joined")
                        .uploadId(id)
                        .partNumber(1))
                .copyPartResult()
                .eTag();
        String second = s3.uploadPartCopy(r -> r.sourceBucket(BUCKET)
                        .sourceKey("source")
                        .destinationBucket(BUCKET)
                        .destinationKey("joined")
                        .uploadId(id)
                        .partNumber(2)
                        .copySourceRange("bytes=10-19"))
                .copyPartResult()
                .eTag();
        parts.add(CompletedPart.builder().partNumber(1).eTag(first).build());
        parts.add(CompletedPart.builder().partNumber(2).eTag(second).build());

        complete("joined", id, parts);

        byte[] joined = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("joined")).asByteArray();
        assertThat(joined).startsWith(source).hasSize(source.length + 10);
        assertThat(Arrays.copyOfRange(joined, source.length, joined.length))
                .isEqualTo(Arrays.copyOfRange(source, 10, 20));
    }

    @ParameterizedTest
    @CsvSource({"SHA256,COMPOSITE", "CRC32C,COMPOSITE", "CRC32,FULL_OBJECT"})
    void checksumsOfPartsMakeTheChecksumOfTheObject(String algorithm, ChecksumType type) {
        String key = "checked-" + algorithm;
        String id = s3.createMultipartUpload(r ->
                        r.bucket(BUCKET).key(key).checksumAlgorithm(algorithm).checksumType(type))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            int current = number;
            UploadPartResponse uploaded = s3.uploadPart(
                    r -> r.bucket(BUCKET)
                            .key(key)
                            .uploadId(id)
                            .partNumber(current)
                            .checksumAlgorithm(algorithm),
                    RequestBody.fromBytes(bytes(PART)));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(uploaded.eTag())
                    .checksumSHA256(uploaded.checksumSHA256())
                    .checksumCRC32(uploaded.checksumCRC32())
                    .checksumCRC32C(uploaded.checksumCRC32C())
                    .build());
        }
        if (type == ChecksumType.COMPOSITE) {
            refused(
                    "InvalidRequest",
                    400,
                    () -> complete(
                            key,
                            id,
                            parts.stream()
                                    .map(part -> CompletedPart.builder()
                                            .partNumber(part.partNumber())
                                            .eTag(part.eTag())
                                            .build())
                                    .toList()));
        }

        assertThat(complete(key, id, parts).checksumType()).isEqualTo(type);
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED))
                        .checksumType())
                .isEqualTo(type);
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray())
                .hasSize(2 * PART);
    }

    /** The SDK gives each part a CRC-32 though the upload was begun without a checksum. */
    @Test
    void aChecksumThatTheUploadWasNotBegunWithIsVerifiedAndThenUnknown() {
        String id = begin("undeclared");
        UploadPartResponse uploaded = s3.uploadPart(
                r -> r.bucket(BUCKET).key("undeclared").uploadId(id).partNumber(1), RequestBody.fromBytes(bytes(10)));
        CompletedPart plain =
                CompletedPart.builder().partNumber(1).eTag(uploaded.eTag()).build();

        assertThat(uploaded.checksumCRC32()).isNotBlank();
        refused(
                "BadDigest",
                400,
                () -> s3.uploadPart(
                        r -> r.bucket(BUCKET)
                                .key("undeclared")
                                .uploadId(id)
                                .partNumber(2)
                                .checksumCRC32("AAAAAA=="),
                        RequestBody.fromBytes(bytes(10))));
        assertThat(s3.listParts(r -> r.bucket(BUCKET).key("undeclared").uploadId(id))
                        .parts())
                .singleElement()
                .satisfies(part -> assertThat(part.checksumCRC32()).isNull());
        refused(
                "InvalidPart",
                400,
                () -> complete(
                        "undeclared",
                        id,
                        List.of(plain.toBuilder()
                                .checksumCRC32(uploaded.checksumCRC32())
                                .build())));
        assertThat(complete("undeclared", id, List.of(plain)).checksumCRC64NVME())
                .isNotBlank();
    }

    @Test
    void aCompletionHasToKeepToTheChecksumThatItsUploadWasBegunWith() {
        String id = s3.createMultipartUpload(r -> r.bucket(BUCKET)
                        .key("declared")
                        .checksumAlgorithm("CRC32C")
                        .checksumType(ChecksumType.FULL_OBJECT))
                .uploadId();
        UploadPartResponse uploaded = s3.uploadPart(
                r -> r.bucket(BUCKET).key("declared").uploadId(id).partNumber(1).checksumAlgorithm("CRC32C"),
                RequestBody.fromBytes(bytes(10)));
        CompletedPart part = CompletedPart.builder()
                .partNumber(1)
                .eTag(uploaded.eTag())
                .checksumCRC32C(uploaded.checksumCRC32C())
                .build();
        CompleteMultipartUploadRequest.Builder complete = CompleteMultipartUploadRequest.builder()
                .bucket(BUCKET)
                .key("declared")
                .uploadId(id)
                .multipartUpload(m -> m.parts(part));

        refused(
                "BadDigest",
                400,
                () -> complete(
                        "declared",
                        id,
                        List.of(part.toBuilder()
                                .checksumSHA256("A".repeat(43) + "=")
                                .build())));
        refused(
                "InvalidRequest",
                400,
                () -> s3.completeMultipartUpload(complete.build().toBuilder()
                        .checksumType(ChecksumType.COMPOSITE)
                        .build()));
        refused(
                "BadDigest",
                400,
                () -> s3.completeMultipartUpload(complete.build().toBuilder()
                        .checksumCRC32C(uploaded.checksumCRC32C())
                        .build()));
        assertThat(s3.completeMultipartUpload(complete.build().toBuilder()
                                .checksumCRC32C(uploaded.checksumCRC32C())
                                .checksumType(ChecksumType.FULL_OBJECT)
                                .build())
                        .checksumCRC32C())
                .isEqualTo(uploaded.checksumCRC32C());
    }

    @Test
    void aPartWithoutTheChecksumItsUploadWasBegunWithIsRefused() {
        String id = s3.createMultipartUpload(
                        r -> r.bucket(BUCKET).key("mismatch").checksumAlgorithm("SHA256"))
                .uploadId();

        refused("InvalidRequest", 400, () -> part("mismatch", id, 1, bytes(10)));
    }

    @Test
    void aPartWithAnotherChecksumThanItsUploadWasBegunWithIsRefused() {
        String id = s3.createMultipartUpload(
                        r -> r.bucket(BUCKET).key("mismatch").checksumAlgorithm("CRC32C"))
                .uploadId();

        refused(
                "InvalidRequest",
                400,
                () -> s3.uploadPart(
                        r -> r.bucket(BUCKET)
                                .key("mismatch")
                                .uploadId(id)
                                .partNumber(1)
                                .checksumAlgorithm("SHA256"),
                        RequestBody.fromBytes(bytes(10))));
    }
}
