package io.jenkins.plugins.awsdevtools.engine.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One piece of remote work and how it stands.
 *
 * @param title for people, for example {@code site #12}
 * @param kind which service does it, for example {@code CodeBuild}
 * @param consoleLink its page in the AWS console; may be empty
 * @param logLink its log in the AWS console; may be empty
 */
public record Flow(
        @JsonProperty("title") String title,
        @JsonProperty("kind") String kind,
        @JsonProperty("status") FlowStatus status,
        @JsonProperty("consoleLink") String consoleLink,
        @JsonProperty("logLink") String logLink,
        @JsonProperty("stages") List<FlowStage> stages) {

    public Flow {
        stages = List.copyOf(stages);
    }
}
