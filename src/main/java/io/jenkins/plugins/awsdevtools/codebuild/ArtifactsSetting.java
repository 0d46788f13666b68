package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactsOverride;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Where the artifacts of a build go. */
public final class ArtifactsSetting extends ArtifactsDestination<ArtifactsSetting> {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public ArtifactsSetting(String type) {
        super(type);
    }

    ArtifactsOverride toOverride() {
        return toOverride(null);
    }

    /** The form of it. */
    @Extension
    @Symbol("artifacts")
    public static final class DescriptorImpl extends ArtifactsDescriptor<ArtifactsSetting> {

        @Override
        public String getDisplayName() {
            return Messages.ArtifactsSetting_displayName();
        }
    }
}
