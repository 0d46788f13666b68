package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionLogs;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code codePipeline pipeline: 'site'}: starts an execution of a pipeline, or follows a running one, and waits without an
 * executor. {@link CodePipelineBuilder} holds one of these.
 */
public final class CodePipelineStep extends ExecutionStep {

    private static final long serialVersionUID = 1L;

    private boolean waitForEnd = true;

    @DataBoundConstructor
    public CodePipelineStep(String pipeline) {
        super(pipeline);
    }

    public boolean isWaitForEnd() {
        return waitForEnd;
    }

    @DataBoundSetter
    public void setWaitForEnd(boolean waitForEnd) {
        this.waitForEnd = waitForEnd;
    }

    @Override
    protected boolean awaitsEnd() {
        return waitForEnd;
    }

    @Override
    protected ActionLogs shownLogs() {
        return logs();
    }

    @Override
    protected RemoteWork<ExecutionResult> begin(RunContext context) {
        return follow(context, execution -> {});
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends ExecutionStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipeline";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineStep_displayName();
        }
    }
}
