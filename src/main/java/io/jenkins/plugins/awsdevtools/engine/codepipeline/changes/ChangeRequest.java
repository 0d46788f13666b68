package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which changes a job wants to know.
 *
 * @param pipelines by name or glob
 * @param level of pipelines, of their stages or of their actions
 * @param states the states that matter; empty for all
 */
public record ChangeRequest(NameGlobs pipelines, ChangeLevel level, Set<String> states) {

    /** @throws ParameterException if the level has no such state */
    public ChangeRequest {
        Objects.requireNonNull(pipelines);
        states = Set.copyOf(states);
        states.forEach(state -> checkState(level, state));
    }

    /** @throws ParameterException if the level has no such state, with the closest */
    public static void checkState(ChangeLevel level, String state) {
        if (!level.states().contains(state)) {
            List<String> closest = ClosestNames.of(state, level.states());
            throw new ParameterException(
                    "states",
                    state,
                    Texts.of(
                            "codepipeline.changes.state",
                            String.join(", ", closest.isEmpty() ? level.states() : closest)));
        }
    }

    boolean wants(String state) {
        return states.isEmpty() || states.contains(state);
    }
}
