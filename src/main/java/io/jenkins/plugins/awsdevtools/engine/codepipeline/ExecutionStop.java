package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;

/**
 * An execution that is to end.
 *
 * @param abandon whether actions in progress are not waited for
 * @param reason kept with the execution; may be empty
 */
public record ExecutionStop(String pipeline, String executionId, boolean abandon, String reason) {

    /** {@code StopPipelineExecutionReason} of the CodePipeline API. */
    private static final int LONGEST_REASON = 200;

    /** @throws ParameterException if CodePipeline would refuse a value */
    public ExecutionStop {
        PipelineRequest.checkName(pipeline);
        PipelineRequest.checkExecution("execution", executionId == null ? "" : executionId);
        checkReason(reason);
    }

    /** @throws ParameterException if CodePipeline takes no such reason */
    public static void checkReason(String reason) {
        if (reason.length() > LONGEST_REASON) {
            throw new ParameterException("reason", reason, Texts.of("codepipeline.stop.long", LONGEST_REASON));
        }
    }
}
