package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.util.Objects;

/**
 * A service as events name it.
 *
 * @param cluster its name; empty if the event does not tell it
 */
public record ServiceKey(String cluster, String service) {

    public ServiceKey {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(service);
    }
}
