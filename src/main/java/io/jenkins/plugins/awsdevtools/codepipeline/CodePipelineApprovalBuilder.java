package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineApprovalStep} in a freestyle job. */
public final class CodePipelineApprovalBuilder extends RemoteBuilder<CodePipelineApprovalStep> {

    @DataBoundConstructor
    public CodePipelineApprovalBuilder(CodePipelineApprovalStep step) {
        super(step);
    }

    public CodePipelineApprovalStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineApprovalStep_displayName();
        }
    }
}
