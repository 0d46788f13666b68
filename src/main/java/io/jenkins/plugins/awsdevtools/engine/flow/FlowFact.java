package io.jenkins.plugins.awsdevtools.engine.flow;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something worth knowing about a piece of remote work, such as what it costs.
 *
 * @param name for people
 * @param value for people
 * @param link its page in the AWS console; may be empty
 */
public record FlowFact(
        @JsonProperty("name") String name,
        @JsonProperty("value") String value,
        @JsonProperty("link") String link) {

    /** Facts that were kept by older versions have no link. */
    public FlowFact {
        link = link == null ? "" : link;
    }

    /** One that has no page. */
    public FlowFact(String name, String value) {
        this(name, value, "");
    }
}
