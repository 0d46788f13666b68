package io.jenkins.plugins.awsdevtools.s3;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemotePublisher;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link S3DeployStep} in a freestyle job. */
public final class S3DeployPublisher extends RemotePublisher<S3DeployStep> {

    @DataBoundConstructor
    public S3DeployPublisher(S3DeployStep step) {
        super(step);
    }

    public S3DeployStep getStep() {
        return step();
    }

    /** As freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemotePublisherDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.S3DeployStep_displayName();
        }
    }
}
