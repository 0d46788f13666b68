package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SecondarySource;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One more source of a build. */
public final class SecondarySourceSetting extends SourceSetting<SecondarySourceSetting> {

    private static final long serialVersionUID = 1L;

    private final String identifier;
    private String version;

    @DataBoundConstructor
    public SecondarySourceSetting(String identifier) {
        this.identifier = Util.fixEmptyAndTrim(identifier);
    }

    public String getIdentifier() {
        return identifier;
    }

    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    @DataBoundSetter
    public void setType(String type) {
        type(type);
    }

    SecondarySource toSecondary() {
        return new SecondarySource(identifier, version, toOverride(null, null, null));
    }

    /** The form of it. */
    @Extension
    @Symbol("secondarySource")
    public static final class DescriptorImpl extends SourceDescriptor<SecondarySourceSetting> {

        /** An identifier; the field has a check of its own. */
        private static final String ANY = "any";

        @Override
        public String getDisplayName() {
            return Messages.SecondarySourceSetting_displayName();
        }

        @POST
        public FormValidation doCheckIdentifier(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.field(
                    item, "identifier", value, () -> SecondarySource.checkIdentifier(Util.fixEmptyAndTrim(value)));
        }

        /** What the project has is not known, so type and location are needed; not if just the version is another. */
        @Override
        void check(SourceOverride source, String version) {
            new SecondarySource(ANY, version, source);
        }
    }
}
