package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A request to S3 that anybody may send until it expires. It tells no key.
 *
 * @param headers that were signed and have to be sent as they are
 */
public record SignedRequest(String method, URI uri, Map<String, String> headers, Instant expires)
        implements Serializable {

    public SignedRequest {
        headers = Map.copyOf(headers);
    }

    /** With one more header, which was not signed and so may be left out or differ. */
    public SignedRequest with(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new SignedRequest(method, uri, all, expires);
    }

    /** The address without the signature, which is nobody's business in a log. */
    @Override
    public String toString() {
        return method + " " + uri.getPath();
    }
}
