package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.model.Cause;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineLinks;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.PipelineJob;
import java.util.Objects;

/** An action of CodePipeline. Its fields are what the build's page says of it. */
public final class PipelineJobCause extends Cause {

    private final String ticket;
    private final String region;
    private final String pipeline;
    private final String stage;
    private final String action;
    private final String executionId;

    PipelineJobCause(String ticket, PipelineJob job) {
        this.ticket = ticket;
        this.region = job.region();
        this.pipeline = job.pipeline();
        this.stage = job.stage();
        this.action = job.action();
        this.executionId = job.executionId();
    }

    public String getPipeline() {
        return pipeline;
    }

    public String getStage() {
        return stage;
    }

    public String getAction() {
        return action;
    }

    public String getExecutionId() {
        return executionId;
    }

    /** The execution in the AWS console. */
    public String getLink() {
        return PipelineLinks.execution(region, pipeline, executionId);
    }

    @Override
    public String getShortDescription() {
        return Messages.PipelineJobCause_description(pipeline, stage, action, executionId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PipelineJobCause cause && cause.ticket.equals(ticket);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ticket);
    }
}
