package io.jenkins.plugins.awsdevtools.engine.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stage of remote work.
 *
 * @param name as AWS names it
 * @param started null if it has not begun or AWS does not say
 * @param ended null while it runs
 * @param note why it failed; empty for most
 * @param dependsOn the names of the stages that end before this one begins; empty if stages follow each other as listed
 * @param link its page in the AWS console; may be empty
 */
public record FlowStage(
        @JsonProperty("name") String name,
        @JsonProperty("status") FlowStatus status,
        @JsonProperty("started") Instant started,
        @JsonProperty("ended") Instant ended,
        @JsonProperty("note") String note,
        @JsonProperty("dependsOn") List<String> dependsOn,
        @JsonProperty("link") String link) {

    /** Pictures that were kept by older versions have neither dependencies nor links. */
    public FlowStage {
        dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
        link = link == null ? "" : link;
    }

    /** A stage that follows the one before it. */
    public FlowStage(String name, FlowStatus status, Instant started, Instant ended, String note) {
        this(name, status, started, ended, note, List.of(), "");
    }

    /** How long it took, if it has ended. */
    public Optional<Duration> duration() {
        return started == null || ended == null ? Optional.empty() : Optional.of(Duration.between(started, ended));
    }
}
