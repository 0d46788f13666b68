package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ApprovalAnswer;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ApprovalPlan;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ApprovalRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codePipelineApproval pipeline: 'site', approve: true}: answers a manual approval that waits. It returns whether the
 * answer counts; answered elsewhere first is no error, and a restart does not make it one.
 */
public final class CodePipelineApprovalStep extends RemoteStep<ApprovalAnswer> {

    private static final long serialVersionUID = 1L;

    private final String pipeline;
    private String stage;
    private String action;
    private String execution;
    private boolean approve = true;
    private String comment = "";

    @DataBoundConstructor
    public CodePipelineApprovalStep(String pipeline) {
        this.pipeline = Util.fixNull(pipeline).trim();
    }

    public String getPipeline() {
        return pipeline;
    }

    public String getStage() {
        return stage;
    }

    @DataBoundSetter
    public void setStage(String stage) {
        this.stage = Util.fixEmptyAndTrim(stage);
    }

    public String getAction() {
        return action;
    }

    @DataBoundSetter
    public void setAction(String action) {
        this.action = Util.fixEmptyAndTrim(action);
    }

    public String getExecution() {
        return execution;
    }

    @DataBoundSetter
    public void setExecution(String execution) {
        this.execution = Util.fixEmptyAndTrim(execution);
    }

    public boolean isApprove() {
        return approve;
    }

    @DataBoundSetter
    public void setApprove(boolean approve) {
        this.approve = approve;
    }

    public String getComment() {
        return comment;
    }

    @DataBoundSetter
    public void setComment(String comment) {
        this.comment = Util.fixNull(comment);
    }

    private ApprovalRequest request() {
        return new ApprovalRequest(pipeline, stage, action, execution, approve, comment);
    }

    @Override
    protected void check(Run<?, ?> run) {
        request();
    }

    @Override
    protected RemoteWork<ApprovalAnswer> begin(RunContext context) {
        return ControlStep.control(context).answer(request(), context.journal("approval", ApprovalPlan.class));
    }

    @Override
    protected CompletionStage<?> conclude(ApprovalAnswer answer, RunContext context) {
        String text = answer.ours()
                ? Texts.of(
                        "codepipeline.approval.given",
                        answer.stage(),
                        answer.action(),
                        approve ? "approved" : "rejected")
                : Texts.of("codepipeline.approval.elsewhere", answer.stage(), answer.action());
        context.listener().getLogger().println(text);
        return CompletableFuture.completedFuture(answer.ours());
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends PipelineStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipelineApproval";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineApprovalStep_displayName();
        }

        @POST
        public FormValidation doCheckExecution(@AncestorInPath Item item, @QueryParameter String value) {
            return value != null && value.contains("$") || !ConnectionChoices.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormChecks.optional(value, id -> PipelineRequest.checkExecution("execution", id));
        }

        @POST
        public FormValidation doCheckComment(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, ApprovalRequest::checkComment);
        }
    }
}
