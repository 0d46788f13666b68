package io.jenkins.plugins.awsdevtools.codepipeline.export;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodePipelineExportStep} in a freestyle job. */
public final class CodePipelineExportBuilder extends RemoteBuilder<CodePipelineExportStep> {

    @DataBoundConstructor
    public CodePipelineExportBuilder(CodePipelineExportStep step) {
        super(step);
    }

    public CodePipelineExportStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineExportStep_displayName();
        }
    }
}
