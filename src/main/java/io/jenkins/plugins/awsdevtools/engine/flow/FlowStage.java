package io.jenkins.plugins.awsdevtools.engine.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stage of remote work.
 *
 * @param name as AWS names it
 * @param started null if it has not begun or AWS does not say
 * @param ended null while it runs
 * @param note why it failed; empty for most
 */
public record FlowStage(
        @JsonProperty("name") String name,
        @JsonProperty("status") FlowStatus status,
        @JsonProperty("started") Instant started,
        @JsonProperty("ended") Instant ended,
        @JsonProperty("note") String note) {

    /** How long it took, if it has ended. */
    public Optional<Duration> duration() {
        return started == null || ended == null ? Optional.empty() : Optional.of(Duration.between(started, ended));
    }
}
