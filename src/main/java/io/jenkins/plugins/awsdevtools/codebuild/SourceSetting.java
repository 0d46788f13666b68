package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.SourceOverride;
import java.io.Serializable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * A source that CodeBuild fetches itself, the primary one or a secondary one.
 *
 * @param <T> what the form knows it as
 */
public abstract class SourceSetting<T extends SourceSetting<T>> extends AbstractDescribableImpl<T>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private String type;
    private String location;
    private Integer cloneDepth;
    private Boolean submodulesSwitch;
    private Boolean insecureSslSwitch;
    private String authType;
    private String authResource;

    /** Read from configurations in which off could not be told from the project's own. */
    private transient boolean submodules;

    private transient boolean insecureSsl;

    public final String getType() {
        return type;
    }

    final void type(String of) {
        this.type = Util.fixEmptyAndTrim(of);
    }

    public final String getLocation() {
        return location;
    }

    @DataBoundSetter
    public final void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public final Integer getCloneDepth() {
        return cloneDepth;
    }

    @DataBoundSetter
    public final void setCloneDepth(Integer cloneDepth) {
        this.cloneDepth = cloneDepth;
    }

    /** Null for the project's own. */
    public final Boolean getSubmodules() {
        return submodulesSwitch;
    }

    @DataBoundSetter
    public final void setSubmodules(Boolean submodules) {
        this.submodulesSwitch = submodules;
    }

    /** Null for the project's own. */
    public final Boolean getInsecureSsl() {
        return insecureSslSwitch;
    }

    @DataBoundSetter
    public final void setInsecureSsl(Boolean insecureSsl) {
        this.insecureSslSwitch = insecureSsl;
    }

    public final String getAuthType() {
        return authType;
    }

    @DataBoundSetter
    public final void setAuthType(String authType) {
        this.authType = Util.fixEmptyAndTrim(authType);
    }

    public final String getAuthResource() {
        return authResource;
    }

    @DataBoundSetter
    public final void setAuthResource(String authResource) {
        this.authResource = Util.fixEmptyAndTrim(authResource);
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    final SourceOverride toOverride(Boolean reportStatus, String statusContext, String statusUrl) {
        return new SourceOverride(
                type,
                location,
                cloneDepth,
                submodulesSwitch,
                insecureSslSwitch,
                reportStatus,
                statusContext,
                statusUrl,
                authType,
                authResource);
    }

    /** An older configuration had true for on, and false for the project's own. */
    protected Object readResolve() {
        submodulesSwitch = submodules ? Boolean.TRUE : submodulesSwitch;
        insecureSslSwitch = insecureSsl ? Boolean.TRUE : insecureSslSwitch;
        submodules = false;
        insecureSsl = false;
        return this;
    }

    /** The drop-downs of its form. */
    public abstract static class SourceDescriptor<T extends SourceSetting<T>> extends Descriptor<T> {

        @POST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, SourceOverride.types());
        }

        @Override
        public T newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            Words.removeUnset(form, "submodules", "insecureSsl");
            return super.newInstance(request, form);
        }

        @POST
        public ListBoxModel doFillSubmodulesItems(@AncestorInPath Item item) {
            return Words.switches(item);
        }

        @POST
        public ListBoxModel doFillInsecureSslItems(@AncestorInPath Item item) {
            return Words.switches(item);
        }

        /**
         * Checks more than the source by itself.
         *
         * @param version null for the newest, or where the form has none
         * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value
         */
        void check(SourceOverride source, String version) {
            // Any source is one that a build can have.
        }

        @POST
        public FormValidation doCheckType(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String location,
                @QueryParameter String version) {
            return FormChecks.field(item, "type", value, () -> check(SourceOverride.of(value, location), version));
        }

        @POST
        public FormValidation doCheckLocation(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String type,
                @QueryParameter String version) {
            return FormChecks.field(item, "location", value, () -> check(SourceOverride.of(type, value), version));
        }

        @POST
        public FormValidation doCheckCloneDepth(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.number(item, value, SourceOverride::checkCloneDepth);
        }

        @POST
        public FormValidation doCheckAuthType(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String authResource) {
            return FormChecks.field(
                    item, "authType", value, () -> SourceOverride.checkAuth(value, Util.fixEmptyAndTrim(authResource)));
        }

        @POST
        public FormValidation doCheckAuthResource(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String authType) {
            return FormChecks.field(
                    item, "authResource", value, () -> SourceOverride.checkAuth(authType, Util.fixEmptyAndTrim(value)));
        }

        @POST
        public ListBoxModel doFillAuthTypeItems(@AncestorInPath Item item) {
            return Words.choices(item, SourceOverride.authTypes());
        }
    }
}
