package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.CodeDeployApi;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentFlow;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRecord;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRequest;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentResult;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRun;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRuns;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentSettings;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.OnReady;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.Revision;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codeDeploy application: 'site', deploymentGroup: 'live', s3Bucket: 'b', s3Key: 'site.zip'}: deploys with CodeDeploy
 * and waits without an executor. The one definition of its parameters; {@link CodeDeployBuilder} and
 * {@link CodeDeployPublisher} hold one of these.
 */
public final class CodeDeployStep extends RemoteStep<DeploymentResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, OnReady> ON_READY =
            Map.of("continue", OnReady.CONTINUE, "input", OnReady.INPUT, "wait", OnReady.WAIT);
    private static final Map<String, OnAbort> ON_ABORT =
            Map.of("stop", OnAbort.STOP, "rollBack", OnAbort.ROLL_BACK, "leave", OnAbort.LEAVE);

    /** Turns off what the deployment group has, where a list of names would change it. */
    private static final String NONE = "none";

    private final String application;
    private final String deploymentGroup;
    private String deploymentConfig;
    private String description;
    private String s3Bucket;
    private String s3Key;
    private String bundleType;
    private String s3Version;
    private String s3ETag;
    private String gitHubRepository;
    private String gitHubCommit;
    private String appSpec;
    private String fileExistsBehavior;
    private String rollbackOn;
    private String alarms;
    private String targetGroups;
    private String source;
    private String s3Prefix;
    private List<TargetTag> targetTags = new ArrayList<>();
    private boolean ignoreApplicationStopFailures;
    private boolean updateOutdatedInstancesOnly;
    private boolean waitForOther;
    private boolean terminateOriginals;
    private String onReady = "continue";
    private String onAbort = "stop";
    private int lastLines = DeploymentSettings.DEFAULT.lastLines();
    private boolean propagate = true;

    @DataBoundConstructor
    public CodeDeployStep(String application, String deploymentGroup) {
        this.application = Util.fixNull(application).trim();
        this.deploymentGroup = Util.fixNull(deploymentGroup).trim();
    }

    public String getApplication() {
        return application;
    }

    public String getDeploymentGroup() {
        return deploymentGroup;
    }

    public String getDeploymentConfig() {
        return deploymentConfig;
    }

    @DataBoundSetter
    public void setDeploymentConfig(String deploymentConfig) {
        this.deploymentConfig = Util.fixEmptyAndTrim(deploymentConfig);
    }

    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    public String getS3Bucket() {
        return s3Bucket;
    }

    @DataBoundSetter
    public void setS3Bucket(String s3Bucket) {
        this.s3Bucket = Util.fixEmptyAndTrim(s3Bucket);
    }

    public String getS3Key() {
        return s3Key;
    }

    @DataBoundSetter
    public void setS3Key(String s3Key) {
        this.s3Key = Util.fixEmptyAndTrim(s3Key);
    }

    public String getBundleType() {
        return bundleType;
    }

    @DataBoundSetter
    public void setBundleType(String bundleType) {
        this.bundleType = Util.fixEmptyAndTrim(bundleType);
    }

    public String getS3Version() {
        return s3Version;
    }

    @DataBoundSetter
    public void setS3Version(String s3Version) {
        this.s3Version = Util.fixEmptyAndTrim(s3Version);
    }

    public String getS3ETag() {
        return s3ETag;
    }

    @DataBoundSetter
    public void setS3ETag(String s3ETag) {
        this.s3ETag = Util.fixEmptyAndTrim(s3ETag);
    }

    public String getGitHubRepository() {
        return gitHubRepository;
    }

    @DataBoundSetter
    public void setGitHubRepository(String gitHubRepository) {
        this.gitHubRepository = Util.fixEmptyAndTrim(gitHubRepository);
    }

    public String getGitHubCommit() {
        return gitHubCommit;
    }

    @DataBoundSetter
    public void setGitHubCommit(String gitHubCommit) {
        this.gitHubCommit = Util.fixEmptyAndTrim(gitHubCommit);
    }

    public String getAppSpec() {
        return appSpec;
    }

    @DataBoundSetter
    public void setAppSpec(String appSpec) {
        this.appSpec = Util.fixEmpty(appSpec);
    }

    public String getFileExistsBehavior() {
        return fileExistsBehavior;
    }

    @DataBoundSetter
    public void setFileExistsBehavior(String fileExistsBehavior) {
        this.fileExistsBehavior = Util.fixEmptyAndTrim(fileExistsBehavior);
    }

    public String getRollbackOn() {
        return rollbackOn;
    }

    @DataBoundSetter
    public void setRollbackOn(String rollbackOn) {
        this.rollbackOn = Util.fixEmptyAndTrim(rollbackOn);
    }

    public String getAlarms() {
        return alarms;
    }

    @DataBoundSetter
    public void setAlarms(String alarms) {
        this.alarms = Util.fixEmptyAndTrim(alarms);
    }

    public String getTargetGroups() {
        return targetGroups;
    }

    @DataBoundSetter
    public void setTargetGroups(String targetGroups) {
        this.targetGroups = Util.fixEmptyAndTrim(targetGroups);
    }

    public boolean isIgnoreApplicationStopFailures() {
        return ignoreApplicationStopFailures;
    }

    @DataBoundSetter
    public void setIgnoreApplicationStopFailures(boolean ignoreApplicationStopFailures) {
        this.ignoreApplicationStopFailures = ignoreApplicationStopFailures;
    }

    public boolean isUpdateOutdatedInstancesOnly() {
        return updateOutdatedInstancesOnly;
    }

    @DataBoundSetter
    public void setUpdateOutdatedInstancesOnly(boolean updateOutdatedInstancesOnly) {
        this.updateOutdatedInstancesOnly = updateOutdatedInstancesOnly;
    }

    public boolean isWaitForOther() {
        return waitForOther;
    }

    @DataBoundSetter
    public void setWaitForOther(boolean waitForOther) {
        this.waitForOther = waitForOther;
    }

    public boolean isTerminateOriginals() {
        return terminateOriginals;
    }

    @DataBoundSetter
    public void setTerminateOriginals(boolean terminateOriginals) {
        this.terminateOriginals = terminateOriginals;
    }

    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    public String getOnReady() {
        return onReady;
    }

    @DataBoundSetter
    public void setOnReady(String onReady) {
        this.onReady = Util.fixEmptyAndTrim(onReady) == null ? "continue" : onReady.trim();
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort) == null ? "stop" : onAbort.trim();
    }

    public String getSource() {
        return source;
    }

    @DataBoundSetter
    public void setSource(String source) {
        this.source = Util.fixEmptyAndTrim(source);
    }

    public String getS3Prefix() {
        return s3Prefix;
    }

    @DataBoundSetter
    public void setS3Prefix(String s3Prefix) {
        this.s3Prefix = Util.fixEmptyAndTrim(s3Prefix);
    }

    public List<TargetTag> getTargetTags() {
        return List.copyOf(targetTags);
    }

    @DataBoundSetter
    public void setTargetTags(List<TargetTag> targetTags) {
        this.targetTags = new ArrayList<>(Util.fixNull(targetTags));
    }

    public int getLastLines() {
        return lastLines;
    }

    @DataBoundSetter
    public void setLastLines(int lastLines) {
        this.lastLines = lastLines;
    }

    @Override
    protected Set<String> verbatim() {
        return Set.of("appSpec");
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings("");
        request(run, revision());
    }

    @Override
    protected Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        if (source != null) {
            workspaceRevision().check(workspace);
        }
        return null;
    }

    @Override
    protected RemoteWork<DeploymentResult> begin(RunContext context) {
        return source == null
                ? deploy(context, revision())
                : workspaceRevision().before(context, sent -> deploy(context, sent));
    }

    private DeploymentRun deploy(RunContext context, Revision revision) {
        DeploymentRun deployment = new DeploymentRuns(AwsRuntime.get().work())
                .begin(
                        context.access(),
                        request(context.run(), revision),
                        settings(approvalPage(context.run())),
                        context.journal("codedeploy", DeploymentRecord.class),
                        context.sink(),
                        view -> context.recorder().record(DeploymentFlow.of(view)));
        Approvals.get().add(context.run(), deployment);
        return deployment;
    }

    private WorkspaceRevision workspaceRevision() {
        return new WorkspaceRevision(
                source, new BundlePlace(s3Bucket, s3Prefix == null ? BundlePlace.DEFAULT_PREFIX : s3Prefix));
    }

    @Override
    protected CompletionStage<?> conclude(DeploymentResult result, RunContext context) throws AbortException {
        if (!result.succeeded() && propagate) {
            throw new AbortException(result.failureText());
        }
        return CompletableFuture.completedFuture(new CodeDeployResult(result));
    }

    private static String approvalPage(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return (root == null ? "" : root) + run.getUrl() + "aws-approval/";
    }

    /** @throws ParameterException naming field and value */
    DeploymentSettings settings(String approvedAt) {
        return new DeploymentSettings(
                Choice.of("onReady", onReady, ON_READY),
                Choice.of("onAbort", onAbort, ON_ABORT),
                waitForOther,
                terminateOriginals,
                lastLines,
                approvedAt);
    }

    /**
     * What is asked of CodeDeploy.
     *
     * @throws ParameterException naming field and value
     */
    DeploymentRequest request(Run<?, ?> run, Revision revision) {
        String said = description == null ? run.getFullDisplayName() : description;
        String fits = description == null && said.length() > DeploymentRequest.LONGEST_DESCRIPTION
                ? said.substring(0, DeploymentRequest.LONGEST_DESCRIPTION)
                : said;
        return new DeploymentRequest(
                application,
                deploymentGroup,
                revision,
                deploymentConfig,
                fits,
                fileExistsBehavior,
                names(rollbackOn),
                names(alarms),
                targetTags.stream().map(TargetTag::toFilter).toList(),
                targetGroups == null ? List.of() : names(targetGroups),
                ignoreApplicationStopFailures,
                updateOutdatedInstancesOnly);
    }

    private Revision revision() {
        boolean s3 = s3Key != null || s3Bucket != null && source == null;
        boolean gitHub = gitHubRepository != null || gitHubCommit != null;
        if ((s3 ? 1 : 0) + (gitHub ? 1 : 0) + (appSpec == null ? 0 : 1) + (source == null ? 0 : 1) != 1) {
            throw new ParameterException("s3Bucket", s3Bucket, Messages.CodeDeployStep_oneRevision());
        }
        if (source != null) {
            return workspaceRevision().expected();
        }
        if (s3) {
            return new Revision.S3(s3Bucket, s3Key, bundleType, s3Version, s3ETag);
        }
        return gitHub ? new Revision.GitHub(gitHubRepository, gitHubCommit) : new Revision.Inline(appSpec);
    }

    /** Null as the group has it, empty for none. */
    private static List<String> names(String text) {
        if (text == null) {
            return null;
        }
        return text.equals(NONE)
                ? List.of()
                : Arrays.stream(text.split("[,\\s]+"))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteStepDescriptor {

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

        @Override
        public String getFunctionName() {
            return "codeDeploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodeDeployStep_displayName();
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
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
        public ListBoxModel doFillOnAbortItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodeDeployStep_onAbort_stop(), "stop");
                items.add(Messages.CodeDeployStep_onAbort_rollBack(), "rollBack");
                items.add(Messages.CodeDeployStep_onAbort_leave(), "leave");
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
                    item,
                    "deploymentGroup",
                    value,
                    isName(application) ? groups(application.trim()) : null,
                    connection);
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
        public FormValidation doCheckAppSpec(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item)
                    ? FormChecks.optional(value, Revision.Inline::new)
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
            return ConnectionChoices.mayConfigure(item)
                    ? FormValidation.validateIntegerInRange(value, 0, DeploymentSettings.MOST_LAST_LINES)
                    : FormValidation.ok();
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
}
