package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.CodeDeployApi;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRequest;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentSettings;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.Revision;
import io.jenkins.plugins.awsdevtools.run.AbortableStep;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The drop-downs and checks of the {@link CodeDeployStep}'s forms. */
public abstract class CodeDeployStepDescriptor extends AbortableStep.AbortableStepDescriptor {

    @Override
    protected final Map<String, String> abortChoices() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("stop", Messages.CodeDeployStep_onAbort_stop());
        choices.put("rollBack", Messages.CodeDeployStep_onAbort_rollBack());
        choices.put("leave", Messages.CodeDeployStep_onAbort_leave());
        return choices;
    }

    /** Ten pages; who has more types the name. */
    private static final int MOST = 1000;

    private static final AwsNames APPLICATIONS =
            new AwsNames("codedeploy:ListApplications", MOST, access -> new CodeDeployApi(
                            AwsRuntime.get().clients(), access)
                    .applications(MOST));

    private static final AwsNames CONFIGS =
            new AwsNames("codedeploy:ListDeploymentConfigs", MOST, access -> new CodeDeployApi(
                            AwsRuntime.get().clients(), access)
                    .configs(MOST));

    private static AwsNames groups(String application) {
        return new AwsNames("codedeploy:ListDeploymentGroups", MOST, access -> new CodeDeployApi(
                        AwsRuntime.get().clients(), access)
                .groups(application, MOST));
    }

    @POST
    public ComboBoxModel doFillApplicationItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return APPLICATIONS.choices(item, connection);
    }

    @POST
    public ComboBoxModel doFillDeploymentGroupItems(
            @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String application) {
        return isName(application) ? groups(application.trim()).choices(item, connection) : new ComboBoxModel();
    }

    @POST
    public ComboBoxModel doFillDeploymentConfigItems(@AncestorInPath Item item, @QueryParameter String connection) {
        return CONFIGS.choices(item, connection);
    }

    @POST
    public ListBoxModel doFillBundleTypeItems(@AncestorInPath Item item) {
        return words(item, Messages.CodeDeployStep_fromKey(), Revision.S3.BUNDLE_TYPES);
    }

    @POST
    public ListBoxModel doFillFileExistsBehaviorItems(@AncestorInPath Item item) {
        return words(item, Messages.CodeDeployStep_fileExists(), DeploymentRequest.FILE_EXISTS);
    }

    @POST
    public ListBoxModel doFillOnReadyItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (ConnectionChoices.mayConfigure(item)) {
            items.add(Messages.CodeDeployStep_onReady_continue(), "continue");
            items.add(Messages.CodeDeployStep_onReady_input(), "input");
            items.add(Messages.CodeDeployStep_onReady_wait(), "wait");
        }
        return items;
    }

    @POST
    public FormValidation doCheckApplication(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
        return check(item, "application", value, APPLICATIONS, connection);
    }

    @POST
    public FormValidation doCheckDeploymentGroup(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String connection,
            @QueryParameter String application) {
        return check(
                item, "deploymentGroup", value, isName(application) ? groups(application.trim()) : null, connection);
    }

    @POST
    public FormValidation doCheckDeploymentConfig(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
        return CONFIGS.check(item, connection, Util.fixEmptyAndTrim(value));
    }

    @POST
    public FormValidation doCheckS3Bucket(@AncestorInPath Item item, @QueryParameter String value) {
        return mayCheck(item, value) ? FormChecks.optional(value, Revision.S3::checkBucket) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckAppSpecFile(@AncestorInPath Item item, @QueryParameter String value) {
        return mayCheck(item, value)
                ? FormChecks.optional(value, path -> WorkspaceText.check("appSpecFile", path))
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckIncludes(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String source) {
        return checkPatterns(item, "includes", value, source);
    }

    @POST
    public FormValidation doCheckExcludes(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String source) {
        return checkPatterns(item, "excludes", value, source);
    }

    private static FormValidation checkPatterns(Item item, String field, String value, String source) {
        if (!mayCheck(item, value) || Util.fixEmptyAndTrim(value) == null) {
            return FormValidation.ok();
        }
        return Util.fixEmptyAndTrim(source) == null
                ? FormValidation.error(Messages.CodeDeployStep_patternsAlone())
                : FormChecks.check(() -> Selection.patterns(value).forEach(pattern -> Glob.of(field, pattern)));
    }

    @POST
    public FormValidation doCheckAppSpec(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.optional(item, value, text -> Revision.Inline.check("appSpec", text));
    }

    @POST
    public FormValidation doCheckGitHubRepository(@AncestorInPath Item item, @QueryParameter String value) {
        return mayCheck(item, value)
                ? FormChecks.optional(value, repository -> new Revision.GitHub(repository, "0".repeat(40)))
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckRollbackOn(@AncestorInPath Item item, @QueryParameter String value) {
        return mayCheck(item, value)
                ? FormChecks.optional(
                        value, events -> DeploymentRequest.checkRollbackOn(DeploymentOptionsStep.names(events)))
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckGitHubCommit(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String gitHubRepository) {
        return mayCheck(item, value)
                ? FormChecks.optional(value, commit -> new Revision.GitHub("owner/name", commit))
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckLastLines(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.inRange(item, value, 0, DeploymentSettings.MOST_LAST_LINES);
    }

    private static boolean mayCheck(Item item, String value) {
        return ConnectionChoices.mayConfigure(item) && !Util.fixNull(value).contains("$");
    }

    private static boolean isName(String name) {
        return Util.fixEmptyAndTrim(name) != null && !name.contains("$");
    }

    private static FormValidation check(Item item, String field, String value, AwsNames names, String connection) {
        if (!mayCheck(item, value)) {
            return FormValidation.ok();
        }
        String name = Util.fixNull(value).trim();
        FormValidation shape = FormChecks.check(() -> DeploymentRequest.checkName(field, name));
        return shape.kind == FormValidation.Kind.OK && names != null ? names.check(item, connection, name) : shape;
    }

    private static ListBoxModel words(Item item, String unset, List<String> words) {
        ListBoxModel items = new ListBoxModel();
        if (ConnectionChoices.mayConfigure(item)) {
            items.add(unset, "");
            words.forEach(items::add);
        }
        return items;
    }
}
