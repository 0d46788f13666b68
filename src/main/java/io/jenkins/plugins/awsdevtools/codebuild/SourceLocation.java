package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** The source of a build, instead of where the project has it from. */
public final class SourceLocation extends SourceSetting<SourceLocation> {

    private static final long serialVersionUID = 1L;

    private String reportStatus;
    private String statusContext;
    private String statusUrl;

    @DataBoundConstructor
    public SourceLocation(String type) {
        type(type);
    }

    public String getReportStatus() {
        return reportStatus;
    }

    @DataBoundSetter
    public void setReportStatus(String reportStatus) {
        this.reportStatus = Util.fixEmptyAndTrim(reportStatus);
    }

    public String getStatusContext() {
        return statusContext;
    }

    @DataBoundSetter
    public void setStatusContext(String statusContext) {
        this.statusContext = Util.fixEmptyAndTrim(statusContext);
    }

    public String getStatusUrl() {
        return statusUrl;
    }

    @DataBoundSetter
    public void setStatusUrl(String statusUrl) {
        this.statusUrl = Util.fixEmptyAndTrim(statusUrl);
    }

    SourceOverride toOverride() {
        return toOverride(Words.onOff("reportStatus", reportStatus), statusContext, statusUrl);
    }

    /** The form of it. */
    @Extension
    @Symbol("location")
    public static final class DescriptorImpl extends SourceDescriptor<SourceLocation> {

        @Override
        public String getDisplayName() {
            return Messages.SourceLocation_displayName();
        }

        @POST
        public ListBoxModel doFillReportStatusItems(@AncestorInPath Item item) {
            return Words.choices(item, Words.ON_OFF);
        }
    }
}
