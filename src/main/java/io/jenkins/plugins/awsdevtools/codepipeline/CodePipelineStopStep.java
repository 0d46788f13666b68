package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionStop;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codePipelineStop pipeline: 'site', execution: '...'}: stops an execution. It returns whether the execution was
 * running; one that has ended is no error.
 */
public final class CodePipelineStopStep extends ControlStep<Boolean> {

    private static final long serialVersionUID = 1L;

    private final String execution;
    private boolean abandon;
    private String reason = "";

    @DataBoundConstructor
    public CodePipelineStopStep(String pipeline, String execution) {
        super(pipeline);
        this.execution = Util.fixNull(execution).trim();
    }

    public String getExecution() {
        return execution;
    }

    public boolean isAbandon() {
        return abandon;
    }

    @DataBoundSetter
    public void setAbandon(boolean abandon) {
        this.abandon = abandon;
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixNull(reason).trim();
    }

    private ExecutionStop request() {
        return new ExecutionStop(getPipeline(), execution, abandon, reason);
    }

    @Override
    protected void check(Run<?, ?> run) {
        request();
    }

    @Override
    protected RemoteWork<Boolean> begin(RunContext context) {
        return control(context).stop(request(), context.journal("stop", String.class));
    }

    @Override
    protected CompletionStage<?> conclude(Boolean wasRunning, RunContext context) {
        say(
                context,
                Texts.of(
                        wasRunning ? "codepipeline.control.stopping" : "codepipeline.control.hadEnded",
                        getPipeline(),
                        execution));
        return CompletableFuture.completedFuture(wasRunning);
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends PipelineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipelineStop";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineStopStep_displayName();
        }

        @POST
        public FormValidation doCheckExecution(@AncestorInPath Item item, @QueryParameter String value) {
            return value != null && value.contains("$") || !ConnectionChoices.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormChecks.check(() -> PipelineRequest.checkExecution("execution", Util.fixNull(value)));
        }

        @POST
        public FormValidation doCheckReason(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, ExecutionStop::checkReason);
        }
    }
}
