package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineRetryStageStep} in a freestyle job. */
public final class CodePipelineRetryStageBuilder extends RemoteBuilder<CodePipelineRetryStageStep> {

    @DataBoundConstructor
    public CodePipelineRetryStageBuilder(CodePipelineRetryStageStep step) {
        super(step);
    }

    public CodePipelineRetryStageStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineRetryStageStep_displayName();
        }
    }
}
