package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/**
 * A stage that is to be what an earlier execution made it.
 *
 * @param target the execution whose artifacts and variables are taken again
 */
public record StageRollback(String pipeline, String stage, String target) {

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if CodePipeline would refuse a value */
    public StageRollback {
        PipelineRequest.checkName(pipeline);
        PipelineRequest.checkStage(stage);
        PipelineRequest.checkExecution("target", target == null ? "" : target);
    }
}
