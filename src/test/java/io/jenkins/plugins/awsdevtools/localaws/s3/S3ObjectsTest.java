package io.jenkins.plugins.awsdevtools.localaws.s3;

import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.BUCKET;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.bytes;
import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;

class S3ObjectsTest {
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

    private static String put(String key, String text) {
        return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text))
                .eTag();
    }

    private static String read(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a/b//c",
                "blank and + plus",
                "%25",
                "ümlaut/日本/😀",
                "a&b=c?d#e",
                ".",
                "trailing/",
                "~-_.!'()*"
            })
    void anyKeyIsReadAsItWasWritten(String key) {
        put(key, "content of " + key);

        assertThat(read(key)).isEqualTo("content of " + key);
        assertThat(fixture.aws.s3().keys(BUCKET, key)).contains(key);
    }

    @Test
    void anEmptyObjectAndABigOneArriveWhole() {
        byte[] big = bytes(3_000_000);
        s3.putObject(r -> r.bucket(BUCKET).key("big"), RequestBody.fromBytes(big));
        s3.putObject(r -> r.bucket(BUCKET).key("empty"), RequestBody.empty());

        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("big")).asByteArray())
                .isEqualTo(big);
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("empty")).asByteArray())
                .isEmpty();
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("big")).contentLength())
                .isEqualTo(big.length);
    }

    @Test
    void metadataComesBackAsItWasPut() {
        s3.putObject(
                r -> r.bucket(BUCKET)
                        .key("described")
                        .contentType("text/css")
                        .contentEncoding("gzip")
                        .cacheControl("max-age=60")
                        .contentDisposition("attachment")
                        .contentLanguage("de")
                        .metadata(Map.of("Build", "42"))
                        .storageClass(StorageClass.STANDARD_IA)
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId("alias/mine")
                        .acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)
                        .tagging("team=web&env=a%20b"),
                RequestBody.fromString("x"));

        HeadObjectResponse head = s3.headObject(r -> r.bucket(BUCKET).key("described"));
        assertThat(head.contentType()).isEqualTo("text/css");
        assertThat(head.contentEncoding()).isEqualTo("gzip");
        assertThat(head.cacheControl()).isEqualTo("max-age=60");
        assertThat(head.contentDisposition()).isEqualTo("attachment");
        assertThat(head.contentLanguage()).isEqualTo("de");
        assertThat(head.metadata()).containsEntry("build", "42");
        assertThat(head.storageClass()).isEqualTo(StorageClass.STANDARD_IA);
        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
        assertThat(head.ssekmsKeyId()).isEqualTo("alias/mine");
        assertThat(head.eTag()).as("not the MD5 under KMS").isNotEqualTo("\"9dd4e461268c8034f5c8564e155c67a6\"");
        assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("described")).tagSet())
                .containsExactlyInAnyOrder(tag("team", "web"), tag("env", "a b"));
        assertThat(fixture.aws.s3().get(BUCKET, "described").metadata().acl()).contains("bucket-owner-full-control");
    }

    @Test
    void withoutKmsTheETagIsTheMd5AndTheTypeIsBinary() {
        assertThat(put("etag", "x")).isEqualTo("\"9dd4e461268c8034f5c8564e155c67a6\"");
        s3.putObject(
                r -> r.bucket(BUCKET).key("untyped"),
                RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(new byte[] {1}), 1, "application/octet-stream"));
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("untyped")).serverSideEncryption())
                .isEqualTo(ServerSideEncryption.AES256);
    }

    @Test
    void aRangeIsAnsweredWithItsBytes() {
        put("digits", "0123456789");

        assertThat(range("bytes=2-4")).isEqualTo("234");
        assertThat(range("bytes=7-")).isEqualTo("789");
        assertThat(range("bytes=-2")).isEqualTo("89");
        assertThat(range("bytes=5-500")).isEqualTo("56789");
        assertThat(range("bytes=0-1,4-5"))
                .as("several ranges are not supported")
                .isEqualTo("0123456789");
        ResponseBytes<GetObjectResponse> part =
                s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("digits").range("bytes=2-4"));
        assertThat(part.response().contentRange()).isEqualTo("bytes 2-4/10");
        assertThat(part.response().sdkHttpResponse().statusCode()).isEqualTo(206);
        refused("InvalidRange", 416, () -> range("bytes=10-"));
    }

    private static String range(String range) {
        return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("digits").range(range))
                .asUtf8String();
    }

    @Test
    void readsAreConditional() {
        String etag = put("conditional", "x");
        Instant modified =
                s3.headObject(r -> r.bucket(BUCKET).key("conditional")).lastModified();

        refused(
                "PreconditionFailed",
                412,
                () -> s3.getObjectAsBytes(
                        r -> r.bucket(BUCKET).key("conditional").ifMatch("\"other\"")));
        assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("conditional").ifMatch(etag))
                        .asUtf8String())
                .isEqualTo("x");
        assertThat(catchThrowableOfType(
                                S3Exception.class,
                                () -> s3.getObjectAsBytes(
                                        r -> r.bucket(BUCKET).key("conditional").ifNoneMatch(etag)))
                        .statusCode())
                .isEqualTo(304);
        assertThat(catchThrowableOfType(
                                S3Exception.class,
                                () -> s3.headObject(
                                        r -> r.bucket(BUCKET).key("conditional").ifModifiedSince(modified)))
                        .statusCode())
                .isEqualTo(304);
        refused(
                "PreconditionFailed",
                412,
                () -> s3.getObjectAsBytes(
                        r -> r.bucket(BUCKET).key("conditional").ifUnmodifiedSince(modified.minusSeconds(10))));
    }

    @Test
    void writesAreConditional() {
        s3.putObject(r -> r.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("first"));

        refused(
                "PreconditionFailed",
                412,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("second")));
        refused(
                "PreconditionFailed",
                412,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET).key("once").ifMatch("\"other\""), RequestBody.fromString("second")));
        refused(
                "NoSuchKey",
                404,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET).key("never").ifMatch("\"other\""), RequestBody.fromString("second")));
        assertThat(read("once")).isEqualTo("first");
    }

    @Test
    void ofManyConditionalWritersExactlyOneWins() {
        long won = IntStream.range(0, 16)
                .parallel()
                .filter(i -> {
                    try {
                        s3.putObject(
                                r -> r.bucket(BUCKET).key("race").ifNoneMatch("*"), RequestBody.fromString("by " + i));
                        return true;
                    } catch (S3Exception e) {
                        return false;
                    }
                })
                .count();

        assertThat(won).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsToldAsMissing() {
        assertThat(catchThrowableOfType(NoSuchKeyException.class, () -> read("missing"))
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo("NoSuchKey");
        assertThat(catchThrowableOfType(
                                NoSuchKeyException.class,
                                () -> s3.headObject(r -> r.bucket(BUCKET).key("missing")))
                        .statusCode())
                .isEqualTo(404);
        refused(
                "NoSuchBucket",
                404,
                () -> s3.getObjectAsBytes(r -> r.bucket("no-such-bucket").key("x")));
        refused("KeyTooLongError", 400, () -> put("k".repeat(1025), "x"));
        put("k".repeat(1024), "x");
    }

    @Test
    void copiesKeepOrReplaceMetadata() {
        s3.putObject(
                r -> r.bucket(BUCKET)
                        .key("copy me")
                        .contentType("text/plain")
                        .metadata(Map.of("a", "1"))
                        .tagging("t=1"),
                RequestBody.fromString("to copy"));

        s3.copyObject(r -> r.sourceBucket(BUCKET)
                .sourceKey("copy me")
                .destinationBucket(BUCKET)
                .destinationKey("kept"));
        s3.copyObject(r -> r.sourceBucket(BUCKET)
                .sourceKey("copy me")
                .destinationBucket(BUCKET)
                .destinationKey("replaced")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("b", "2")));

        assertThat(read("kept")).isEqualTo("to copy");
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("kept")).metadata()).containsEntry("a", "1");
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("kept")).contentType())
                .isEqualTo("text/plain");
        assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("kept")).tagSet())
                .containsExactly(tag("t", "1"));
        assertThat(s3.headObject(r -> r.bucket(BUCKET).key("replaced")).metadata())
                .containsOnly(Map.entry("b", "2"));
        refused(
                "InvalidRequest",
                400,
                () -> s3.copyObject(r -> r.sourceBucket(BUCKET)
                        .sourceKey("kept")
                        .destinationBucket(BUCKET)
                        .destinationKey("kept")));
        refused(
                "NoSuchKey",
                404,
                () -> s3.copyObject(r -> r.sourceBucket(BUCKET)
                        .sourceKey("nothing")
                        .destinationBucket(BUCKET)
                        .destinationKey("kept")));
    }

    @Test
    void deletingIsIdempotentAndByTheThousand() {
        put("gone", "x");
        s3.deleteObject(r -> r.bucket(BUCKET).key("gone"));
        s3.deleteObject(r -> r.bucket(BUCKET).key("gone"));
        refused("NoSuchKey", 404, () -> read("gone"));

        put("many/0", "x");
        Delete thousand = Delete.builder()
                .objects(IntStream.range(0, 1000)
                        .mapToObj(
                                i -> ObjectIdentifier.builder().key("many/" + i).build())
                        .toList())
                .build();
        assertThat(s3.deleteObjects(r -> r.bucket(BUCKET).delete(thousand)).deleted())
                .hasSize(1000)
                .extracting(DeletedObject::key)
                .contains("many/999");
        assertThat(fixture.aws.s3().keys(BUCKET, "many/")).isEmpty();
        Delete tooMany = thousand.toBuilder()
                .objects(IntStream.range(0, 1001)
                        .mapToObj(
                                i -> ObjectIdentifier.builder().key("many/" + i).build())
                        .toList())
                .build();
        refused(
                "MalformedXML",
                400,
                () -> s3.deleteObjects(r -> r.bucket(BUCKET).delete(tooMany)));
    }

    @Test
    void tagsAreReplacedAsAWholeWithinTheirLimits() {
        put("tagged", "x");
        s3.putObjectTagging(r -> r.bucket(BUCKET).key("tagged").tagging(t -> t.tagSet(tag("a", "1"), tag("b", "2"))));
        s3.putObjectTagging(r -> r.bucket(BUCKET).key("tagged").tagging(t -> t.tagSet(tag("c", "3"))));

        assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("tagged")).tagSet())
                .containsExactly(tag("c", "3"));
        refused(
                "BadRequest",
                400,
                () -> s3.putObjectTagging(r -> r.bucket(BUCKET)
                        .key("tagged")
                        .tagging(t -> t.tagSet(IntStream.range(0, 11)
                                .mapToObj(i -> tag("k" + i, "v"))
                                .toList()))));
        refused(
                "InvalidTag",
                400,
                () -> s3.putObjectTagging(
                        r -> r.bucket(BUCKET).key("tagged").tagging(t -> t.tagSet(tag("k".repeat(129), "v")))));
    }

    @Test
    void metadataOverTwoKilobytesIsRefused() {
        refused(
                "MetadataTooLarge",
                400,
                () -> s3.putObject(
                        r -> r.bucket(BUCKET).key("fat").metadata(Map.of("m", "v".repeat(2048))), RequestBody.empty()));
    }

    @Test
    void aReplacedObjectLeavesNoFileBehind() {
        put("replaced-file", "one");
        var before = fixture.aws
                .s3()
                .get(BUCKET, "replaced-file")
                .content()
                .segments()
                .get(0)
                .file();
        put("replaced-file", "two");

        assertThat(before).doesNotExist();
        assertThat(new String(readInProcess("replaced-file"), StandardCharsets.UTF_8))
                .isEqualTo("two");
    }

    private static byte[] readInProcess(String key) {
        try {
            return fixture.aws.s3().read(BUCKET, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
