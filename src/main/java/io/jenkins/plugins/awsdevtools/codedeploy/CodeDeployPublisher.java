package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemotePublisher;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link CodeDeployStep} as a post-build action of a freestyle job. */
public final class CodeDeployPublisher extends RemotePublisher<CodeDeployStep> {

    @DataBoundConstructor
    public CodeDeployPublisher(CodeDeployStep step) {
        super(step);
    }

    public CodeDeployStep getStep() {
        return step();
    }

    /** The action as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemotePublisherDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CodeDeployStep_displayName();
        }
    }
}
