package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildOverrides;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.CodeBuildApi;
import io.jenkins.plugins.awsdevtools.engine.codebuild.CodeBuildNames;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentOverride;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The drop-downs and checks of what a build and a batch have in common. */
public abstract class OverridableStepDescriptor extends FollowingStep.FollowingStepDescriptor {

    /** Ten pages; who has more types the name. */
    private static final int MOST = 1000;

    private static final AwsNames PROJECTS = new AwsNames("codebuild:ListProjects", MOST, access -> new CodeBuildApi(
                    AwsRuntime.get().clients(), access)
            .projects(MOST));
    private static final AwsNames IMAGES =
            new AwsNames("codebuild:ListCuratedEnvironmentImages", MOST, access -> new CodeBuildNames(
                            AwsRuntime.get().clients(), access)
                    .images());
    private static final AwsNames FLEETS = new AwsNames("codebuild:ListFleets", MOST, access -> new CodeBuildNames(
                    AwsRuntime.get().clients(), access)
            .fleets(MOST));

    /** Whether the form has a field for a fleet; a batch has none. */
    public boolean isFleets() {
        return false;
    }

    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        Words.removeUnset(form, "privileged");
        return super.newInstance(request, form);
    }

    @POST
    public ListBoxModel doFillPrivilegedItems(@AncestorInPath Item item) {
        return Words.switches(item);
    }

    final ComboBoxModel fleets(Item item, String connection) {
        return FLEETS.choices(item, connection);
    }

    final FormValidation checkFleet(Item item, String connection, String fleet) {
        String arn = Util.fixEmptyAndTrim(fleet);
        if (arn == null || arn.contains("$") || !ConnectionChoices.mayConfigure(item)) {
            return FormValidation.ok();
        }
        return FormChecks.check(() -> EnvironmentOverride.checkFleet(arn));
    }

    @POST
    public ComboBoxModel doFillProjectItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return PROJECTS.choices(item, connection);
    }

    @POST
    public ComboBoxModel doFillImageItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return IMAGES.choices(item, connection);
    }

    @POST
    public ComboBoxModel doFillComputeTypeItems(@AncestorInPath Item item) {
        return Words.suggestions(item, EnvironmentOverride.computeTypes());
    }

    @POST
    public ComboBoxModel doFillEnvironmentTypeItems(@AncestorInPath Item item) {
        return Words.suggestions(item, EnvironmentOverride.types());
    }

    @POST
    public ListBoxModel doFillImagePullCredentialsItems(@AncestorInPath Item item) {
        return Words.inherited(item, List.of("CODEBUILD", "SERVICE_ROLE"));
    }

    @POST
    public FormValidation doCheckProject(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
        if (!ConnectionChoices.mayConfigure(item)) {
            return FormValidation.ok();
        }
        String project = Util.fixNull(value).trim();
        if (project.contains("$")) {
            return FormValidation.ok();
        }
        FormValidation shape = FormChecks.check(() -> BuildRequest.checkProject(project));
        return shape.kind == FormValidation.Kind.OK ? PROJECTS.check(item, connection, project) : shape;
    }

    @POST
    public FormValidation doCheckImage(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String environmentType) {
        return FormChecks.optional(
                item, value, image -> EnvironmentOverride.checkImage(image, Util.fixEmptyAndTrim(environmentType)));
    }

    @POST
    public FormValidation doCheckComputeType(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String environmentType) {
        return FormChecks.literal(
                item,
                value,
                computeType ->
                        EnvironmentOverride.checkComputeType(computeType, Util.fixEmptyAndTrim(environmentType)));
    }

    @POST
    public FormValidation doCheckEnvironmentType(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.literal(item, value, EnvironmentOverride::checkType);
    }

    @POST
    public FormValidation doCheckImagePullCredentials(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String image,
            @QueryParameter String registryCredential) {
        return FormChecks.field(
                item,
                "imagePullCredentials",
                value,
                () -> EnvironmentOverride.checkImagePullCredentials(
                        Util.fixEmptyAndTrim(value),
                        Util.fixEmptyAndTrim(image),
                        Util.fixEmptyAndTrim(registryCredential)));
    }

    @POST
    public FormValidation doCheckRegistryCredential(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.literal(item, value, EnvironmentOverride::checkRegistryCredential);
    }

    @POST
    public FormValidation doCheckCertificate(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.literal(item, value, EnvironmentOverride::checkCertificate);
    }

    @POST
    public FormValidation doCheckServiceRole(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.literal(item, value, BuildOverrides::checkServiceRole);
    }

    @POST
    public FormValidation doCheckEncryptionKey(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.literal(item, value, BuildOverrides::checkEncryptionKey);
    }

    @POST
    public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.number(
                item,
                value,
                minutes -> BuildRequest.checkTimeout("timeoutMinutes", minutes, BuildRequest.LONGEST_TIMEOUT));
    }

    @POST
    public FormValidation doCheckQueuedTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.number(
                item,
                value,
                minutes -> BuildRequest.checkTimeout(
                        "queuedTimeoutMinutes", minutes, BuildRequest.LONGEST_QUEUED_TIMEOUT));
    }

    @POST
    public FormValidation doCheckBuildspecFile(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String buildspec) {
        if (!ConnectionChoices.mayConfigure(item)) {
            return FormValidation.ok();
        }
        if (Util.fixEmptyAndTrim(value) != null && Util.fixEmpty(buildspec) != null) {
            return FormValidation.error(Messages.CodeBuildStep_twoBuildspecs());
        }
        return FormChecks.optional(value, path -> WorkspaceText.check("buildspecFile", path));
    }
}
