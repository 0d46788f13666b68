package io.jenkins.plugins.awsdevtools.engine.client;

import java.util.Optional;
import java.util.Set;

/**
 * An HTTP proxy on the way to AWS.
 *
 * @param user if the proxy wants to know who calls
 * @param password of the user, never shown
 * @param directHosts regular expressions of hosts that are called without the proxy
 */
public record HttpProxy(
        String host, int port, Optional<String> user, Optional<String> password, Set<String> directHosts) {

    public HttpProxy {
        directHosts = Set.copyOf(directHosts);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
