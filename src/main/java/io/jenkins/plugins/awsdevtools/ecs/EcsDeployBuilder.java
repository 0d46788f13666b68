package io.jenkins.plugins.awsdevtools.ecs;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.run.RemoteBuilder;
import org.kohsuke.stapler.DataBoundConstructor;

/** The {@link EcsDeployStep} as a build step of a freestyle job. */
public final class EcsDeployBuilder extends RemoteBuilder<EcsDeployStep> {

    @DataBoundConstructor
    public EcsDeployBuilder(EcsDeployStep step) {
        super(step);
    }

    public EcsDeployStep getStep() {
        return step();
    }

    /** The builder as freestyle jobs know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteBuilderDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.EcsDeployStep_displayName();
        }
    }
}
