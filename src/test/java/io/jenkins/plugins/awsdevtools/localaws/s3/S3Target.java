package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bucket and key a request names, in its path or, in virtual-host style, in its host.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html">Virtual hosting of general
 *     purpose buckets</a>
 */
record S3Target(Optional<String> bucket, Optional<String> key) {
    private static final Pattern VIRTUAL_HOST =
            Pattern.compile("(.+?)\\.(?:(?:s3[.-].*|s3\\.)?(?:amazonaws\\.com|localhost))(?::\\d+)?");

    static S3Target of(RequestHead head) {
        String path = head.rawPath().startsWith("/") ? head.rawPath().substring(1) : head.rawPath();
        String named = head.header("host").orElse("");
        Matcher host = VIRTUAL_HOST.matcher(named);
        if (isName(named) && host.matches() && !host.group(1).matches("s3([.-].*)?")) {
            return new S3Target(Optional.of(host.group(1)), text(path));
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new S3Target(text(path), Optional.empty())
                : new S3Target(text(path.substring(0, slash)), text(path.substring(slash + 1)));
    }

    /** Not 127.0.0.1, as for nearly all requests; spares them the pattern. */
    private static boolean isName(String host) {
        return host.contains("amazonaws.com") || host.contains("localhost");
    }

    private static Optional<String> text(String encoded) {
        return encoded.isEmpty() ? Optional.empty() : Optional.of(UriEncoding.decode(encoded));
    }
}
