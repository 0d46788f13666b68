package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineStopStep} in a freestyle job. */
public final class CodePipelineStopBuilder extends RemoteBuilder<CodePipelineStopStep> {

    @DataBoundConstructor
    public CodePipelineStopBuilder(CodePipelineStopStep step) {
        super(step);
    }

    public CodePipelineStopStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineStopStep_displayName();
        }
    }
}
