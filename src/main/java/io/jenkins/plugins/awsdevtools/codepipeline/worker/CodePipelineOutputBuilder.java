package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineOutputStep} in a freestyle job. */
public final class CodePipelineOutputBuilder extends RemoteBuilder<CodePipelineOutputStep> {

    @DataBoundConstructor
    public CodePipelineOutputBuilder(CodePipelineOutputStep step) {
        super(step);
    }

    public CodePipelineOutputStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineOutputStep_displayName();
        }
    }
}
