package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineKey;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.StageState;

/**
 * The newest executions of pipelines, one call for each pipeline, for one identity and level. Equal for all who want to
 * know the same, so that a pipeline is read once however many jobs watch it.
 */
record ChangeSource(AwsClients clients, AwsAccess access, ChangeLevel level)
        implements AskedSource<String, PipelineReading> {

    /** "maxResults: maximum value of 100" (ListPipelineExecutions, ListActionExecutions). */
    private static final int PAGE = 100;

    /** Without events a change is seen this late at most. */
    static final Duration INTERVAL = Duration.ofSeconds(15);

    @Override
    public String operation() {
        return switch (level) {
            case PIPELINE -> "codepipeline:ListPipelineExecutions";
            case STAGE -> "codepipeline:GetPipelineState";
            case ACTION -> "codepipeline:ListActionExecutions";
        };
    }

    /** Each of the operations takes one pipeline. */
    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Duration interval(Duration usual) {
        return usual.compareTo(INTERVAL) < 0 ? INTERVAL : usual;
    }

    /** An event names the pipeline. */
    @Override
    public boolean concerns(String pipeline, Object named) {
        return named instanceof PipelineKey key && key.pipeline().equals(pipeline);
    }

    @Override
    public CompletionStage<Map<String, PipelineReading>> read(List<String> pipelines) {
        String pipeline = pipelines.get(0);
        CompletionStage<List<Observed>> read =
                switch (level) {
                    case PIPELINE -> executions(pipeline);
                    case STAGE -> stages(pipeline);
                    case ACTION -> actions(pipeline);
                };
        return read.thenApply(observed -> new PipelineReading(observed, Optional.empty()))
                .exceptionallyCompose(failure -> refused(pipeline, failure))
                .thenApply(reading -> Map.of(pipeline, reading));
    }

    /** What AWS says no to is told of the pipeline it is about and does not slow down the others. */
    private CompletionStage<PipelineReading> refused(String pipeline, Throwable failure) {
        AwsFailure reason = FailureTranslator.translate(
                failure, new CallContext(operation(), pipeline, access.region().id()));
        return reason.kind() == AwsFailure.Kind.NOT_FOUND || reason.kind() == AwsFailure.Kind.DENIED
                ? CompletableFuture.completedFuture(new PipelineReading(List.of(), Optional.of(reason)))
                : CompletableFuture.failedFuture(failure);
    }

    private CompletionStage<List<Observed>> executions(String pipeline) {
        return client().listPipelineExecutions(
                        list -> list.pipelineName(pipeline).maxResults(PAGE))
                .thenApply(page -> oldestFirst(page.pipelineExecutionSummaries().stream()
                        .map(summary -> new Observed(
                                summary.pipelineExecutionId(),
                                summary.pipelineExecutionId(),
                                "",
                                "",
                                summary.statusAsString(),
                                summary.lastUpdateTime(),
                                text(summary.statusSummary())))
                        .toList()));
    }

    private CompletionStage<List<Observed>> stages(String pipeline) {
        return client().getPipelineState(get -> get.name(pipeline)).thenApply(state -> state.stageStates().stream()
                .filter(stage -> stage.latestExecution() != null)
                .map(ChangeSource::stage)
                .toList());
    }

    private static Observed stage(StageState stage) {
        String execution = stage.latestExecution().pipelineExecutionId();
        Instant changed = stage.actionStates().stream()
                .filter(action -> action.latestExecution() != null
                        && action.latestExecution().lastStatusChange() != null)
                .map(action -> action.latestExecution().lastStatusChange())
                .max(Instant::compareTo)
                .orElse(null);
        return new Observed(
                stage.stageName() + "/" + execution,
                execution,
                stage.stageName(),
                "",
                stage.latestExecution().statusAsString(),
                changed,
                "");
    }

    private CompletionStage<List<Observed>> actions(String pipeline) {
        return client().listActionExecutions(list -> list.pipelineName(pipeline).maxResults(PAGE))
                .thenApply(page -> oldestFirst(page.actionExecutionDetails().stream()
                        .map(ChangeSource::action)
                        .toList()));
    }

    private static Observed action(ActionExecutionDetail detail) {
        var result = detail.output() == null ? null : detail.output().executionResult();
        String summary = "";
        if (result != null) {
            summary = result.errorDetails() == null
                    ? text(result.externalExecutionSummary())
                    : text(result.errorDetails().message());
        }
        return new Observed(
                detail.actionExecutionId(),
                detail.pipelineExecutionId(),
                text(detail.stageName()),
                text(detail.actionName()),
                detail.statusAsString(),
                detail.lastUpdateTime(),
                summary);
    }

    private static List<Observed> oldestFirst(List<Observed> newestFirst) {
        List<Observed> reversed = new ArrayList<>(newestFirst);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private CodePipelineAsyncClient client() {
        return clients.codePipeline(access);
    }
}
