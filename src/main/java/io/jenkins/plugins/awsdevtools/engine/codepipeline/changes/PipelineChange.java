package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import java.time.Instant;

/**
 * Something that a job reacts to.
 *
 * @param id tells it from all others
 * @param level {@code pipeline}, {@code stage} or {@code action}
 * @param stage empty for a pipeline
 * @param action empty for a pipeline or stage
 * @param previous the state before; empty if nothing is known of it
 * @param time when it happened, as far as AWS tells; may be null
 * @param summary of the state, or the error; may be empty
 * @param link to the execution in the AWS console
 */
public record PipelineChange(
        String id,
        String region,
        String pipeline,
        String executionId,
        String level,
        String stage,
        String action,
        String state,
        String previous,
        Instant time,
        String summary,
        String link) {

    /** As messages name it: {@code site Build / Compile}. */
    public String place() {
        String inside = action.isEmpty() ? stage : stage + " / " + action;
        return inside.isEmpty() ? pipeline : pipeline + " " + inside;
    }
}
