package io.jenkins.plugins.awsdevtools.localaws.sts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An OpenID Connect provider that IAM knows. The real one fetches its keys from the issuer; this one is given them.
 */
public final class OidcProvider {
    /** Whether a signature is right for the text it stands under. */
    @FunctionalInterface
    private interface TokenSignature {
        boolean verify(byte[] text, byte[] signature) throws GeneralSecurityException;
    }

    private final String issuer;
    private final Set<String> audiences;
    private final String algorithm;
    private final TokenSignature signature;

    private OidcProvider(String issuer, Set<String> audiences, String algorithm, TokenSignature signature) {
        this.issuer = issuer;
        this.audiences = Set.copyOf(audiences);
        this.algorithm = algorithm;
        this.signature = signature;
    }

    /** Tokens are signed with RS256. */
    public static OidcProvider rsa(String issuer, Set<String> audiences, PublicKey key) {
        return new OidcProvider(issuer, audiences, "RS256", (text, given) -> {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(text);
            return verifier.verify(given);
        });
    }

    /** Tokens are signed with HS256. The real STS does not take these; tests may. */
    public static OidcProvider hmac(String issuer, Set<String> audiences, String secret) {
        return new OidcProvider(issuer, audiences, "HS256", (text, given) -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return MessageDigest.isEqual(mac.doFinal(text), given);
        });
    }

    /** The {@code iss} claim, an https URL. */
    public String issuer() {
        return issuer;
    }

    /** The client ids a token may be for. */
    Set<String> audiences() {
        return audiences;
    }

    /** The provider's ARN in an account. */
    String arn(String accountId) {
        return "arn:aws:iam::" + accountId + ":oidc-provider/" + issuer.replaceFirst("https://", "");
    }

    boolean hasSigned(JsonWebToken token) {
        try {
            return token.algorithm().equals(algorithm) && signature.verify(token.signedText(), token.signature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
