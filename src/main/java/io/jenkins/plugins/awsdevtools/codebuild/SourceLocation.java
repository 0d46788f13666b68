package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** A source that CodeBuild fetches itself. */
public final class SourceLocation extends BuildSource {

    private static final long serialVersionUID = 1L;

    private final String type;
    private String location;
    private Integer cloneDepth;
    private boolean submodules;
    private boolean insecureSsl;
    private String reportStatus;
    private String statusContext;
    private String statusUrl;
    private String authType;
    private String authResource;

    @DataBoundConstructor
    public SourceLocation(String type) {
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

    @Override
    SourceOverride toOverride() {
        return new SourceOverride(
                type,
                location,
                cloneDepth,
                submodules ? Boolean.TRUE : null,
                insecureSsl ? Boolean.TRUE : null,
                Words.onOff("reportStatus", reportStatus),
                statusContext,
                statusUrl,
                authType,
                authResource);
    }

    /** The form of it. */
    @Extension
    @Symbol("location")
    public static final class DescriptorImpl extends Descriptor<BuildSource> {

        @Override
        public String getDisplayName() {
            return Messages.SourceLocation_displayName();
        }

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, SourceOverride.types());
        }

        @POST
        public ListBoxModel doFillReportStatusItems(@AncestorInPath Item item) {
            return Words.choices(item, Words.ON_OFF);
        }

        @POST
        public ListBoxModel doFillAuthTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, SourceOverride.authTypes());
        }
    }
}
