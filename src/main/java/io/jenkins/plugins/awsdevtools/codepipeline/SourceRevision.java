package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.RevisionOverride;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a source action takes instead of the newest revision. */
public final class SourceRevision extends AbstractDescribableImpl<SourceRevision> implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String COMMIT = "COMMIT_ID";

    private final String action;
    private final String value;
    private String type = COMMIT;

    @DataBoundConstructor
    public SourceRevision(String action, String value) {
        this.action = Util.fixNull(action).trim();
        this.value = Util.fixNull(value).trim();
    }

    public String getAction() {
        return action;
    }

    public String getValue() {
        return value;
    }

    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(String type) {
        this.type = Util.fixEmptyAndTrim(type) == null ? COMMIT : type.trim();
    }

    /** The form of a revision. */
    @Extension
    @Symbol("sourceRevision")
    public static final class DescriptorImpl extends Descriptor<SourceRevision> {

        @Override
        public String getDisplayName() {
            return Messages.SourceRevision_displayName();
        }

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                RevisionOverride.TYPES.forEach(items::add);
            }
            return items;
        }

        @POST
        public FormValidation doCheckAction(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item) ? FormValidation.validateRequired(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckValue(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item) ? FormValidation.validateRequired(value) : FormValidation.ok();
        }
    }
}
