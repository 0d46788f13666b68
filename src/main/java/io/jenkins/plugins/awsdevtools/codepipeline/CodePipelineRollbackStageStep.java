package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.RollbackPlan;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.StageRollback;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codePipelineRollbackStage pipeline: 'site', stage: 'Publish', execution: '...'}: rolls a stage back to an earlier
 * execution. It returns the id of the new execution, which {@code codePipeline} follows with {@code attach}.
 */
public final class CodePipelineRollbackStageStep extends ControlStep<String> {

    private static final long serialVersionUID = 1L;

    private final String stage;
    private final String execution;

    @DataBoundConstructor
    public CodePipelineRollbackStageStep(String pipeline, String stage, String execution) {
        super(pipeline);
        this.stage = Util.fixNull(stage).trim();
        this.execution = Util.fixNull(execution).trim();
    }

    public String getStage() {
        return stage;
    }

    public String getExecution() {
        return execution;
    }

    private StageRollback request() {
        return new StageRollback(getPipeline(), stage, execution);
    }

    @Override
    protected void check(Run<?, ?> run) {
        request();
    }

    @Override
    protected RemoteWork<String> begin(RunContext context) {
        return control(context).rollBack(request(), context.journal("rollback", RollbackPlan.class));
    }

    @Override
    protected CompletionStage<?> conclude(String executionId, RunContext context) {
        say(context, Texts.of("codepipeline.control.rolledBack", stage, getPipeline(), execution, executionId));
        return CompletableFuture.completedFuture(executionId);
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends StageControlStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipelineRollbackStage";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineRollbackStageStep_displayName();
        }

        @POST
        public FormValidation doCheckExecution(@AncestorInPath Item item, @QueryParameter String value) {
            return value != null && value.contains("$") || !ConnectionChoices.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormChecks.check(() -> PipelineRequest.checkExecution("execution", Util.fixNull(value)));
        }
    }
}
