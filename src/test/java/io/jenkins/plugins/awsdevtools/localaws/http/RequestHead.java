package io.jenkins.plugins.awsdevtools.localaws.http;

import java.util.Optional;

/**
 * A request without its body.
 *
 * @param method in upper case
 * @param rawPath the path as it was sent, still encoded
 * @param query the decoded query parameters
 * @param headers the header fields
 */
public record RequestHead(String method, String rawPath, QueryParameters query, HeaderFields headers) {

    /** The decoded path. */
    public String path() {
        return UriEncoding.decode(rawPath);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }
}
