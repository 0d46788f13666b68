package io.jenkins.plugins.awsdevtools.s3;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemotePublisher;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link S3FetchStep} after the build of a freestyle job. */
public final class S3FetchPublisher extends RemotePublisher<S3FetchStep> {

    @DataBoundConstructor
    public S3FetchPublisher(S3FetchStep step) {
        super(step);
    }

    public S3FetchStep getStep() {
        return step();
    }

    /** As freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemotePublisherDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.S3FetchStep_displayName();
        }
    }
}
