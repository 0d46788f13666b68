package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.util.Optional;

/**
 * How an action ended in an execution.
 *
 * @param action its last try; empty if the execution ended without it
 * @param stage the stage at that time; empty as the action
 */
public record ActionEnd(Optional<ActionSnapshot> action, Optional<StageProgress> stage) {

    /** Whether there was a try and it succeeded. */
    public boolean succeeded() {
        return action.filter(ActionSnapshot::succeeded).isPresent();
    }

    /** Whether somebody stopped the execution while it ran. */
    public boolean abandoned() {
        return action.filter(ActionSnapshot::abandoned).isPresent();
    }

    /** Why it did not succeed, in a line; empty if AWS does not say. */
    public String reason() {
        return action.map(last -> last.error().isEmpty() ? last.summary() : last.error())
                .orElse("");
    }
}
