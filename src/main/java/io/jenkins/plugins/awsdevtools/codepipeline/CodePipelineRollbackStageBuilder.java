package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineRollbackStageStep} in a freestyle job. */
public final class CodePipelineRollbackStageBuilder extends RemoteBuilder<CodePipelineRollbackStageStep> {

    @DataBoundConstructor
    public CodePipelineRollbackStageBuilder(CodePipelineRollbackStageStep step) {
        super(step);
    }

    public CodePipelineRollbackStageStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineRollbackStageStep_displayName();
        }
    }
}
