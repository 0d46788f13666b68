package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchFlow;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchRecord;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchResult;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchSettings;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRuns;
import io.jenkins.plugins.awsdevtools.engine.codebuild.EnvironmentVariable;
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
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codeBuildBatch project: 'site'}: builds a batch in CodeBuild and waits without an executor. The one definition of
 * its parameters; {@link CodeBuildBatchBuilder} holds one of these.
 */
public final class CodeBuildBatchStep extends WorkspaceStep<BatchResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, BatchSettings.Logs> LOG_MODES = Map.of(
            "prefixed", BatchSettings.Logs.PREFIXED,
            "folded", BatchSettings.Logs.FOLDED,
            "onFailure", BatchSettings.Logs.ON_FAILURE,
            "none", BatchSettings.Logs.NONE);

    private String log = "prefixed";
    private BatchSetting batchConfig;

    @DataBoundConstructor
    public CodeBuildBatchStep(String project) {
        super(project);
    }

    public String getLog() {
        return log;
    }

    @DataBoundSetter
    public void setLog(String log) {
        this.log = Util.fixEmptyAndTrim(log) == null ? "prefixed" : log.trim();
    }

    public BatchSetting getBatchConfig() {
        return batchConfig;
    }

    @DataBoundSetter
    public void setBatchConfig(BatchSetting batchConfig) {
        this.batchConfig = batchConfig;
    }

    @Override
    protected void check(Run<?, ?> run) {
        settings();
        checkWorkspaceSettings();
        request(null, RunVariables.of(run));
    }

    @Override
    protected RemoteWork<BatchResult> begin(RunContext context) {
        BatchRequest asked = request((String) context.prepared(), RunVariables.of(context.run()));
        Journal<BatchRecord> journal = context.journal("codebuild-batch", BatchRecord.class);
        return withWorkspace(context, asked.build(), journal.load().isPresent(), build -> new BuildRuns(
                        AwsRuntime.get().work())
                .beginBatch(
                        context.access(),
                        new BatchRequest(build, asked.config()),
                        settings(),
                        journal,
                        context.sink(),
                        (batch, builds) -> context.recorder().record(BatchFlow.of(batch, builds, List.of()))));
    }

    @Override
    protected CompletionStage<?> conclude(BatchResult result, RunContext context) {
        return conclude(
                context,
                new RemoteEnd(
                        result.succeeded(),
                        result.failureText(),
                        result.reportArns(),
                        result.artifacts(),
                        new CodeBuildBatchResult(result),
                        reports -> context.recorder().record(BatchFlow.of(result.batch(), result.builds(), reports))));
    }

    /** @throws ParameterException naming field and value */
    BatchSettings settings() {
        return new BatchSettings(Choice.of("log", log, LOG_MODES), getLastLines(), abortMode(), getRetries());
    }

    /** @throws ParameterException naming field and value */
    BatchRequest request(String buildspecText, List<EnvironmentVariable> more) {
        return new BatchRequest(
                requestOf(getProject(), buildspecText, more, null, null),
                batchConfig == null ? null : batchConfig.toConfig());
    }

    /** The step as Pipeline and both forms know it. */
    @Extension
    public static final class DescriptorImpl extends OverridableStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codeBuildBatch";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodeBuildBatchStep_displayName();
        }

        @POST
        public ListBoxModel doFillLogItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodeBuildBatchStep_log_prefixed(), "prefixed");
                items.add(Messages.CodeBuildBatchStep_log_folded(), "folded");
                items.add(Messages.CodeBuildBatchStep_log_onFailure(), "onFailure");
                items.add(Messages.CodeBuildStep_log_none(), "none");
            }
            return items;
        }
    }
}
