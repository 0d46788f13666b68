package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/**
 * A stage that is to be tried again.
 *
 * @param executionId in which it failed; null for the one that was in the stage last
 * @param all whether actions that succeeded run again too
 */
public record StageRetry(String pipeline, String stage, String executionId, boolean all) {

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if CodePipeline would refuse a value */
    public StageRetry {
        PipelineRequest.checkName(pipeline);
        PipelineRequest.checkStage(stage);
        if (executionId != null) {
            PipelineRequest.checkExecution("execution", executionId);
        }
    }
}
