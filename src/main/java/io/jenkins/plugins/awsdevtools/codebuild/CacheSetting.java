package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.CacheOverride;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a build keeps for later ones. */
public final class CacheSetting extends AbstractDescribableImpl<CacheSetting> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String type;
    private String location;
    private String modes;
    private String namespace;

    @DataBoundConstructor
    public CacheSetting(String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    public String getType() {
        return type;
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public String getModes() {
        return modes;
    }

    @DataBoundSetter
    public void setModes(String modes) {
        this.modes = Util.fixEmptyAndTrim(modes);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    CacheOverride toOverride() {
        return new CacheOverride(type, location, Words.split(modes), namespace);
    }

    /** The form of it. */
    @Extension
    @Symbol("cache")
    public static final class DescriptorImpl extends Descriptor<CacheSetting> {

        @Override
        public String getDisplayName() {
            return Messages.CacheSetting_displayName();
        }

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, CacheOverride.types());
        }

        @POST
        public FormValidation doCheckType(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.field(item, "type", value, () -> new CacheOverride(value, null, Words.split(null), null));
        }

        @POST
        public FormValidation doCheckLocation(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String type,
                @QueryParameter String namespace) {
            return FormChecks.field(
                    item, "location", value, () -> new CacheOverride(type, value, Words.split(null), namespace));
        }

        @POST
        public FormValidation doCheckModes(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String type,
                @QueryParameter String location) {
            return FormChecks.field(
                    item, "modes", value, () -> new CacheOverride(type, location, Words.split(value), null));
        }
    }
}
