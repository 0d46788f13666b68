package io.jenkins.plugins.awsdevtools.engine.flow;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something worth knowing about a piece of remote work, such as what it costs.
 *
 * @param name for people
 * @param value for people
 */
public record FlowFact(
        @JsonProperty("name") String name,
        @JsonProperty("value") String value) {}
