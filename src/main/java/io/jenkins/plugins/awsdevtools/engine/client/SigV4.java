package io.jenkins.plugins.awsdevtools.engine.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The steps of Signature Version 4, for what is signed without the SDK.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
public final class SigV4 {

    public static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final String HMAC = "HmacSHA256";

    private SigV4() {}

    /**
     * The key for all signatures of a scope.
     *
     * @param scope date, region, service and {@code aws4_request}, with slashes between them
     */
    public static byte[] key(String secretAccessKey, String scope) {
        byte[] key = bytes("AWS4" + secretAccessKey);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return key;
    }

    /**
     * The signature in hexadecimal digits.
     *
     * @param time as the request tells it
     * @param canonical the canonical request
     */
    public static String signature(byte[] key, String time, String scope, String canonical) {
        return HexFormat.of().formatHex(hmac(key, ALGORITHM + "\n" + time + "\n" + scope + "\n" + sha256(canonical)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
