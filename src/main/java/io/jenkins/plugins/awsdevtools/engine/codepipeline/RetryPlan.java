package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is kept of a retry before it is asked for.
 *
 * @param executionId in which the stage is tried again; kept because another may have entered the stage after a restart
 * @param tries how many tries of the stage's actions there were; kept because more of them tell that the retry was asked for
 */
public record RetryPlan(
        @JsonProperty("executionId") String executionId,
        @JsonProperty("tries") int tries) {}
