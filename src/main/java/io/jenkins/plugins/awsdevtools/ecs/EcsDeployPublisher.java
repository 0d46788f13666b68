package io.jenkins.plugins.awsdevtools.ecs;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemotePublisher;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link EcsDeployStep} as a post-build action of a freestyle job. */
public final class EcsDeployPublisher extends RemotePublisher<EcsDeployStep> {

    @DataBoundConstructor
    public EcsDeployPublisher(EcsDeployStep step) {
        super(step);
    }

    public EcsDeployStep getStep() {
        return step();
    }

    /** The publisher as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemotePublisherDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.EcsDeployStep_displayName();
        }
    }
}
