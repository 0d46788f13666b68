package io.jenkins.plugins.awsdevtools.engine.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Keys as paths of URLs. */
final class UrlPath {

    private UrlPath() {}

    /** Percent-encoded but for slashes. An asterisk is encoded too, for it stands for anything in an invalidation. */
    static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~")
                .replace("%2F", "/");
    }
}
