package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.awsdevtools.approval.ApprovalAction;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionEnd;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionLogs;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionRun;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.Telling;
import io.jenkins.plugins.awsdevtools.engine.pipelineaction.PipelineActions;
import io.jenkins.plugins.awsdevtools.engine.work.ChainedWork;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.DataBoundConstructor;

/** Follows one action of a mirrored execution, with a log of its own, and marks its branch with its result. */
public final class MirrorActionStep extends MirrorPart<ActionEnd> {

    private static final long serialVersionUID = 1L;

    private final String stage;
    private final String action;
    private final boolean logs;

    @DataBoundConstructor
    public MirrorActionStep(String mirror, String stage, String action, boolean logs) {
        super(mirror);
        this.stage = Util.fixNull(stage);
        this.action = Util.fixNull(action);
        this.logs = logs;
    }

    public String getStage() {
        return stage;
    }

    public String getAction() {
        return action;
    }

    public boolean isLogs() {
        return logs;
    }

    @Override
    protected String label() {
        return Messages.MirrorActionStep_label(stage, action);
    }

    @Override
    protected RemoteWork<ActionEnd> begin(RunContext context) {
        ActionRun.Subject subject = new ActionRun.Subject(
                stage, action, logs ? ActionLogs.ALONE : ActionLogs.NONE, ApprovalAction.place(context.run()));
        return ChainedWork.of(
                new MirrorWait<>(mirror(context), stage + " / " + action),
                mirror -> ActionRun.begin(
                        PipelineActions.runs(AwsRuntime.get().work()),
                        context.access(),
                        mirror,
                        subject,
                        context.journal("action", Telling.class),
                        context.sink()));
    }

    @Override
    protected CompletionStage<?> conclude(ActionEnd end, RunContext context) {
        new MirroredNodes(context.node()).actionEnded(end);
        return CompletableFuture.completedFuture(end.succeeded());
    }

    /** The step as the program knows it. */
    @Extension
    public static final class DescriptorImpl extends MirrorPartDescriptor {

        @Override
        public String getFunctionName() {
            return "awsMirrorAction";
        }

        @Override
        public String getDisplayName() {
            return Messages.MirrorActionStep_displayName();
        }
    }
}
