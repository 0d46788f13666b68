package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks user and password of git as CodeCommit does: the user is the access key id, with {@code %} and the session
 * token behind it for temporary credentials; the password is a time and a Signature Version 4 of the method
 * {@code GIT}, the repository's path and the host without its port. The time in the string to sign has no {@code Z},
 * the one in the password has.
 *
 * @see <a href="https://github.com/aws/aws-cli/blob/develop/awscli/customizations/codecommit.py">The credential helper
 *     of the AWS CLI</a>
 */
final class GitSignature {
    /** As with every Signature Version 4, AWS accepts 15 minutes of age and of clock skew. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    private static final String BASIC = "Basic ";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final Pattern PASSWORD = Pattern.compile("(\\d{8}T\\d{6})Z([0-9a-f]{64})");

    private final KeyRing keys;
    private final Clock clock;

    GitSignature(KeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Who calls, if the signature is right.
     *
     * @param authorization the header
     * @param host of the request, with or without its port
     * @param path of the repository in the URL, such as {@code /v1/repos/site}
     */
    Optional<Caller> check(String authorization, String host, String path, String region) {
        if (!authorization.startsWith(BASIC)) {
            return Optional.empty();
        }
        String decoded =
                new String(Base64.getDecoder().decode(authorization.substring(BASIC.length())), StandardCharsets.UTF_8);
        int colon = decoded.lastIndexOf(':');
        String user = decoded.substring(0, Math.max(0, colon));
        Matcher password = PASSWORD.matcher(decoded.substring(colon + 1));
        if (!password.matches() || !isFresh(password.group(1))) {
            return Optional.empty();
        }
        int percent = user.indexOf('%');
        String token = percent < 0 ? "" : user.substring(percent + 1);
        return keys.find(percent < 0 ? user : user.substring(0, percent))
                .filter(key -> !key.expiredAt(clock.instant()))
                .filter(key -> key.sessionToken().orElse("").equals(token))
                .filter(key -> sign(key, password.group(1), host.replaceFirst(":\\d+$", ""), path, region)
                        .equals(password.group(2)))
                .map(IssuedKey::caller);
    }

    /** The password for a repository, as the credential helper makes it. */
    static String password(IssuedKey key, Instant now, String host, String path, String region) {
        String time = TIME.format(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
        return time + "Z" + sign(key, time, host, path, region);
    }

    private boolean isFresh(String time) {
        try {
            Instant signed = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
            return Duration.between(signed, clock.instant()).abs().compareTo(LIFE) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String sign(IssuedKey key, String time, String host, String path, String region) {
        String date = time.substring(0, 8);
        String canonical = "GIT\n" + path + "\n\nhost:" + host + "\n\nhost\n";
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + date + "/" + region + "/codecommit/aws4_request\n"
                + Digests.sha256Hex(canonical);
        byte[] secret = ("AWS4" + key.key().secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        byte[] signing = secret;
        for (String part : new String[] {date, region, "codecommit", "aws4_request"}) {
            signing = Digests.hmac(signing, part);
        }
        return Digests.hex(Digests.hmac(signing, toSign));
    }
}
