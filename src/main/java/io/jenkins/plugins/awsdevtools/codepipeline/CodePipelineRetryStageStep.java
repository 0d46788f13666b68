package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.RetryPlan;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.StageRetry;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codePipelineRetryStage pipeline: 'site', stage: 'Test'}: tries a stage again that failed or was stopped. It returns the
 * id of the execution, which {@code codePipeline} follows with {@code attach}.
 */
public final class CodePipelineRetryStageStep extends ControlStep<String> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Boolean> RETRY_MODES = Map.of("failedActions", false, "allActions", true);

    private final String stage;
    private String execution;
    private String retryMode = "failedActions";

    @DataBoundConstructor
    public CodePipelineRetryStageStep(String pipeline, String stage) {
        super(pipeline);
        this.stage = Util.fixNull(stage).trim();
    }

    public String getStage() {
        return stage;
    }

    public String getExecution() {
        return execution;
    }

    @DataBoundSetter
    public void setExecution(String execution) {
        this.execution = Util.fixEmptyAndTrim(execution);
    }

    public String getRetryMode() {
        return retryMode;
    }

    @DataBoundSetter
    public void setRetryMode(String retryMode) {
        this.retryMode = Util.fixEmptyAndTrim(retryMode) == null ? "failedActions" : retryMode.trim();
    }

    private StageRetry request() {
        return new StageRetry(getPipeline(), stage, execution, Choice.of("retryMode", retryMode, RETRY_MODES));
    }

    @Override
    protected void check(Run<?, ?> run) {
        request();
    }

    @Override
    protected RemoteWork<String> begin(RunContext context) {
        return control(context).retry(request(), context.journal("retry", RetryPlan.class));
    }

    @Override
    protected CompletionStage<?> conclude(String executionId, RunContext context) {
        say(context, Texts.of("codepipeline.control.retried", stage, getPipeline(), executionId));
        return CompletableFuture.completedFuture(executionId);
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends StageControlStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipelineRetryStage";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineRetryStageStep_displayName();
        }

        @POST
        public ListBoxModel doFillRetryModeItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodePipelineStep_retryMode_failedActions(), "failedActions");
                items.add(Messages.CodePipelineStep_retryMode_allActions(), "allActions");
            }
            return items;
        }

        @POST
        public FormValidation doCheckExecution(@AncestorInPath Item item, @QueryParameter String value) {
            return value != null && value.contains("$") || !ConnectionChoices.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormChecks.optional(value, id -> PipelineRequest.checkExecution("execution", id));
        }
    }
}
