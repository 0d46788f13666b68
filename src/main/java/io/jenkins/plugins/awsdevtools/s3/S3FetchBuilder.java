package io.jenkins.plugins.awsdevtools.s3;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link S3FetchStep} in a freestyle job. */
public final class S3FetchBuilder extends RemoteBuilder<S3FetchStep> {

    @DataBoundConstructor
    public S3FetchBuilder(S3FetchStep step) {
        super(step);
    }

    public S3FetchStep getStep() {
        return step();
    }

    /** As freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.S3FetchStep_displayName();
        }
    }
}
