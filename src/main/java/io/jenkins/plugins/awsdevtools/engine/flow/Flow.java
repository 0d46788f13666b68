package io.jenkins.plugins.awsdevtools.engine.flow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One piece of remote work and how it stands.
 *
 * @param title for people, for example {@code site #12}
 * @param kind which service does it, for example {@code CodeBuild}
 * @param consoleLink its page in the AWS console; may be empty
 * @param logLink its log in the AWS console; may be empty
 * @param facts what else is worth knowing, in the order it is shown
 */
public record Flow(
        @JsonProperty("title") String title,
        @JsonProperty("kind") String kind,
        @JsonProperty("status") FlowStatus status,
        @JsonProperty("consoleLink") String consoleLink,
        @JsonProperty("logLink") String logLink,
        @JsonProperty("stages") List<FlowStage> stages,
        @JsonProperty("facts") List<FlowFact> facts) {

    /** Pictures that were kept by older versions have no facts. */
    public Flow {
        stages = List.copyOf(stages);
        facts = facts == null ? List.of() : List.copyOf(facts);
    }

    /** One of which there is nothing else to tell. */
    public Flow(
            String title, String kind, FlowStatus status, String consoleLink, String logLink, List<FlowStage> stages) {
        this(title, kind, status, consoleLink, logLink, stages, List.of());
    }

    /** Whether its stages depend on others than the one before. */
    @JsonIgnore
    public boolean isGraph() {
        return stages.stream().anyMatch(stage -> !stage.dependsOn().isEmpty());
    }
}
