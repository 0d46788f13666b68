package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What is made of a template is what the SDK signs. */
class SignedTemplateTest {

    private static final AwsCredentials SESSION = AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "to/ken+=");
    private static final Duration LIFE = Duration.ofMinutes(4);

    private static S3Presigner presigner(AwsCredentials credentials, Optional<URI> endpoint) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint.isPresent())
                        .build());
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static SignedRequest put(S3Presigner presigner, String key, String digest) {
        PresignedRequest signed =
                presigner.presignPutObject(p -> p.signatureDuration(LIFE).putObjectRequest(r -> r.bucket("bucket")
                        .key(key)
                        .contentMD5(digest)
                        .contentType("text/html; charset=utf-8")
                        .metadata(Map.of("build", "7"))
                        .expectedBucketOwner("123456789012")));
        return Presigned.of(signed);
    }

    /** The SDK signs by the second: a template of the same second is asked for until it is. */
    private static void isAsTheSdkSigns(AwsCredentials credentials, Optional<URI> endpoint, String key) {
        try (S3Presigner presigner = presigner(credentials, endpoint)) {
            SignedRequest expected;
            SignedRequest made;
            do {
                SignedRequest first = put(presigner, "p/first.html", "AAAA");
                made = SignedTemplate.of(first, "p/first.html", credentials)
                        .orElseThrow()
                        .with(key, Map.of("content-md5", "BBBB+/=="));
                expected = put(presigner, key, "BBBB+/==");
            } while (!time(made).equals(time(expected)));
            assertThat(parameters(made)).isEqualTo(parameters(expected));
            assertThat(made.uri().getRawPath()).isEqualTo(expected.uri().getRawPath());
            assertThat(made.uri().getRawAuthority()).isEqualTo(expected.uri().getRawAuthority());
            assertThat(made.headers()).isEqualTo(expected.headers());
        }
    }

    private static String time(SignedRequest request) {
        return request.uri().getRawQuery().replaceFirst(".*X-Amz-Date=([^&]*).*", "$1");
    }

    private static java.util.Set<String> parameters(SignedRequest request) {
        return java.util.Set.of(request.uri().getRawQuery().split("&"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p/a.html", "p/ü b+c&d=e*~(1)'!.html", "a", "p/x//y", "p/%41"})
    void anyKeyIsSignedAsTheSdkSignsIt(String key) {
        isAsTheSdkSigns(AwsBasicCredentials.create("AKIAEXAMPLE", "secret"), Optional.empty(), key);
    }

    @Test
    void sessionsAndEndpointsOfOnesOwnAreSignedAsTheSdkSignsThem() {
        isAsTheSdkSigns(SESSION, Optional.of(URI.create("http://127.0.0.1:9000")), "p/b.html");
    }

    @Test
    void itIsNoTemplateForOtherCredentials() {
        try (S3Presigner presigner = presigner(SESSION, Optional.empty())) {
            SignedRequest first = put(presigner, "a", "AAAA");
            assertThat(SignedTemplate.of(first, "a", AwsBasicCredentials.create("AKIAOTHER", "secret")))
                    .isEmpty();
            assertThat(SignedTemplate.of(first, "a", AwsBasicCredentials.create("ASIAEXAMPLE", "other")))
                    .isEmpty();
        }
    }

    @Test
    void itHoldsForOneOfItsFourMinutes() {
        try (S3Presigner presigner = presigner(SESSION, Optional.empty())) {
            SignedRequest first = put(presigner, "a", "AAAA");
            SignedTemplate template = SignedTemplate.of(first, "a", SESSION).orElseThrow();
            Instant signed = first.expires().minus(LIFE);
            assertThat(template.holds(SESSION, signed.plusSeconds(59))).isTrue();
            assertThat(template.holds(SESSION, signed.plusSeconds(60))).isFalse();
            assertThat(template.holds(AwsBasicCredentials.create("AKIAOTHER", "s"), signed))
                    .isFalse();
        }
    }
}
