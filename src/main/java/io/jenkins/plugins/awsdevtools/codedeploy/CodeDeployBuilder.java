package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodeDeployStep} as a build step of a freestyle job. */
public final class CodeDeployBuilder extends RemoteBuilder<CodeDeployStep> {

    @DataBoundConstructor
    public CodeDeployBuilder(CodeDeployStep step) {
        super(step);
    }

    public CodeDeployStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeDeployStep_displayName();
        }
    }
}
