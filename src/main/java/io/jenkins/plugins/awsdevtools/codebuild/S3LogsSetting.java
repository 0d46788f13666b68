package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.ArtifactsOverride;
import io.jenkins.plugins.awsdevtools.engine.codebuild.LogsOverride;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Whether and where the log goes to S3. */
public final class S3LogsSetting extends AbstractDescribableImpl<S3LogsSetting> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String status;
    private String location;
    private boolean encryptionDisabled;
    private String bucketOwnerAccess;

    @DataBoundConstructor
    public S3LogsSetting(String status) {
        this.status = Util.fixEmptyAndTrim(status);
    }

    public String getStatus() {
        return status;
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
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

    LogsOverride.S3 toOverride() {
        return new LogsOverride.S3(status, location, encryptionDisabled ? Boolean.TRUE : null, bucketOwnerAccess);
    }

    /** The form of it. */
    @Extension
    @Symbol("s3Logs")
    public static final class DescriptorImpl extends Descriptor<S3LogsSetting> {

        @Override
        public String getDisplayName() {
            return Messages.S3LogsSetting_displayName();
        }

        @POST
        public ListBoxModel doFillStatusItems(@AncestorInPath Item item) {
            return Words.choices(item, Words.SWITCH);
        }

        @POST
        public FormValidation doCheckStatus(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.field(item, "status", value, () -> new LogsOverride.S3(value, null, null, null));
        }

        @POST
        public FormValidation doCheckLocation(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String status) {
            return FormChecks.field(item, "location", value, () -> new LogsOverride.S3(status, value, null, null));
        }

        @POST
        public ListBoxModel doFillBucketOwnerAccessItems(@AncestorInPath Item item) {
            return Words.choices(item, ArtifactsOverride.bucketOwnerAccesses());
        }
    }
}
