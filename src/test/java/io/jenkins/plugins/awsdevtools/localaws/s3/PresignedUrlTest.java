package io.jenkins.plugins.awsdevtools.localaws.s3;

import static io.jenkins.plugins.awsdevtools.localaws.s3.S3Fixture.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;

class PresignedUrlTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static S3Fixture fixture;
    private static S3Presigner presigner;

    @BeforeAll
    static void start() {
        fixture = new S3Fixture();
        presigner = presigner(fixture.aws.rootKey());
        fixture.s3.putObject(r -> r.bucket(BUCKET).key("a file+.txt"), RequestBody.fromString("content"));
    }

    @AfterAll
    static void stop() {
        presigner.close();
        fixture.close();
    }

    @AfterEach
    void resetClock() {
        fixture.clock.reset();
    }

    private static S3Presigner presigner(AccessKey key) {
        return S3Presigner.builder()
                .endpointOverride(fixture.aws.endpoint())
                .region(Region.of(fixture.aws.region()))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .build();
    }

    private static URI read(Duration lasts) throws Exception {
        PresignedGetObjectRequest presigned = presigner.presignGetObject(p -> p.signatureDuration(lasts)
                .getObjectRequest(r -> r.bucket(BUCKET).key("a file+.txt")));
        return presigned.url().toURI();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void aPresignedUrlIsReadWithoutAnyCredentials() throws Exception {
        HttpResponse<String> answer = get(read(Duration.ofMinutes(5)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("content");
    }

    @Test
    void itHoldsAsLongAsItSays() throws Exception {
        URI url = read(Duration.ofMinutes(5));

        fixture.clock.advance(Duration.ofMinutes(4));
        assertThat(get(url).statusCode()).isEqualTo(200);
        fixture.clock.advance(Duration.ofMinutes(2));
        HttpResponse<String> late = get(url);
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(late.body()).contains("<Code>AccessDenied</Code>", "<Message>Request has expired</Message>");
        fixture.clock.reset();
        fixture.clock.advance(Duration.ofMinutes(-16));
        assertThat(get(url).body()).contains("Request is not yet valid");
    }

    @Test
    void sevenDaysAreTheLongestItCanHold() throws Exception {
        URI week = read(Duration.ofDays(7));
        assertThat(get(week).statusCode()).isEqualTo(200);

        URI longer = URI.create(week.toString().replace("X-Amz-Expires=604800", "X-Amz-Expires=604801"));
        assertThat(get(longer).body()).contains("<Code>AuthorizationQueryParametersError</Code>");
    }

    @Test
    void whatWasSignedCannotBeChanged() throws Exception {
        URI url = read(Duration.ofMinutes(5));

        assertThat(get(URI.create(url.toString().replace("a%20file", "b%20file")))
                        .body())
                .contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(get(URI.create(url.toString().replace("X-Amz-Expires=300", "X-Amz-Expires=301")))
                        .body())
                .contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(get(URI.create(url + "&versionId=x")).body()).contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(HTTP.send(HttpRequest.newBuilder(url).DELETE().build(), BodyHandlers.ofString())
                        .body())
                .contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(url)
                                        .header("x-amz-acl", "private")
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .contains("There were headers present in the request which were not signed", "x-amz-acl");
        assertThat(get(URI.create(url.toString().split("\\?")[0])).statusCode()).isEqualTo(403);
    }

    @Test
    void anObjectIsPutWithTheHeadersThatWereSigned() throws Exception {
        PresignedPutObjectRequest put = presigner.presignPutObject(
                p -> p.signatureDuration(Duration.ofMinutes(5)).putObjectRequest(r -> r.bucket(BUCKET)
                        .key("put")
                        .contentType("text/x-put")
                        .metadata(Map.of("build", "9"))
                        .tagging("a=b")));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(put.url().toURI()).PUT(BodyPublishers.ofString("put content"));
        put.signedHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });

        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        StoredObject stored = fixture.aws.s3().get(BUCKET, "put");
        assertThat(stored.metadata().standard()).containsEntry("content-type", "text/x-put");
        assertThat(stored.metadata().user()).containsEntry("build", "9");
        assertThat(stored.metadata().tags()).containsEntry("a", "b");
        assertThat(new String(fixture.aws.s3().read(BUCKET, "put"), StandardCharsets.UTF_8))
                .isEqualTo("put content");
    }

    @Test
    void partsArePutThroughUrlsOfTheirOwn() throws Exception {
        String id = fixture.s3
                .createMultipartUpload(r -> r.bucket(BUCKET).key("parts"))
                .uploadId();
        PresignedUploadPartRequest part = presigner.presignUploadPart(p -> p.signatureDuration(Duration.ofMinutes(5))
                .uploadPartRequest(
                        r -> r.bucket(BUCKET).key("parts").uploadId(id).partNumber(1)));

        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(part.url().toURI())
                        .PUT(BodyPublishers.ofByteArray(new byte[1000]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String etag = answer.headers().firstValue("etag").orElseThrow();
        fixture.s3.completeMultipartUpload(r -> r.bucket(BUCKET)
                .key("parts")
                .uploadId(id)
                .multipartUpload(m -> m.parts(p -> p.partNumber(1).eTag(etag))));
        assertThat(fixture.aws.s3().get(BUCKET, "parts").size()).isEqualTo(1000);
    }

    @Test
    void theOldSignatureVersionIsRefused() throws Exception {
        URI url = URI.create(fixture.aws.endpoint() + "/" + BUCKET + "/x?AWSAccessKeyId=AKIA&Signature=a&Expires=1");

        assertThat(get(url).body()).contains("<Code>InvalidRequest</Code>", "AWS4-HMAC-SHA256");
    }
}
