package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactsOverride;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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

        @POST
        public FormValidation doCheckIdentifier(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.field(
                    item, "identifier", value, () -> ArtifactsOverride.checkIdentifier(Util.fixEmptyAndTrim(value)));
        }
    }
}
