package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.AbortException;
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
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionFlow;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRecord;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRuns;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSettings;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.RevisionOverride;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codePipeline pipeline: 'site'}: starts an execution of a pipeline, or follows a running one, and waits without an
 * executor. The one definition of its parameters; {@link CodePipelineBuilder} holds one of these.
 */
public final class CodePipelineStep extends RemoteStep<ExecutionResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, OnAbort> ON_ABORT =
            Map.of("stop", OnAbort.STOP, "abandon", OnAbort.ABANDON, "leave", OnAbort.LEAVE);
    private static final Map<String, Boolean> RETRY_MODES = Map.of("failedActions", false, "allActions", true);

    private final String pipeline;
    private List<PipelineVariableValue> variables = new ArrayList<>();
    private List<SourceRevision> revisions = new ArrayList<>();
    private String attach;
    private int retryFailed;
    private String retryMode = "failedActions";
    private String onAbort = "stop";
    private boolean waitForEnd = true;
    private boolean propagate = true;

    @DataBoundConstructor
    public CodePipelineStep(String pipeline) {
        this.pipeline = Util.fixNull(pipeline).trim();
    }

    public String getPipeline() {
        return pipeline;
    }

    public List<PipelineVariableValue> getVariables() {
        return List.copyOf(variables);
    }

    @DataBoundSetter
    public void setVariables(List<PipelineVariableValue> variables) {
        this.variables = new ArrayList<>(Util.fixNull(variables));
    }

    public List<SourceRevision> getRevisions() {
        return List.copyOf(revisions);
    }

    @DataBoundSetter
    public void setRevisions(List<SourceRevision> revisions) {
        this.revisions = new ArrayList<>(Util.fixNull(revisions));
    }

    public String getAttach() {
        return attach;
    }

    @DataBoundSetter
    public void setAttach(String attach) {
        this.attach = Util.fixEmptyAndTrim(attach);
    }

    public int getRetryFailed() {
        return retryFailed;
    }

    @DataBoundSetter
    public void setRetryFailed(int retryFailed) {
        this.retryFailed = retryFailed;
    }

    public String getRetryMode() {
        return retryMode;
    }

    @DataBoundSetter
    public void setRetryMode(String retryMode) {
        this.retryMode = Util.fixEmptyAndTrim(retryMode) == null ? "failedActions" : retryMode.trim();
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort) == null ? "stop" : onAbort.trim();
    }

    public boolean isWaitForEnd() {
        return waitForEnd;
    }

    @DataBoundSetter
    public void setWaitForEnd(boolean waitForEnd) {
        this.waitForEnd = waitForEnd;
    }

    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings();
        request();
    }

    @Override
    protected RemoteWork<ExecutionResult> begin(RunContext context) {
        String region = context.access().region().id();
        return new ExecutionRuns(AwsRuntime.get().work())
                .begin(
                        context.access(),
                        request(),
                        settings(),
                        context.journal("codepipeline", ExecutionRecord.class),
                        context.sink(),
                        execution -> context.recorder().record(ExecutionFlow.of(execution, region)));
    }

    @Override
    protected CompletionStage<?> conclude(ExecutionResult result, RunContext context) throws AbortException {
        if (!result.good() && propagate) {
            throw new AbortException(result.failureText());
        }
        return CompletableFuture.completedFuture(new CodePipelineResult(result));
    }

    /** @throws ParameterException naming field and value */
    ExecutionSettings settings() {
        return new ExecutionSettings(
                Choice.of("onAbort", onAbort, ON_ABORT),
                retryFailed,
                Choice.of("retryMode", retryMode, RETRY_MODES),
                waitForEnd);
    }

    /** @throws ParameterException naming field and value */
    PipelineRequest request() {
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach(variable -> values.put(variable.getName(), variable.getValue()));
        return new PipelineRequest(
                pipeline,
                values,
                revisions.stream()
                        .map(revision ->
                                new RevisionOverride(revision.getAction(), revision.getType(), revision.getValue()))
                        .toList(),
                attach);
    }

    /** The step as Pipeline and the form know it. */
    @Extension
    public static final class DescriptorImpl extends RemoteStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codePipeline";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodePipelineStep_displayName();
        }

        @POST
        public ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return ConnectionChoices.of(item, connection);
        }

        @POST
        public ComboBoxModel doFillPipelineItems(@AncestorInPath Item item, @QueryParameter String connection) {
            return PipelineNames.ALL.choices(item, connection);
        }

        @POST
        public ListBoxModel doFillOnAbortItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodePipelineStep_onAbort_stop(), "stop");
                items.add(Messages.CodePipelineStep_onAbort_abandon(), "abandon");
                items.add(Messages.CodePipelineStep_onAbort_leave(), "leave");
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
        public FormValidation doCheckRetryFailed(@AncestorInPath Item item, @QueryParameter String value) {
            return ConnectionChoices.mayConfigure(item)
                    ? FormValidation.validateIntegerInRange(value, 0, ExecutionSettings.MOST_RETRIES)
                    : FormValidation.ok();
        }
    }
}
