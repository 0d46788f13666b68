package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SecondarySource;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

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

        @Override
        public String getDisplayName() {
            return Messages.SecondarySourceSetting_displayName();
        }
    }
}
