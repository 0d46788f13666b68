package io.jenkins.plugins.awsdevtools.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Each protocol's own code for each thing that can be wrong with a signature. */
class SignatureRefusalsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String JSON = "{}";

    private static ShiftedClock clock;
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        clock = new ShiftedClock();
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(clock));
        aws.register(new Echo());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
        aws.calls().clear();
    }

    private static void refused(AccessKey key, String json, String query, String s3) {
        try (CodeBuildClient codeBuild = LocalClients.as(aws, key, CodeBuildClient.builder());
                StsClient sts = LocalClients.as(aws, key, StsClient.builder());
                S3Client buckets = LocalClients.as(aws, key, S3Client.builder())) {
            assertThat(code(codeBuild::listProjects)).isEqualTo(json);
            assertThat(code(sts::getCallerIdentity)).isEqualTo(query);
            assertThat(code(buckets::listBuckets)).isEqualTo(s3);
        }
    }

    private static String code(Runnable call) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call::run);
        return refusal.awsErrorDetails().errorCode() + " " + refusal.statusCode();
    }

    @Test
    void aKeyNobodyHas() {
        refused(
                new AccessKey("AKIANOBODYNOBODYNOBO", "secret"),
                "UnrecognizedClientException 400",
                "InvalidClientTokenId 403",
                "InvalidAccessKeyId 403");
        assertThat(aws.calls().all("codebuild:ListProjects")).singleElement().satisfies(call -> {
            assertThat(call.caller().isAnonymous()).isTrue();
            assertThat(call.accessKeyId()).isEqualTo("AKIANOBODYNOBODYNOBO");
            assertThat(call.outcome()).isEqualTo("UnrecognizedClientException");
            assertThat(call.executed()).isFalse();
        });
    }

    @Test
    void aWrongSecret() {
        refused(
                new AccessKey(aws.rootKey().accessKeyId(), "guessed"),
                "InvalidSignatureException 400",
                "SignatureDoesNotMatch 403",
                "SignatureDoesNotMatch 403");
    }

    @Test
    void aClockThatIsSixteenMinutesOff() {
        for (int minutes : new int[] {16, -16}) {
            clock.reset();
            clock.advance(Duration.ofMinutes(minutes));
            assertThat(refusal(CodeBuildClient.builder(), CodeBuildClient::listProjects))
                    .isEqualTo("InvalidSignatureException 400");
            assertThat(refusal(StsClient.builder(), StsClient::getCallerIdentity))
                    .isEqualTo("SignatureDoesNotMatch 403");
            assertThat(refusal(S3Client.builder(), S3Client::listBuckets)).isEqualTo("RequestTimeTooSkewed 403");
        }
    }

    /** What a client is refused with that knows nothing of the clock's shift yet. */
    private static <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> String refusal(
            B builder, Consumer<C> call) {
        SdkGlobalTime.setGlobalTimeOffset(0);
        try (C client = LocalClients.root(aws, builder)) {
            return code(() -> call.accept(client));
        }
    }

    @Test
    void aClientLearnsTheRightTimeFromTheAnswer() {
        clock.advance(Duration.ofHours(3));
        try (StsClient sts = LocalClients.prepare(aws.endpoint(), aws.region(), aws.rootKey(), StsClient.builder())
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD))
                .build()) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
            assertThat(aws.calls().all("sts:GetCallerIdentity"))
                    .extracting(CallRecord::outcome)
                    .containsExactly("SignatureDoesNotMatch", "ok");
        }
    }

    @Test
    void aClockThatIsFourteenMinutesOffIsNearEnough() {
        clock.advance(Duration.ofMinutes(14));
        try (StsClient sts = LocalClients.root(aws, StsClient.builder())) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
        }
    }

    @Test
    void noSignatureAtAll() throws Exception {
        assertThat(send(json().build()).body()).contains("MissingAuthenticationTokenException");
        HttpRequest form = HttpRequest.newBuilder(aws.endpoint().resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"))
                .build();
        assertThat(send(form).body()).contains("<Code>MissingAuthenticationToken</Code>");
        HttpResponse<String> bucket = send(
                HttpRequest.newBuilder(aws.endpoint().resolve("/bucket/key")).build());
        assertThat(bucket.statusCode()).isEqualTo(403);
        assertThat(bucket.body()).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void aHeaderThatIsHalfASignature() throws Exception {
        for (String header : new String[] {
            "AWS4-HMAC-SHA256 Credential=AKIA/20261123/eu-west-1/codebuild/aws4_request, SignedHeaders=host",
            "AWS4-HMAC-SHA256 Credential=AKIA/eu-west-1, SignedHeaders=host, Signature=00",
            "AWS4-HMAC-SHA256 nonsense",
            "Bearer token"
        }) {
            HttpResponse<String> answer = send(json().header("Authorization", header)
                    .header("X-Amz-Date", "20261123T200000Z")
                    .build());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("IncompleteSignatureException");
            assertThat(answer.headers().firstValue("x-amzn-errortype")).contains("IncompleteSignatureException");
        }
    }

    @Test
    void aBodyThatIsNotTheSignedOne() throws Exception {
        SdkHttpRequest signed = signed("codebuild", "eu-west-1", JSON);

        assertThat(send(signed, JSON).statusCode()).isEqualTo(200);
        assertThat(send(signed, "{\"x\":1}").body()).contains("InvalidSignatureException");
    }

    @Test
    void aSignatureForAnotherService() throws Exception {
        assertThat(send(signed("logs", "eu-west-1", JSON), JSON).body())
                .contains("Credential should be scoped to correct service: 'codebuild'.");
    }

    @Test
    void anyRegionOfTheScopeIsServed() throws Exception {
        assertThat(send(signed("codebuild", "ap-southeast-2", JSON), JSON).body())
                .contains("ap-southeast-2");
    }

    @Test
    void aHeaderOfAwsThatWasNotSigned() throws Exception {
        HttpRequest.Builder request = request(signed("codebuild", "eu-west-1", JSON), JSON);

        assertThat(send(request.header("X-Amz-Security-Token", "smuggled").build())
                        .body())
                .contains("UnrecognizedClientException");
        HttpRequest.Builder other = request(signed("codebuild", "eu-west-1", JSON), JSON);
        assertThat(send(other.header("X-Amz-Extra", "smuggled").build()).body())
                .contains("headers present in the request which were not signed");
    }

    @Test
    void withoutRequiredSignaturesEverybodyIsRoot() throws Exception {
        try (LocalAws open = LocalAws.start(LocalAwsSettings.defaults().withSignaturesRequired(false));
                StsClient stranger = LocalClients.as(open, new AccessKey("AKIAANY", "any"), StsClient.builder())) {
            assertThat(stranger.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
            open.s3().createBucket("open-bucket", "eu-west-1");
            HttpRequest put = HttpRequest.newBuilder(open.endpoint().resolve("/open-bucket/key"))
                    .PUT(BodyPublishers.ofString("x"))
                    .build();
            assertThat(send(put).statusCode()).isEqualTo(200);
        }
    }

    private static HttpRequest.Builder json() {
        return HttpRequest.newBuilder(aws.endpoint().resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "CodeBuild_20161006.ListProjects")
                .POST(BodyPublishers.ofString(JSON));
    }

    private static SdkHttpRequest signed(String service, String region, String body) {
        URI endpoint = aws.endpoint();
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.resolve("/"))
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "CodeBuild_20161006.ListProjects")
                .build();
        AccessKey key = aws.rootKey();
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
    }

    private static HttpRequest.Builder request(SdkHttpRequest signed, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri()).POST(BodyPublishers.ofString(body));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }

    private static HttpResponse<String> send(SdkHttpRequest signed, String body) throws Exception {
        return send(request(signed, body).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** A CodeBuild whose only project is the region. */
    private static final class Echo implements LocalService {
        @Override
        public String signingName() {
            return "codebuild";
        }

        @Override
        public void handle(AwsCall call) throws IOException {
            call.reply(
                    200,
                    "application/x-amz-json-1.1",
                    ("{\"projects\":[\"" + call.region() + "\"]}").getBytes(StandardCharsets.UTF_8));
        }
    }
}
