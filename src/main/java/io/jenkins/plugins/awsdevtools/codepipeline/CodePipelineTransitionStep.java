package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.TransitionChange;
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
 * {@code codePipelineTransition pipeline: 'site', stage: 'Publish', enabled: false, reason: 'Not on a Friday'}: disables or
 * enables the transition into a stage.
 */
public final class CodePipelineTransitionStep extends ControlStep<Boolean> {

    private static final long serialVersionUID = 1L;

    private final String stage;
    private boolean enabled = true;
    private String reason = "";

    @DataBoundConstructor
    public CodePipelineTransitionStep(String pipeline, String stage) {
        super(pipeline);
        this.stage = Util.fixNull(stage).trim();
    }

    public String getStage() {
        return stage;
    }

    public boolean isEnabled() {
        return enabled;
    }

    @DataBoundSetter
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixNull(reason).trim();
    }

    private TransitionChange request() {
        return new TransitionChange(getPipeline(), stage, enabled, reason);
    }

    @Override
    protected void check(Run<?, ?> run) {
        request();
    }

    @Override
    protected RemoteWork<Boolean> begin(RunContext context) {
        return control(context).change(request());
    }

    @Override
    protected CompletionStage<?> conclude(Boolean now, RunContext context) {
        say(
                context,
                Texts.of(
                        now ? "codepipeline.control.enabled" : "codepipeline.control.disabled",
                        stage,
                        getPipeline(),
                        reason));
        return CompletableFuture.completedFuture(null);
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends StageControlStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipelineTransition";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineTransitionStep_displayName();
        }

        @POST
        public FormValidation doCheckReason(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter boolean enabled) {
            return enabled || value != null && value.contains("$") || !ConnectionChoices.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormChecks.check(() -> TransitionChange.checkReason(value));
        }
    }
}
