package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.codepipeline.ExecutionStep;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionLogs;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionMirror;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRun;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code codePipelineMirror 'site'}: as {@code codePipeline}, and each stage of the pipeline is a stage of the Jenkins build,
 * each action a branch in it. A freestyle job has no stages, so there is no builder of this.
 */
public final class CodePipelineMirrorStep extends ExecutionStep {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public CodePipelineMirrorStep(String pipeline) {
        super(pipeline);
    }

    @Override
    protected boolean awaitsEnd() {
        return true;
    }

    /** The logs of actions stand in the steps of their branches. */
    @Override
    protected ActionLogs shownLogs() {
        return ActionLogs.NONE;
    }

    @Override
    protected boolean startBeside(StepContext context, String connection, BodyExecutionCallback ended)
            throws IOException, InterruptedException {
        MirrorProgram.start(context, logs() != ActionLogs.NONE, connection, ended);
        return true;
    }

    @Override
    protected RemoteWork<ExecutionResult> begin(RunContext context) {
        ExecutionMirror mirror = new ExecutionMirror(AwsRuntime.get().work(), context.access(), getRetryFailed() > 0);
        ExecutionRun run = follow(context, mirror);
        run.result().whenComplete((end, failure) -> mirror.onEnd());
        Mirrors.get().bring(context.run(), context.key(), mirror);
        return run;
    }

    /** The step as Pipeline and the form know it. */
    @Extension(optional = true) // without Pipeline: Groovy there is nothing to draw with
    public static final class DescriptorImpl extends ExecutionStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipelineMirror";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineMirrorStep_displayName();
        }
    }
}
