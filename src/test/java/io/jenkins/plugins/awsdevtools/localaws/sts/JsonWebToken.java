package io.jenkins.plugins.awsdevtools.localaws.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A token of an OpenID Connect provider, in JWS compact form (RFC 7515, RFC 7519). */
final class JsonWebToken {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TAGS = "https://aws.amazon.com/tags";

    private final JsonNode header;
    private final JsonNode claims;
    private final byte[] signedText;
    private final byte[] signature;

    private JsonWebToken(JsonNode header, JsonNode claims, byte[] signedText, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signedText = signedText;
        this.signature = signature;
    }

    /**
     * Reads a token.
     *
     * @throws AwsError {@code InvalidIdentityToken}
     */
    static JsonWebToken parse(String text) {
        String[] parts = text.split("\\.");
        if (parts.length != 3) {
            throw notAToken();
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            JsonNode header = JSON.readTree(decoder.decode(parts[0]));
            JsonNode claims = JSON.readTree(decoder.decode(parts[1]));
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return new JsonWebToken(header, claims, signed, decoder.decode(parts[2]));
        } catch (IOException | IllegalArgumentException e) {
            throw notAToken();
        }
    }

    static AwsError invalid(String message) {
        return new AwsError("InvalidIdentityToken", 400, message);
    }

    String algorithm() {
        return header.path("alg").asText();
    }

    byte[] signedText() {
        return signedText;
    }

    byte[] signature() {
        return signature;
    }

    /** A claim that has to be there. */
    String required(String claim) {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode()) {
            throw invalid("Missing a required claim: " + claim);
        }
        return value.asText();
    }

    Instant time(String claim) {
        return Instant.ofEpochSecond(Long.parseLong(required(claim)));
    }

    List<String> audiences() {
        JsonNode audience = claims.path("aud");
        List<String> audiences = new ArrayList<>();
        if (audience.isArray()) {
            audience.forEach(one -> audiences.add(one.asText()));
        } else {
            audiences.add(required("aud"));
        }
        return audiences;
    }

    /** The session tags a token carries (see "Passing session tags using AssumeRoleWithWebIdentity"). */
    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        claims.path(TAGS)
                .path("principal_tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().path(0).asText()));
        return tags;
    }

    private static AwsError notAToken() {
        return invalid(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }
}
