package io.jenkins.plugins.awsdevtools.engine.events;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How reading a queue goes.
 *
 * @param answered whether the queue has answered since reading it began or failed last
 * @param since of this state
 * @param failure why it cannot be read now; empty if it can, or was not yet
 * @param received how many events came, duplicates too
 * @param malformed how many messages were left in the queue because they are no events, each counted once
 * @param sources of the events that came: only of these services the queue is known to tell
 */
public record QueueHealth(
        boolean answered,
        Instant since,
        Optional<AwsFailure> failure,
        long received,
        long malformed,
        Set<String> sources) {

    public QueueHealth {
        sources = Set.copyOf(sources);
    }

    static QueueHealth unknown(Instant since) {
        return new QueueHealth(false, since, Optional.empty(), 0, 0, Set.of());
    }

    public boolean isHealthy() {
        return answered && failure.isEmpty();
    }

    /**
     * Whether the queue tells of a service.
     *
     * @param service as in operations and sources: {@code codebuild}
     */
    public boolean tellsOf(String service) {
        return isHealthy() && sources.contains("aws." + service);
    }
}
