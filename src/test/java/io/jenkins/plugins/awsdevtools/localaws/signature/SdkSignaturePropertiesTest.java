package io.jenkins.plugins.awsdevtools.localaws.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.Protocol;
import io.jenkins.plugins.awsdevtools.localaws.http.HeaderFields;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Whatever the SDK's own signer signs is accepted, whatever characters are in it. */
class SdkSignaturePropertiesTest {
    private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "secret");
    private static final Caller CALLER = new Caller("arn:aws:iam::1:user/u", "AIDA", "1", "AKIAEXAMPLE");

    private final SignatureVerifier verifier = verifier();

    private static SignatureVerifier verifier() {
        KeyRing keys = new KeyRing("1", new SecureRandom());
        keys.keep(new IssuedKey(KEY, CALLER, Optional.empty(), Optional.empty(), Map.of()));
        return new SignatureVerifier(keys, Clock.systemUTC(), "eu-west-1");
    }

    @Property(tries = 300)
    void anyKeyOfS3(
            @ForAll @StringLength(min = 1, max = 40) String key,
            @ForAll @Size(max = 4) Map<@StringLength(min = 1, max = 8) String, @StringLength(max = 8) String> query)
            throws IOException {
        String path = "/bucket/" + UriEncoding.encodePath(clean(key));
        accepted("s3", false, path, query, new byte[0]);
    }

    @Property(tries = 200)
    void anyBodyAndPathOfAnotherService(
            @ForAll byte[] body,
            @ForAll @Size(max = 3) Map<@StringLength(min = 1, max = 8) String, @StringLength(max = 8) String> query)
            throws IOException {
        accepted("codebuild", true, "/", query, body);
    }

    private void accepted(String service, boolean twice, String path, Map<String, String> query, byte[] body)
            throws IOException {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("127.0.0.1")
                .port(8080)
                .encodedPath(path)
                .putHeader("X-Amz-Meta-Spaces", "  a   b  ");
        query.forEach((name, value) -> request.putRawQueryParameter(clean(name), clean(value)));
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create(KEY.accessKeyId(), KEY.secretAccessKey()))
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, twice)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, twice));
        RequestHead head = head(signed.request());

        VerifiedRequest verified = verifier.verify(head, Protocol.REST_XML, new ByteArrayInputStream(body));

        assertThat(verified.caller()).isEqualTo(CALLER);
        assertThat(verified.region()).isEqualTo("eu-west-1");
        assertThat(verified.body().readAllBytes()).isEqualTo(body);
    }

    private static RequestHead head(SdkHttpRequest signed) {
        return new RequestHead(
                signed.method().name(),
                signed.encodedPath(),
                QueryParameters.parse(signed.encodedQueryParameters().orElse(null)),
                new HeaderFields(signed.headers()));
    }

    /** Lone surrogates have no UTF-8. */
    private static String clean(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
