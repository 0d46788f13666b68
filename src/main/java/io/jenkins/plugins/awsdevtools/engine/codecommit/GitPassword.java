package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.SigV4;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
        String signature = SigV4.signature(SigV4.key(credentials.secretAccessKey(), scope), time, scope, canonical);
        String user = credentials instanceof AwsSessionCredentialsIdentity session
                ? session.accessKeyId() + "%" + session.sessionToken()
                : credentials.accessKeyId();
        return new GitLogin(user, time + "Z" + signature, now);
    }
}
