package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactsOverride;
import java.io.Serializable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Where artifacts go, primary or secondary. What the project has is replaced as a whole.
 *
 * @param <T> the setting itself
 */
public abstract class ArtifactsDestination<T extends ArtifactsDestination<T>> extends AbstractDescribableImpl<T>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String type;
    private String location;
    private String path;
    private String name;
    private String namespace;
    private String packaging;
    private boolean nameFromBuildspec;
    private boolean encryptionDisabled;
    private String bucketOwnerAccess;

    ArtifactsDestination(String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    public final String getType() {
        return type;
    }

    public final String getLocation() {
        return location;
    }

    @DataBoundSetter
    public final void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public final String getPath() {
        return path;
    }

    @DataBoundSetter
    public final void setPath(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    public final String getName() {
        return name;
    }

    @DataBoundSetter
    public final void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public final String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public final void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public final String getPackaging() {
        return packaging;
    }

    @DataBoundSetter
    public final void setPackaging(String packaging) {
        this.packaging = Util.fixEmptyAndTrim(packaging);
    }

    public final boolean isNameFromBuildspec() {
        return nameFromBuildspec;
    }

    @DataBoundSetter
    public final void setNameFromBuildspec(boolean nameFromBuildspec) {
        this.nameFromBuildspec = nameFromBuildspec;
    }

    public final boolean isEncryptionDisabled() {
        return encryptionDisabled;
    }

    @DataBoundSetter
    public final void setEncryptionDisabled(boolean encryptionDisabled) {
        this.encryptionDisabled = encryptionDisabled;
    }

    public final String getBucketOwnerAccess() {
        return bucketOwnerAccess;
    }

    @DataBoundSetter
    public final void setBucketOwnerAccess(String bucketOwnerAccess) {
        this.bucketOwnerAccess = Util.fixEmptyAndTrim(bucketOwnerAccess);
    }

    /** @param identifier of a secondary artifact, or null */
    final ArtifactsOverride toOverride(String identifier) {
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

    /** The drop-downs of its form. */
    public abstract static class ArtifactsDescriptor<T extends ArtifactsDestination<T>> extends Descriptor<T> {

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, ArtifactsOverride.types());
        }

        @POST
        public FormValidation doCheckType(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String location,
                @QueryParameter String path,
                @QueryParameter String name,
                @QueryParameter String namespace,
                @QueryParameter String packaging) {
            return FormChecks.field(
                    item,
                    "type",
                    value,
                    () -> new ArtifactsOverride(
                            null, value, location, path, name, namespace, packaging, null, null, null));
        }

        @POST
        public FormValidation doCheckLocation(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String type) {
            return FormChecks.field(
                    item,
                    "location",
                    value,
                    () -> new ArtifactsOverride(null, type, value, null, null, null, null, null, null, null));
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
