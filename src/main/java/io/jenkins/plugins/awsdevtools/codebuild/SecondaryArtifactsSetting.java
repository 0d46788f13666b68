package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactsOverride;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Where secondary artifacts go. */
public final class SecondaryArtifactsSetting extends AbstractDescribableImpl<SecondaryArtifactsSetting>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String identifier;
    private final String type;
    private String location;
    private String path;
    private String name;
    private String namespace;
    private String packaging;
    private boolean nameFromBuildspec;
    private boolean encryptionDisabled;
    private String bucketOwnerAccess;

    @DataBoundConstructor
    public SecondaryArtifactsSetting(String identifier, String type) {
        this.identifier = Util.fixEmptyAndTrim(identifier);
        this.type = Util.fixEmptyAndTrim(type);
    }

    public String getIdentifier() {
        return identifier;
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

    public String getPath() {
        return path;
    }

    @DataBoundSetter
    public void setPath(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getPackaging() {
        return packaging;
    }

    @DataBoundSetter
    public void setPackaging(String packaging) {
        this.packaging = Util.fixEmptyAndTrim(packaging);
    }

    public boolean isNameFromBuildspec() {
        return nameFromBuildspec;
    }

    @DataBoundSetter
    public void setNameFromBuildspec(boolean nameFromBuildspec) {
        this.nameFromBuildspec = nameFromBuildspec;
    }

    public boolean isEncryptionDisabled() {
        return encryptionDisabled;
    }

    @DataBoundSetter
    public void setEncryptionDisabled(boolean encryptionDisabled) {
        this.encryptionDisabled = encryptionDisabled;
    }

    public String getBucketOwnerAccess() {
        return bucketOwnerAccess;
    }

    @DataBoundSetter
    public void setBucketOwnerAccess(String bucketOwnerAccess) {
        this.bucketOwnerAccess = Util.fixEmptyAndTrim(bucketOwnerAccess);
    }

    ArtifactsOverride toOverride() {
        Words.required("secondaryArtifacts.identifier", identifier);
        return new ArtifactsOverride(
                identifier,
                type,
                location,
                path,
                name,
                namespace,
                packaging,
                nameFromBuildspec ? Boolean.TRUE : null,
                encryptionDisabled ? Boolean.TRUE : null,
                bucketOwnerAccess);
    }

    /** The form of it. */
    @Extension
    @Symbol("secondaryArtifacts")
    public static final class DescriptorImpl extends Descriptor<SecondaryArtifactsSetting> {

        @Override
        public String getDisplayName() {
            return Messages.SecondaryArtifactsSetting_displayName();
        }

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, ArtifactsOverride.types());
        }

        @POST
        public ListBoxModel doFillNamespaceItems(@AncestorInPath Item item) {
            return Words.choices(item, Words.NAMESPACES);
        }

        @POST
        public ListBoxModel doFillPackagingItems(@AncestorInPath Item item) {
            return Words.choices(item, Words.PACKAGINGS);
        }

        @POST
        public ListBoxModel doFillBucketOwnerAccessItems(@AncestorInPath Item item) {
            return Words.choices(item, ArtifactsOverride.bucketOwnerAccesses());
        }
    }
}
