package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineStep} in a freestyle job. */
public final class CodePipelineBuilder extends RemoteBuilder<CodePipelineStep> {

    @DataBoundConstructor
    public CodePipelineBuilder(CodePipelineStep step) {
        super(step);
    }

    public CodePipelineStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineStep_displayName();
        }
    }
}
