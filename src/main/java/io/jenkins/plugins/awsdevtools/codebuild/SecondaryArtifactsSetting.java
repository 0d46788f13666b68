package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactsOverride;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Where secondary artifacts go. */
public final class SecondaryArtifactsSetting extends ArtifactsDestination<SecondaryArtifactsSetting> {

    private static final long serialVersionUID = 1L;

    private final String identifier;

    @DataBoundConstructor
    public SecondaryArtifactsSetting(String identifier, String type) {
        super(type);
        this.identifier = Util.fixEmptyAndTrim(identifier);
    }

    public String getIdentifier() {
        return identifier;
    }

    ArtifactsOverride toOverride() {
        Words.required("secondaryArtifacts.identifier", identifier);
        return toOverride(identifier);
    }

    /** The form of it. */
    @Extension
    @Symbol("secondaryArtifacts")
    public static final class DescriptorImpl extends ArtifactsDescriptor<SecondaryArtifactsSetting> {

        @Override
        public String getDisplayName() {
            return Messages.SecondaryArtifactsSetting_displayName();
        }
    }
}
