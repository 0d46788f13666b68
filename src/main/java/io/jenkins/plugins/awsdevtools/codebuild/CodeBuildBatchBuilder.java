package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodeBuildBatchStep} in a freestyle job. */
public final class CodeBuildBatchBuilder extends RemoteBuilder<CodeBuildBatchStep> {

    @DataBoundConstructor
    public CodeBuildBatchBuilder(CodeBuildBatchStep step) {
        super(step);
    }

    public CodeBuildBatchStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeBuildBatchStep_displayName();
        }
    }
}
