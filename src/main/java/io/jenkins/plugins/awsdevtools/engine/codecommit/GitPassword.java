package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs the password with which git reads and writes one repository over HTTPS: a Signature Version 4 of the method
 * {@code GIT}, the path and the host without its port. The user is the access key's id, for temporary credentials with
 * {@code %} and the session token behind it. Neither tells the secret key.
 *
 * @see <a href="https://github.com/aws/aws-cli/blob/develop/awscli/customizations/codecommit.py">The credential helper
 *     of the AWS CLI</a>
 * @see <a href="https://github.com/aws/git-remote-codecommit">git-remote-codecommit</a>
 */
public final class GitPassword {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;
    private static final String HMAC = "HmacSHA256";

    private GitPassword() {}

    /**
     * @param region of the repository
     * @param host of the repository's address, without port
     * @param path such as {@code /v1/repos/site}
     * @param now by AWS's clock
     */
    public static GitLogin sign(
            AwsCredentialsIdentity credentials, String region, String host, String path, Instant now) {
        String time = TIME.format(now);
        String date = time.substring(0, DATE_LENGTH);
        String canonical = "GIT\n" + path + "\n\nhost:" + host + "\n\nhost\n";
        String scope = date + "/" + region + "/codecommit/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
        byte[] key = bytes("AWS4" + credentials.secretAccessKey());
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String user = credentials instanceof AwsSessionCredentialsIdentity session
                ? session.accessKeyId() + "%" + session.sessionToken()
                : credentials.accessKeyId();
        return new GitLogin(user, time + "Z" + HexFormat.of().formatHex(hmac(key, toSign)), now);
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
