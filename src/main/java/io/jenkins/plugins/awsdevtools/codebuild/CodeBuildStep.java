package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildFlow;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildOverrides;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRecord;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildResult;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRunListener;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRuns;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSettings;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentVariable;
import io.jenkins.plugins.awsdevtools.engine.codebuild.LogMode;
import io.jenkins.plugins.awsdevtools.engine.codebuild.RetryPolicy;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codeBuild project: 'site'}: builds in CodeBuild and waits without an executor. The one definition of its
 * parameters; {@link CodeBuildBuilder} holds one of these.
 */
public final class CodeBuildStep extends WorkspaceStep<BuildResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, LogMode> LOG_MODES =
            Map.of("stream", LogMode.STREAM, "onFailure", LogMode.ON_FAILURE, "none", LogMode.NONE);
    private static final Map<String, Boolean> RETRY_ON = Map.of("fault", false, "failure", true);

    private String log = "stream";
    private String fleet;
    private Integer autoRetryLimit;
    private String retryOn = "fault";
    private String attach;

    @DataBoundConstructor
    public CodeBuildStep(String project) {
        super(project);
    }

    public String getLog() {
        return log;
    }

    @DataBoundSetter
    public void setLog(String log) {
        this.log = Util.fixEmptyAndTrim(log) == null ? "stream" : log.trim();
    }

    public String getFleet() {
        return fleet;
    }

    @DataBoundSetter
    public void setFleet(String fleet) {
        this.fleet = Util.fixEmptyAndTrim(fleet);
    }

    public Integer getAutoRetryLimit() {
        return autoRetryLimit;
    }

    @DataBoundSetter
    public void setAutoRetryLimit(Integer autoRetryLimit) {
        this.autoRetryLimit = autoRetryLimit;
    }

    public String getRetryOn() {
        return retryOn;
    }

    @DataBoundSetter
    public void setRetryOn(String retryOn) {
        this.retryOn = Util.fixEmptyAndTrim(retryOn) == null ? "fault" : retryOn.trim();
    }

    public String getAttach() {
        return attach;
    }

    @DataBoundSetter
    public void setAttach(String attach) {
        this.attach = Util.fixEmptyAndTrim(attach);
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings();
        checkWorkspaceSettings();
        if (attach == null) {
            request(null, RunVariables.of(run));
        } else {
            checkAttached();
        }
    }

    private void checkAttached() {
        String project = BuildRuns.projectOf("attach", attach);
        if (!getProject().isEmpty() && !getProject().equals(project)) {
            throw new ParameterException("project", getProject(), Messages.CodeBuildStep_attachProject(project));
        }
        CodeBuildStep nothing = new CodeBuildStep(project);
        CodeBuildStep asked = this;
        if (getBuildspecFile() != null
                || !ownRequest(asked, project).equals(ownRequest(nothing, project))
                || getRetries() > 0
                || getWorkspaceSource() != null) {
            throw new ParameterException("attach", attach, Messages.CodeBuildStep_attachAlone());
        }
    }

    private static Object ownRequest(CodeBuildStep step, String project) {
        return step.requestOf(project, null, List.of(), step.fleet, step.autoRetryLimit);
    }

    @Override
    protected RemoteWork<BuildResult> begin(RunContext context) {
        if (attach != null) {
            return runs().attach(context.access(), attach, settings(), journal(context), context.sink(), page(context));
        }
        return withWorkspace(
                context,
                request((String) context.prepared(), RunVariables.of(context.run())),
                journal(context).load().isPresent(),
                asked -> build(context, asked));
    }

    private RemoteWork<BuildResult> build(RunContext context, BuildRequest request) {
        return runs().begin(context.access(), request, settings(), journal(context), context.sink(), page(context));
    }

    private static BuildRuns runs() {
        return new BuildRuns(AwsRuntime.get().work());
    }

    private static Journal<BuildRecord> journal(RunContext context) {
        return context.journal("codebuild", BuildRecord.class);
    }

    private static BuildRunListener page(RunContext context) {
        return (build, earlier) -> context.recorder().record(BuildFlow.of(build, earlier));
    }

    @Override
    protected CompletionStage<?> conclude(BuildResult result, RunContext context) {
        return conclude(
                context,
                new RemoteEnd(
                        result.succeeded(),
                        result.failureText(),
                        result.build().reportArns(),
                        result.build().artifacts(),
                        new CodeBuildResult(result.build()),
                        reports -> context.recorder().record(BuildFlow.of(result.build(), result.earlier(), reports))));
    }

    /** @throws ParameterException naming field and value */
    BuildSettings settings() {
        return new BuildSettings(
                Choice.of("log", log, LOG_MODES),
                getLastLines(),
                abortMode(),
                new RetryPolicy(getRetries(), Choice.of("retryOn", retryOn, RETRY_ON)));
    }

    /**
     * What is asked of CodeBuild.
     *
     * @param buildspecText takes the place of the inline buildspec; null if there is none
     * @param more variables that are added to the step's
     * @throws ParameterException naming field and value
     */
    BuildRequest request(String buildspecText, List<EnvironmentVariable> more) {
        return requestOf(getProject(), buildspecText, more, fleet, autoRetryLimit);
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends OverridableStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codeBuild";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodeBuildStep_displayName();
        }

        @Override
        public boolean isFleets() {
            return true;
        }

        @POST
        public ComboBoxModel doFillFleetItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return fleets(item, connection);
        }

        @POST
        public FormValidation doCheckFleet(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
            return checkFleet(item, connection, value);
        }

        @POST
        public ListBoxModel doFillLogItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodeBuildStep_log_stream(), "stream");
                items.add(Messages.CodeBuildStep_log_onFailure(), "onFailure");
                items.add(Messages.CodeBuildStep_log_none(), "none");
            }
            return items;
        }

        @POST
        public ListBoxModel doFillRetryOnItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodeBuildStep_retryOn_fault(), "fault");
                items.add(Messages.CodeBuildStep_retryOn_failure(), "failure");
            }
            return items;
        }

        @POST
        public FormValidation doCheckAutoRetryLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.ok()
                    : FormChecks.inRange(item, value, 0, BuildOverrides.MOST_AUTO_RETRIES);
        }

        @POST
        public FormValidation doCheckAttach(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.optional(item, value, id -> BuildRuns.projectOf("attach", id));
        }
    }
}
