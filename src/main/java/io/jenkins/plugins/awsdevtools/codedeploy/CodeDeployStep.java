package io.jenkins.plugins.awsdevtools.codedeploy;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.approval.ApprovalAction;
import io.jenkins.plugins.awsdevtools.approval.Approvals;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentFlow;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRecord;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRequest;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentResult;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRun;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentRuns;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.NewTaskDefinition;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.Revision;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import io.jenkins.plugins.awsdevtools.run.WorkspaceText;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code codeDeploy application: 'site', deploymentGroup: 'live', s3Bucket: 'b', s3Key: 'site.zip'}: deploys with CodeDeploy
 * and waits without an executor. The one definition of its parameters; {@link CodeDeployBuilder} and
 * {@link CodeDeployPublisher} hold one of these.
 */
public final class CodeDeployStep extends DeploymentOptionsStep<DeploymentResult> {

    private static final long serialVersionUID = 1L;

    private final String application;
    private final String deploymentGroup;
    private String s3Bucket;
    private String s3Key;
    private String bundleType;
    private String s3Version;
    private String s3ETag;
    private String gitHubRepository;
    private String gitHubCommit;
    private String appSpec;
    private String source;
    private String s3Prefix;
    private String includes;
    private String excludes;
    private String appSpecFile;
    private TaskDefinitionSetting taskDefinition;

    /**
     * What the workspace held when the step started.
     *
     * @param appSpec null if it is not in a file
     * @param template of the task definition; null if it is not in a file
     */
    private record Prepared(String appSpec, String template) implements Serializable {}

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

    public String getIncludes() {
        return includes;
    }

    @DataBoundSetter
    public void setIncludes(String includes) {
        this.includes = Util.fixEmptyAndTrim(includes);
    }

    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    public String getAppSpecFile() {
        return appSpecFile;
    }

    @DataBoundSetter
    public void setAppSpecFile(String appSpecFile) {
        this.appSpecFile = Util.fixEmptyAndTrim(appSpecFile);
    }

    public TaskDefinitionSetting getTaskDefinition() {
        return taskDefinition;
    }

    @DataBoundSetter
    public void setTaskDefinition(TaskDefinitionSetting taskDefinition) {
        this.taskDefinition = taskDefinition;
    }

    @Override
    protected Set<String> verbatim() {
        return Set.of("appSpec");
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings("");
        checkOneRevision();
        if (appSpecFile != null) {
            WorkspaceText.check("appSpecFile", appSpecFile);
        }
        if (taskDefinition != null) {
            taskDefinition.check();
        }
        if (appSpecFile == null && (taskDefinition == null || !taskDefinition.isInFile())) {
            request(run, revision(null), null);
        }
    }

    /** What depends on files is checked when they have been read. */
    private void checkOneRevision() {
        boolean s3 = s3Key != null || s3Bucket != null && source == null;
        boolean gitHub = gitHubRepository != null || gitHubCommit != null;
        long given = Stream.of(s3, gitHub, appSpec != null, appSpecFile != null, source != null)
                .filter(is -> is)
                .count();
        if (given != 1) {
            throw new ParameterException("s3Bucket", s3Bucket, Messages.CodeDeployStep_oneRevision());
        }
        if (taskDefinition != null && appSpec == null && appSpecFile == null) {
            throw new ParameterException("taskDefinition", "", Messages.TaskDefinitionSetting_noAppSpec());
        }
        if (source == null && (includes != null || excludes != null)) {
            throw new ParameterException(
                    includes == null ? "excludes" : "includes",
                    includes == null ? excludes : includes,
                    Messages.CodeDeployStep_patternsAlone());
        }
    }

    @Override
    protected Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        if (source != null) {
            workspaceRevision().check(workspace);
        }
        Prepared prepared = new Prepared(
                appSpecFile == null ? null : WorkspaceText.read("appSpecFile", workspace, appSpecFile),
                taskDefinition == null ? null : taskDefinition.read(workspace));
        if (prepared.appSpec != null) {
            Revision.Inline.check("appSpecFile", prepared.appSpec);
        }
        return prepared;
    }

    @Override
    protected RemoteWork<DeploymentResult> begin(RunContext context) {
        Prepared prepared = (Prepared) context.prepared();
        if (source != null) {
            return workspaceRevision().before(context, sent -> deploy(context, sent, null));
        }
        return deploy(context, revision(prepared.appSpec), prepared.template);
    }

    private DeploymentRun deploy(RunContext context, Revision revision, String template) {
        DeploymentRun deployment = new DeploymentRuns(AwsRuntime.get().work())
                .begin(
                        context.access(),
                        request(context.run(), revision, template),
                        settings(ApprovalAction.place(context.run())),
                        context.journal("codedeploy", DeploymentRecord.class),
                        context.sink(),
                        view -> context.recorder().record(DeploymentFlow.of(view)));
        Approvals.get().offer(context.run(), () -> ReadyDeployment.of(deployment), deployment.result());
        return deployment;
    }

    private DeploymentRequest request(Run<?, ?> run, Revision revision, String template) {
        NewTaskDefinition registered = taskDefinition == null ? null : taskDefinition.toRequest(template);
        return request(run, application, deploymentGroup, revision, registered);
    }

    private WorkspaceRevision workspaceRevision() {
        return new WorkspaceRevision(
                source,
                new Selection(Selection.patterns(includes), Selection.patterns(excludes), false, true),
                new BundlePlace(s3Bucket, s3Prefix == null ? BundlePlace.DEFAULT_PREFIX : s3Prefix));
    }

    @Override
    protected CompletionStage<?> conclude(DeploymentResult result, RunContext context) throws AbortException {
        return concluded(!result.failed(), result.failureText(), new CodeDeployResult(result));
    }

    /** @param fileText the AppSpec that the workspace holds; null if it is not in a file */
    private Revision revision(String fileText) {
        if (source != null) {
            return workspaceRevision().expected();
        }
        if (appSpec != null || fileText != null) {
            return new Revision.Inline(fileText == null ? appSpec : fileText);
        }
        return s3Bucket != null || s3Key != null
                ? new Revision.S3(s3Bucket, s3Key, bundleType, s3Version, s3ETag)
                : new Revision.GitHub(gitHubRepository, gitHubCommit);
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends CodeDeployStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codeDeploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodeDeployStep_displayName();
        }
    }
}
