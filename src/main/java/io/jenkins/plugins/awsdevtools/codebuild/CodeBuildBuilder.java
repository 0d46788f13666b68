package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodeBuildStep} in a freestyle job. */
public final class CodeBuildBuilder extends RemoteBuilder<CodeBuildStep> {

    @DataBoundConstructor
    public CodeBuildBuilder(CodeBuildStep step) {
        super(step);
    }

    public CodeBuildStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeBuildStep_displayName();
        }
    }
}
