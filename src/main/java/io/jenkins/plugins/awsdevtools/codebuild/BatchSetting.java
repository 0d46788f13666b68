package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchConfig;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentOverride;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How a batch is run. */
public final class BatchSetting extends AbstractDescribableImpl<BatchSetting> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String serviceRole;
    private boolean combineArtifacts;
    private Integer mostBuilds;
    private String computeTypes;
    private Integer timeoutMinutes;
    private String reportMode;

    @DataBoundConstructor
    public BatchSetting(String serviceRole) {
        this.serviceRole = Util.fixEmptyAndTrim(serviceRole);
    }

    public String getServiceRole() {
        return serviceRole;
    }

    public boolean isCombineArtifacts() {
        return combineArtifacts;
    }

    @DataBoundSetter
    public void setCombineArtifacts(boolean combineArtifacts) {
        this.combineArtifacts = combineArtifacts;
    }

    public Integer getMostBuilds() {
        return mostBuilds;
    }

    @DataBoundSetter
    public void setMostBuilds(Integer mostBuilds) {
        this.mostBuilds = mostBuilds;
    }

    public String getComputeTypes() {
        return computeTypes;
    }

    @DataBoundSetter
    public void setComputeTypes(String computeTypes) {
        this.computeTypes = Util.fixEmptyAndTrim(computeTypes);
    }

    public Integer getTimeoutMinutes() {
        return timeoutMinutes;
    }

    @DataBoundSetter
    public void setTimeoutMinutes(Integer timeoutMinutes) {
        this.timeoutMinutes = timeoutMinutes;
    }

    public String getReportMode() {
        return reportMode;
    }

    @DataBoundSetter
    public void setReportMode(String reportMode) {
        this.reportMode = Util.fixEmptyAndTrim(reportMode);
    }

    BatchConfig toConfig() {
        return new BatchConfig(
                serviceRole,
                combineArtifacts ? Boolean.TRUE : null,
                mostBuilds,
                Words.split(computeTypes),
                timeoutMinutes,
                reportMode);
    }

    /** The form of it. */
    @Extension
    @Symbol("batchConfig")
    public static final class DescriptorImpl extends Descriptor<BatchSetting> {

        @Override
        public String getDisplayName() {
            return Messages.BatchSetting_displayName();
        }

        @POST
        public FormValidation doCheckServiceRole(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.field(
                    item, "serviceRole", value, () -> BatchConfig.checkServiceRole(Util.fixEmptyAndTrim(value)));
        }

        @POST
        public FormValidation doCheckMostBuilds(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.number(item, value, BatchConfig::checkMostBuilds);
        }

        @POST
        public FormValidation doCheckComputeTypes(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.literal(item, value, types -> BatchConfig.checkComputeTypes(Words.split(types)));
        }

        @POST
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.number(item, value, BatchConfig::checkTimeout);
        }

        @POST
        public ComboBoxModel doFillComputeTypesItems(@AncestorInPath Item item) {
            return Words.suggestions(item, EnvironmentOverride.computeTypes());
        }

        @POST
        public ListBoxModel doFillReportModeItems(@AncestorInPath Item item) {
            return Words.choices(item, BatchConfig.reportModes());
        }
    }
}
