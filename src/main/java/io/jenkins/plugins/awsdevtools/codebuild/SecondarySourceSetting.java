package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SecondarySource;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** One more source of a build. */
public final class SecondarySourceSetting extends AbstractDescribableImpl<SecondarySourceSetting>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String identifier;
    private String version;
    private String type;
    private String location;
    private Integer cloneDepth;
    private boolean submodules;
    private boolean insecureSsl;
    private String authType;
    private String authResource;

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

    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public Integer getCloneDepth() {
        return cloneDepth;
    }

    @DataBoundSetter
    public void setCloneDepth(Integer cloneDepth) {
        this.cloneDepth = cloneDepth;
    }

    public boolean isSubmodules() {
        return submodules;
    }

    @DataBoundSetter
    public void setSubmodules(boolean submodules) {
        this.submodules = submodules;
    }

    public boolean isInsecureSsl() {
        return insecureSsl;
    }

    @DataBoundSetter
    public void setInsecureSsl(boolean insecureSsl) {
        this.insecureSsl = insecureSsl;
    }

    public String getAuthType() {
        return authType;
    }

    @DataBoundSetter
    public void setAuthType(String authType) {
        this.authType = Util.fixEmptyAndTrim(authType);
    }

    public String getAuthResource() {
        return authResource;
    }

    @DataBoundSetter
    public void setAuthResource(String authResource) {
        this.authResource = Util.fixEmptyAndTrim(authResource);
    }

    SecondarySource toSecondary() {
        return new SecondarySource(
                identifier,
                version,
                new SourceOverride(
                        type,
                        location,
                        cloneDepth,
                        submodules ? Boolean.TRUE : null,
                        insecureSsl ? Boolean.TRUE : null,
                        null,
                        null,
                        null,
                        authType,
                        authResource));
    }

    /** The form of it. */
    @Extension
    @Symbol("secondarySource")
    public static final class DescriptorImpl extends Descriptor<SecondarySourceSetting> {

        @Override
        public String getDisplayName() {
            return Messages.SecondarySourceSetting_displayName();
        }

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, SourceOverride.types());
        }

        @POST
        public ListBoxModel doFillAuthTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, SourceOverride.authTypes());
        }
    }
}
