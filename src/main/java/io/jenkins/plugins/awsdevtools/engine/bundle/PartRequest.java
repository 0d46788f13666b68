package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A request to put one part of an object, signed by who has credentials for who has none.
 *
 * @param headers that were signed and have to be sent
 */
public record PartRequest(URI url, Map<String, String> headers) implements Serializable {

    private static final long serialVersionUID = 1L;

    public PartRequest {
        Objects.requireNonNull(url);
        headers = new HashMap<>(headers);
    }

    @Override
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** Without the signature, which is as good as a key while it holds. */
    @Override
    public String toString() {
        return url.getHost() + url.getPath();
    }
}
