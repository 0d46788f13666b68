package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineTransitionStep} in a freestyle job. */
public final class CodePipelineTransitionBuilder extends RemoteBuilder<CodePipelineTransitionStep> {

    @DataBoundConstructor
    public CodePipelineTransitionBuilder(CodePipelineTransitionStep step) {
        super(step);
    }

    public CodePipelineTransitionStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineTransitionStep_displayName();
        }
    }
}
