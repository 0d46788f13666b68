package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.approval.ApprovalAction;
import io.jenkins.plugins.awsdevtools.codepipeline.control.FollowedExecution;
import io.jenkins.plugins.awsdevtools.codepipeline.control.FollowedExecutions;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionLogs;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionFlow;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRecord;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRun;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRunListener;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSettings;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.RevisionOverride;
import io.jenkins.plugins.awsdevtools.engine.pipelineaction.PipelineActions;
import io.jenkins.plugins.awsdevtools.run.AbortableStep;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the steps that start or follow an execution have in common: their parameters, and how it is followed. */
public abstract class ExecutionStep extends AbortableStep<ExecutionResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, OnAbort> ON_ABORT =
            Map.of("stop", OnAbort.STOP, "abandon", OnAbort.ABANDON, "leave", OnAbort.LEAVE);
    private static final Map<String, Boolean> RETRY_MODES = Map.of("failedActions", false, "allActions", true);
    private static final Map<String, ActionLogs> LOGS =
            Map.of("prefixed", ActionLogs.PREFIXED, "folded", ActionLogs.FOLDED, "none", ActionLogs.NONE);

    private final String pipeline;
    private List<PipelineVariableValue> variables = new ArrayList<>();
    private List<SourceRevision> revisions = new ArrayList<>();
    private String attach;
    private String clientRequestToken;
    private int retryFailed;
    private String retryMode = "failedActions";
    private String log = "prefixed";
    private String submitters;

    protected ExecutionStep(String pipeline) {
        this.pipeline = Util.fixNull(pipeline).trim();
    }

    public final String getPipeline() {
        return pipeline;
    }

    public final List<PipelineVariableValue> getVariables() {
        return List.copyOf(variables);
    }

    @DataBoundSetter
    public final void setVariables(List<PipelineVariableValue> variables) {
        this.variables = new ArrayList<>(Util.fixNull(variables));
    }

    public final List<SourceRevision> getRevisions() {
        return List.copyOf(revisions);
    }

    @DataBoundSetter
    public final void setRevisions(List<SourceRevision> revisions) {
        this.revisions = new ArrayList<>(Util.fixNull(revisions));
    }

    public final String getAttach() {
        return attach;
    }

    @DataBoundSetter
    public final void setAttach(String attach) {
        this.attach = Util.fixEmptyAndTrim(attach);
    }

    public final String getClientRequestToken() {
        return clientRequestToken;
    }

    @DataBoundSetter
    public final void setClientRequestToken(String clientRequestToken) {
        this.clientRequestToken = Util.fixEmptyAndTrim(clientRequestToken);
    }

    public final int getRetryFailed() {
        return retryFailed;
    }

    @DataBoundSetter
    public final void setRetryFailed(int retryFailed) {
        this.retryFailed = retryFailed;
    }

    public final String getRetryMode() {
        return retryMode;
    }

    @DataBoundSetter
    public final void setRetryMode(String retryMode) {
        this.retryMode = Util.fixEmptyAndTrim(retryMode) == null ? "failedActions" : retryMode.trim();
    }

    public final String getLog() {
        return log;
    }

    @DataBoundSetter
    public final void setLog(String log) {
        this.log = Util.fixEmptyAndTrim(log) == null ? "prefixed" : log.trim();
    }

    public final String getSubmitters() {
        return submitters;
    }

    @DataBoundSetter
    public final void setSubmitters(String submitters) {
        this.submitters = Util.fixEmptyAndTrim(submitters);
    }

    @Override
    protected final String usualOnAbort() {
        return "stop";
    }

    /** Whether the step ends when the execution does. */
    protected abstract boolean awaitsEnd();

    /** What the step's own log shows of what goes on behind actions. */
    protected abstract ActionLogs shownLogs();

    @Override
    protected final void check(Run<?, ?> run) {
        logs();
        settings("");
        request();
    }

    /** Starts the execution, or goes on with it. */
    protected final ExecutionRun follow(RunContext context, ExecutionRunListener listener) {
        String region = context.access().region().id();
        ExecutionRun run = PipelineActions.runs(AwsRuntime.get().work())
                .begin(
                        context.access(),
                        request(),
                        settings(ApprovalAction.place(context.run())),
                        context.journal("codepipeline", ExecutionRecord.class),
                        context.sink(),
                        execution -> {
                            context.recorder().record(ExecutionFlow.of(execution, region));
                            FollowedExecutions.add(
                                    context.run(),
                                    new FollowedExecution(execution.pipeline(), execution.id(), context.connection()));
                            listener.onChange(execution);
                        });
        PipelineApprovals.offer(context, run, submitters);
        return run;
    }

    @Override
    protected final CompletionStage<?> conclude(ExecutionResult result, RunContext context) {
        if (!result.good() && isPropagate()) {
            return ExecutionEnds.failure(result);
        }
        if (!result.good()) {
            result.failureText().lines().forEach(context.sink()::print);
        }
        return CompletableFuture.completedFuture(new CodePipelineResult(result));
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    protected final ActionLogs logs() {
        return Choice.of("log", log, LOGS);
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    private ExecutionSettings settings(String approvedAt) {
        return new ExecutionSettings(
                abortMode(ON_ABORT),
                retryFailed,
                Choice.of("retryMode", retryMode, RETRY_MODES),
                awaitsEnd(),
                shownLogs(),
                approvedAt);
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value */
    final PipelineRequest request() {
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach(variable -> values.put(variable.getName(), variable.getValue()));
        return new PipelineRequest(
                pipeline,
                values,
                revisions.stream()
                        .map(revision ->
                                new RevisionOverride(revision.getAction(), revision.getType(), revision.getValue()))
                        .toList(),
                attach,
                clientRequestToken);
    }

    /** What their forms ask and check. */
    public abstract static class ExecutionStepDescriptor extends AbortableStepDescriptor {

        @Override
        protected final Map<String, String> abortChoices() {
            Map<String, String> choices = new LinkedHashMap<>();
            choices.put("stop", Messages.CodePipelineStep_onAbort_stop());
            choices.put("abandon", Messages.CodePipelineStep_onAbort_abandon());
            choices.put("leave", Messages.CodePipelineStep_onAbort_leave());
            return choices;
        }

        @POST
        public ComboBoxModel doFillPipelineItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return PipelineNames.ALL.choices(item, connection);
        }

        @POST
        public ListBoxModel doFillLogItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.ExecutionStep_log_prefixed(), "prefixed");
                items.add(Messages.ExecutionStep_log_folded(), "folded");
                items.add(Messages.ExecutionStep_log_none(), "none");
            }
            return items;
        }

        @POST
        public ListBoxModel doFillRetryModeItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodePipelineStep_retryMode_failedActions(), "failedActions");
                items.add(Messages.CodePipelineStep_retryMode_allActions(), "allActions");
            }
            return items;
        }

        @POST
        public FormValidation doCheckPipeline(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String connection) {
            return PipelineNames.check(item, value, connection);
        }

        @POST
        public FormValidation doCheckAttach(@AncestorInPath Item item, @QueryParameter String value) {
            return value != null && value.contains("$") || !ConnectionChoices.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormChecks.optional(value, id -> PipelineRequest.checkExecution("attach", id));
        }

        @POST
        public FormValidation doCheckClientRequestToken(@AncestorInPath Item item, @QueryParameter String value) {
            return value != null && value.contains("$") || !ConnectionChoices.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormChecks.optional(value, PipelineRequest::checkToken);
        }

        @POST
        public FormValidation doCheckRetryFailed(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.inRange(item, value, 0, ExecutionSettings.MOST_RETRIES);
        }
    }
}
