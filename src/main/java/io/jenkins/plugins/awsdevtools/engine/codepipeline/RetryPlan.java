package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is kept of a retry before it is asked for.
 *
 * @param executionId in which the stage is tried again; kept because another may have entered the stage after a restart
 * @param stage that is tried again; kept because the execution may have failed in a later one after a restart
 * @param tries how many tries of the stage's actions there were; kept because more of them tell that the retry was asked for
 */
public record RetryPlan(
        @JsonProperty("executionId") String executionId,
        @JsonProperty("stage") String stage,
        @JsonProperty("tries") int tries) {

    /** @param actions every try of every action of the execution */
    static RetryPlan of(String executionId, String stage, List<ActionSnapshot> actions) {
        return new RetryPlan(executionId, stage, (int)
                actions.stream().filter(action -> action.stage().equals(stage)).count());
    }

    /** Whether these are the tries that there were. */
    boolean isBefore(List<ActionSnapshot> actions) {
        return of(executionId, stage, actions).tries() <= tries;
    }
}
