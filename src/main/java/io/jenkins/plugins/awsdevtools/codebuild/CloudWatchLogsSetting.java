package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.LogsOverride;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Whether and where the log goes to CloudWatch. */
public final class CloudWatchLogsSetting extends AbstractDescribableImpl<CloudWatchLogsSetting>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String status;
    private String group;
    private String stream;

    @DataBoundConstructor
    public CloudWatchLogsSetting(String status) {
        this.status = Util.fixEmptyAndTrim(status);
    }

    public String getStatus() {
        return status;
    }

    public String getGroup() {
        return group;
    }

    @DataBoundSetter
    public void setGroup(String group) {
        this.group = Util.fixEmptyAndTrim(group);
    }

    public String getStream() {
        return stream;
    }

    @DataBoundSetter
    public void setStream(String stream) {
        this.stream = Util.fixEmptyAndTrim(stream);
    }

    LogsOverride.CloudWatch toOverride() {
        return new LogsOverride.CloudWatch(status, group, stream);
    }

    /** The form of it. */
    @Extension
    @Symbol("cloudWatchLogs")
    public static final class DescriptorImpl extends Descriptor<CloudWatchLogsSetting> {

        @Override
        public String getDisplayName() {
            return Messages.CloudWatchLogsSetting_displayName();
        }

        @POST
        public ListBoxModel doFillStatusItems(@AncestorInPath Item item) {
            return Words.choices(item, Words.SWITCH);
        }

        @POST
        public FormValidation doCheckStatus(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.field(item, "status", value, () -> new LogsOverride.CloudWatch(value, null, null));
        }

        @POST
        public FormValidation doCheckGroup(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String status,
                @QueryParameter String stream) {
            return FormChecks.field(item, "group", value, () -> new LogsOverride.CloudWatch(status, value, stream));
        }

        @POST
        public FormValidation doCheckStream(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String status,
                @QueryParameter String group) {
            return FormChecks.field(item, "stream", value, () -> new LogsOverride.CloudWatch(status, group, value));
        }
    }
}
