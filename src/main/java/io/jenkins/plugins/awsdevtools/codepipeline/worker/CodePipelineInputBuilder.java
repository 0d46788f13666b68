package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineInputStep} in a freestyle job. */
public final class CodePipelineInputBuilder extends RemoteBuilder<CodePipelineInputStep> {

    @DataBoundConstructor
    public CodePipelineInputBuilder(CodePipelineInputStep step) {
        super(step);
    }

    public CodePipelineInputStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineInputStep_displayName();
        }
    }
}
