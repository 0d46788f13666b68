package io.jenkins.plugins.awsdevtools.codebuild;

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
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildFlow;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildOverrides;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRecord;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildResult;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRuns;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSettings;
import io.jenkins.plugins.awsdevtools.engine.codebuild.CodeBuildApi;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentOverride;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentVariable;
import io.jenkins.plugins.awsdevtools.engine.codebuild.LogMode;
import io.jenkins.plugins.awsdevtools.engine.codebuild.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
public final class CodeBuildStep extends RemoteStep<BuildResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, LogMode> LOG_MODES =
            Map.of("stream", LogMode.STREAM, "onFailure", LogMode.ON_FAILURE, "none", LogMode.NONE);
    private static final Map<String, OnAbort> ON_ABORT = Map.of("stop", OnAbort.STOP, "leave", OnAbort.LEAVE);
    private static final int LONGEST_TIMEOUT = 2160;
    private static final int LONGEST_QUEUED_TIMEOUT = 480;

    private final String project;
    private String sourceVersion;
    private List<BuildVariable> environment = new ArrayList<>();
    private String buildspec;
    private String buildspecFile;
    private Integer timeoutMinutes;
    private Integer queuedTimeoutMinutes;
    private String image;
    private String computeType;
    private String environmentType;
    private boolean privileged;
    private String log = "stream";
    private int lastLines = BuildSettings.DEFAULT.lastLines();
    private String onAbort = "stop";
    private boolean propagate = true;
    private WorkspaceSource workspaceSource;
    private ArtifactFetch fetchArtifacts;

    @DataBoundConstructor
    public CodeBuildStep(String project) {
        this.project = Util.fixNull(project).trim();
    }

    public String getProject() {
        return project;
    }

    public String getSourceVersion() {
        return sourceVersion;
    }

    @DataBoundSetter
    public void setSourceVersion(String sourceVersion) {
        this.sourceVersion = Util.fixEmptyAndTrim(sourceVersion);
    }

    public List<BuildVariable> getEnvironment() {
        return List.copyOf(environment);
    }

    @DataBoundSetter
    public void setEnvironment(List<BuildVariable> environment) {
        this.environment = new ArrayList<>(Util.fixNull(environment));
    }

    public String getBuildspec() {
        return buildspec;
    }

    @DataBoundSetter
    public void setBuildspec(String buildspec) {
        this.buildspec = Util.fixEmpty(buildspec);
    }

    public String getBuildspecFile() {
        return buildspecFile;
    }

    @DataBoundSetter
    public void setBuildspecFile(String buildspecFile) {
        this.buildspecFile = Util.fixEmptyAndTrim(buildspecFile);
    }

    public Integer getTimeoutMinutes() {
        return timeoutMinutes;
    }

    @DataBoundSetter
    public void setTimeoutMinutes(Integer timeoutMinutes) {
        this.timeoutMinutes = timeoutMinutes;
    }

    public Integer getQueuedTimeoutMinutes() {
        return queuedTimeoutMinutes;
    }

    @DataBoundSetter
    public void setQueuedTimeoutMinutes(Integer queuedTimeoutMinutes) {
        this.queuedTimeoutMinutes = queuedTimeoutMinutes;
    }

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getComputeType() {
        return computeType;
    }

    @DataBoundSetter
    public void setComputeType(String computeType) {
        this.computeType = Util.fixEmptyAndTrim(computeType);
    }

    public String getEnvironmentType() {
        return environmentType;
    }

    @DataBoundSetter
    public void setEnvironmentType(String environmentType) {
        this.environmentType = Util.fixEmptyAndTrim(environmentType);
    }

    public boolean isPrivileged() {
        return privileged;
    }

    @DataBoundSetter
    public void setPrivileged(boolean privileged) {
        this.privileged = privileged;
    }

    public String getLog() {
        return log;
    }

    @DataBoundSetter
    public void setLog(String log) {
        this.log = Util.fixEmptyAndTrim(log) == null ? "stream" : log.trim();
    }

    public int getLastLines() {
        return lastLines;
    }

    @DataBoundSetter
    public void setLastLines(int lastLines) {
        this.lastLines = lastLines;
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort) == null ? "stop" : onAbort.trim();
    }

    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    public WorkspaceSource getWorkspaceSource() {
        return workspaceSource;
    }

    @DataBoundSetter
    public void setWorkspaceSource(WorkspaceSource workspaceSource) {
        this.workspaceSource = workspaceSource;
    }

    public ArtifactFetch getFetchArtifacts() {
        return fetchArtifacts;
    }

    @DataBoundSetter
    public void setFetchArtifacts(ArtifactFetch fetchArtifacts) {
        this.fetchArtifacts = fetchArtifacts;
    }

    @Override
    protected Set<String> verbatim() {
        return Set.of("buildspec");
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings();
        request(null, RunVariables.of(run));
        if (fetchArtifacts != null) {
            fetchArtifacts.check();
        }
        if (workspaceSource != null) {
            workspaceSource.check();
            if (sourceVersion != null) {
                throw new ParameterException("sourceVersion", sourceVersion, Messages.WorkspaceSource_andVersion());
            }
        }
    }

    @Override
    protected Serializable prepare(FilePath workspace) throws IOException, InterruptedException {
        if (workspaceSource != null) {
            workspaceSource.checkWorkspace(workspace);
        }
        if (fetchArtifacts != null) {
            fetchArtifacts.checkWorkspace(workspace);
        }
        return buildspecFile == null ? null : BuildspecFile.read(workspace, buildspecFile);
    }

    @Override
    protected RemoteWork<BuildResult> begin(RunContext context) {
        BuildRequest request = request((String) context.prepared(), RunVariables.of(context.run()));
        return workspaceSource == null
                ? build(context, request)
                : workspaceSource.before(context, request, sent -> build(context, sent));
    }

    private RemoteWork<BuildResult> build(RunContext context, BuildRequest request) {
        return new BuildRuns(AwsRuntime.get().work())
                .begin(
                        context.access(),
                        request,
                        settings(),
                        context.journal("codebuild", BuildRecord.class),
                        context.sink(),
                        build -> context.recorder().record(BuildFlow.of(build)));
    }

    @Override
    protected CompletionStage<?> conclude(BuildResult result, RunContext context) throws AbortException {
        boolean failed = !result.succeeded();
        if (fetchArtifacts != null && (!failed || fetchArtifacts.isEvenIfFailed())) {
            return fetchArtifacts.conclude(context, result, failed && propagate);
        }
        if (failed && propagate) {
            throw new AbortException(result.failureText());
        }
        return CompletableFuture.completedFuture(new CodeBuildResult(result.build()));
    }

    /** @throws ParameterException naming field and value */
    BuildSettings settings() {
        return new BuildSettings(Choice.of("log", log, LOG_MODES), lastLines, Choice.of("onAbort", onAbort, ON_ABORT));
    }

    /**
     * What is asked of CodeBuild.
     *
     * @param buildspecText takes the place of the inline buildspec; null if there is none
     * @param more variables that are added to the step's
     * @throws ParameterException naming field and value
     */
    BuildRequest request(String buildspecText, List<EnvironmentVariable> more) {
        if (buildspec != null && buildspecFile != null) {
            throw new ParameterException("buildspecFile", buildspecFile, Messages.CodeBuildStep_twoBuildspecs());
        }
        List<EnvironmentVariable> variables = new ArrayList<>(more);
        environment.forEach(variable -> variables.add(variable.toVariable()));
        return new BuildRequest(
                project,
                sourceVersion,
                variables,
                buildspecText == null ? buildspec : buildspecText,
                timeoutMinutes,
                queuedTimeoutMinutes,
                overrides());
    }

    private BuildOverrides overrides() {
        BuildOverrides none = BuildOverrides.NONE;
        return new BuildOverrides(
                none.source(),
                none.secondarySources(),
                new EnvironmentOverride(
                        image, computeType, environmentType, null, privileged ? Boolean.TRUE : null, null, null, null),
                none.artifacts(),
                none.secondaryArtifacts(),
                none.cache(),
                none.logs(),
                none.serviceRole(),
                none.encryptionKey(),
                none.debugSession(),
                none.autoRetryLimit());
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteStepDescriptor {

        /** Ten pages; who has more types the name. */
        private static final int MOST_PROJECTS = 1000;

        private static final AwsNames PROJECTS =
                new AwsNames("codebuild:ListProjects", MOST_PROJECTS, access -> new CodeBuildApi(
                                AwsRuntime.get().clients(), access)
                        .projects(MOST_PROJECTS));

        @Override
        public String getFunctionName() {
            return "codeBuild";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodeBuildStep_displayName();
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }

        @POST
        public ComboBoxModel doFillProjectItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return PROJECTS.choices(item, connection);
        }

        @POST
        public ComboBoxModel doFillComputeTypeItems(@AncestorInPath Item item) {
            return ConnectionChoices.mayConfigure(item)
                    ? new ComboBoxModel(EnvironmentOverride.computeTypes())
                    : new ComboBoxModel();
        }

        @POST
        public ComboBoxModel doFillEnvironmentTypeItems(@AncestorInPath Item item) {
            return ConnectionChoices.mayConfigure(item)
                    ? new ComboBoxModel(EnvironmentOverride.types())
                    : new ComboBoxModel();
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
        public ListBoxModel doFillOnAbortItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodeBuildStep_onAbort_stop(), "stop");
                items.add(Messages.CodeBuildStep_onAbort_leave(), "leave");
            }
            return items;
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
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            return checkMinutes(item, "timeoutMinutes", value, LONGEST_TIMEOUT);
        }

        @POST
        public FormValidation doCheckQueuedTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            return checkMinutes(item, "queuedTimeoutMinutes", value, LONGEST_QUEUED_TIMEOUT);
        }

        @POST
        public FormValidation doCheckLastLines(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item)
                    ? FormValidation.validateIntegerInRange(value, 0, BuildSettings.MOST_LAST_LINES)
                    : FormValidation.ok();
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
            return FormChecks.optional(value, BuildspecFile::check);
        }

        private static FormValidation checkMinutes(Item item, String field, String value, int longest) {
            String text = Util.fixEmptyAndTrim(value);
            if (text == null || !ConnectionChoices.mayConfigure(item)) {
                return FormValidation.ok();
            }
            try {
                int minutes = Integer.parseInt(text);
                return FormChecks.check(() -> BuildRequest.checkTimeout(field, minutes, longest));
            } catch (NumberFormatException notANumber) {
                return FormValidation.error(Messages.CodeBuildStep_notANumber());
            }
        }
    }
}
