package io.jenkins.plugins.awsdevtools.localaws.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.Protocol;
import io.jenkins.plugins.awsdevtools.localaws.http.HeaderFields;
import io.jenkins.plugins.awsdevtools.localaws.http.QueryParameters;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The worked examples of "Signature Calculations for the Authorization Header" in the S3 API reference. */
class SignatureVerifierTest {
    private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SCOPE = "Credential=" + KEY_ID + "/20130524/us-east-1/s3/aws4_request";
    private static final Clock THEN = Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);

    private static SignatureVerifier verifier() {
        KeyRing keys = new KeyRing("123456789012", new SecureRandom());
        keys.keep(new IssuedKey(
                new AccessKey(KEY_ID, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                new Caller("arn:aws:iam::123456789012:user/example", "AIDA", "123456789012", KEY_ID),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
        return new SignatureVerifier(keys, THEN, "us-east-1");
    }

    private static RequestHead get(String path, String query, Map<String, String> headers) {
        Map<String, List<String>> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        all.put("Host", List.of("examplebucket.s3.amazonaws.com"));
        return new RequestHead("GET", path, QueryParameters.parse(query), new HeaderFields(all));
    }

    private static String arnOf(RequestHead head) throws IOException {
        return verifier()
                .verify(head, Protocol.REST_XML, InputStream.nullInputStream())
                .caller()
                .arn();
    }

    private static RequestHead rangeRead(String signature) {
        return get(
                "/test.txt",
                null,
                Map.of(
                        "Range",
                        "bytes=0-9",
                        "x-amz-date",
                        "20130524T000000Z",
                        "x-amz-content-sha256",
                        Digests.EMPTY_SHA256,
                        "Authorization",
                        "AWS4-HMAC-SHA256 " + SCOPE
                                + ",SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature="
                                + signature));
    }

    @Test
    void theDocumentedRangeReadIsAccepted() throws IOException {
        assertThat(arnOf(rangeRead("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")))
                .endsWith("user/example");
    }

    @Test
    void anyOtherSignatureIsNot() {
        assertThatThrownBy(() -> arnOf(rangeRead("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb42")))
                .isInstanceOfSatisfying(AwsError.class, e -> {
                    assertThat(e.code()).isEqualTo("SignatureDoesNotMatch");
                    assertThat(e.fields().get("CanonicalRequest")).startsWith("GET\n/test.txt\n\nhost:examplebucket");
                });
    }

    @Test
    void theDocumentedListingIsAccepted() throws IOException {
        RequestHead head = get(
                "/",
                "max-keys=2&prefix=J",
                Map.of(
                        "x-amz-date",
                        "20130524T000000Z",
                        "x-amz-content-sha256",
                        Digests.EMPTY_SHA256,
                        "Authorization",
                        "AWS4-HMAC-SHA256 " + SCOPE
                                + ",SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature="
                                + "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
        assertThat(arnOf(head)).endsWith("user/example");
    }

    @Test
    void theDocumentedPresignedUrlIsAccepted() throws IOException {
        RequestHead head = get(
                "/test.txt",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
                        + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
                Map.of());
        assertThat(arnOf(head)).endsWith("user/example");
    }
}
