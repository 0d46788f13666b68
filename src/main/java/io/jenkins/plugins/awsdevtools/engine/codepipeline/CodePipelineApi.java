package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.DuplicatedStopRequestException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotStoppableException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariable;
import software.amazon.awssdk.services.codepipeline.model.SourceRevisionOverride;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;

/** The operations of CodePipeline that the plugin uses, for one identity. Stages fail with whatever the SDK threw. */
public final class CodePipelineApi {

    /** "reason: maximum length of 200" (StopPipelineExecution). */
    private static final int LONGEST_REASON = 200;

    private final AwsClients clients;
    private final AwsAccess access;

    public CodePipelineApi(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * StartPipelineExecution. The same token gives the same execution.
     *
     * @param token at most 128 letters, digits and -
     * @return the execution's id
     */
    CompletionStage<String> start(PipelineRequest request, String token) {
        StartPipelineExecutionRequest.Builder start =
                StartPipelineExecutionRequest.builder().name(request.pipeline()).clientRequestToken(token);
        if (!request.variables().isEmpty()) {
            start.variables(request.variables().entrySet().stream()
                    .map(entry -> PipelineVariable.builder()
                            .name(entry.getKey())
                            .value(entry.getValue())
                            .build())
                    .toList());
        }
        if (!request.revisions().isEmpty()) {
            start.sourceRevisions(request.revisions().stream()
                    .map(revision -> SourceRevisionOverride.builder()
                            .actionName(revision.action())
                            .revisionType(revision.type())
                            .revisionValue(revision.value())
                            .build())
                    .toList());
        }
        return client().startPipelineExecution(start.build()).thenApply(answer -> answer.pipelineExecutionId());
    }

    /** The id of an execution that is there; fails if it is not. */
    CompletionStage<String> existing(String pipeline, String executionId) {
        return client().getPipelineExecution(get -> get.pipelineName(pipeline).pipelineExecutionId(executionId))
                .thenApply(answer -> answer.pipelineExecution().pipelineExecutionId());
    }

    /**
     * StopPipelineExecution. An execution that has ended, or is being stopped already, is no error.
     *
     * @param abandon whether actions in progress are not waited for
     * @return whether it was running
     */
    CompletionStage<Boolean> stop(String pipeline, String executionId, boolean abandon, String reason) {
        String shortened = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
        return client().stopPipelineExecution(stop -> stop.pipelineName(pipeline)
                        .pipelineExecutionId(executionId)
                        .abandon(abandon)
                        .reason(shortened))
                .thenApply(stopped -> true)
                .exceptionallyCompose(failure -> {
                    Throwable thrown = failure.getCause() == null ? failure : failure.getCause();
                    if (thrown instanceof PipelineExecutionNotStoppableException) {
                        return CompletableFuture.completedFuture(false);
                    }
                    return thrown instanceof DuplicatedStopRequestException
                            ? CompletableFuture.completedFuture(true)
                            : CompletableFuture.failedFuture(failure);
                });
    }

    /**
     * RetryStageExecution.
     *
     * @param all whether actions that succeeded run again too
     */
    CompletionStage<?> retry(String pipeline, String stage, String executionId, boolean all) {
        return client().retryStageExecution(retry -> retry.pipelineName(pipeline)
                .stageName(stage)
                .pipelineExecutionId(executionId)
                .retryMode(all ? StageRetryMode.ALL_ACTIONS : StageRetryMode.FAILED_ACTIONS));
    }

    /** The same calls, which the SDK does not repeat by itself after a lost answer. */
    CodePipelineApi onceOnly() {
        return new CodePipelineApi(clients, access.withOneAttempt());
    }

    /**
     * RollbackStage, which takes no token.
     *
     * @return the id of the new execution
     */
    CompletionStage<String> rollBack(String pipeline, String stage, String target) {
        return client().rollbackStage(
                        roll -> roll.pipelineName(pipeline).stageName(stage).targetPipelineExecutionId(target))
                .thenApply(answer -> answer.pipelineExecutionId());
    }

    /** The newest executions that roll a stage back to the given one: a hundred executions are looked at. */
    CompletionStage<List<String>> rollbacks(String pipeline, String target) {
        return client().listPipelineExecutions(
                        list -> list.pipelineName(pipeline).maxResults(ExecutionStatusSource.PAGE))
                .thenApply(page -> page.pipelineExecutionSummaries().stream()
                        .filter(summary -> summary.rollbackMetadata() != null
                                && target.equals(summary.rollbackMetadata().rollbackTargetPipelineExecutionId()))
                        .map(PipelineExecutionSummary::pipelineExecutionId)
                        .toList());
    }

    /** EnableStageTransition or DisableStageTransition. */
    CompletionStage<?> transition(TransitionChange change) {
        return change.enabled()
                ? client().enableStageTransition(enable -> enable.pipelineName(change.pipeline())
                        .stageName(change.stage())
                        .transitionType(StageTransitionType.INBOUND))
                : client().disableStageTransition(disable -> disable.pipelineName(change.pipeline())
                        .stageName(change.stage())
                        .transitionType(StageTransitionType.INBOUND)
                        .reason(change.reason()));
    }

    /** The stages of the version of the pipeline that an execution runs: GetPipelineExecution, GetPipeline. */
    CompletionStage<MirrorPlan> plan(String pipeline, String executionId) {
        return client().getPipelineExecution(get -> get.pipelineName(pipeline).pipelineExecutionId(executionId))
                .thenCompose(answer -> client().getPipeline(get ->
                        get.name(pipeline).version(answer.pipelineExecution().pipelineVersion())))
                .thenApply(answer -> MirrorPlan.of(answer.pipeline()));
    }

    /** GetPipelineState. */
    CompletionStage<PipelineState> state(String pipeline) {
        return client().getPipelineState(get -> get.name(pipeline)).thenApply(PipelineState::of);
    }

    /** Every try of every action of one execution. */
    CompletionStage<List<ActionSnapshot>> actions(String pipeline, String executionId) {
        return tries(pipeline, executionId, new ArrayList<>(), null)
                .thenApply(tries -> tries.stream().map(ActionSnapshot::of).toList());
    }

    private CompletionStage<List<ActionExecutionDetail>> tries(
            String pipeline, String executionId, List<ActionExecutionDetail> read, String token) {
        return client().listActionExecutions(list -> list.pipelineName(pipeline)
                        .filter(filter -> filter.pipelineExecutionId(executionId))
                        .maxResults(ExecutionStatusSource.PAGE)
                        .nextToken(token))
                .thenCompose(page -> {
                    read.addAll(page.actionExecutionDetails());
                    return page.nextToken() == null
                            ? CompletableFuture.completedFuture(List.copyOf(read))
                            : tries(pipeline, executionId, read, page.nextToken());
                });
    }

    /** GetPipelineState, as far as approvals need it. */
    CompletionStage<ApprovalState> approvalState(String pipeline) {
        return client().getPipelineState(get -> get.name(pipeline)).thenApply(ApprovalState::of);
    }

    /** Every try of every approval of one execution, newest first. */
    CompletionStage<List<ApprovalTry>> approvals(String pipeline, String executionId) {
        return tries(pipeline, executionId, new ArrayList<>(), null).thenApply(CodePipelineApi::approvals);
    }

    /** The approvals among the newest hundred tries of actions, newest first. */
    CompletionStage<List<ApprovalTry>> newestApprovals(String pipeline) {
        return client().listActionExecutions(list -> list.pipelineName(pipeline).maxResults(ExecutionStatusSource.PAGE))
                .thenApply(page -> approvals(page.actionExecutionDetails()));
    }

    private static List<ApprovalTry> approvals(List<ActionExecutionDetail> tries) {
        return tries.stream()
                .map(ApprovalTry::of)
                .filter(ApprovalTry::isApproval)
                .toList();
    }

    /** PutApprovalResult. */
    CompletionStage<?> answer(String pipeline, ApprovalPlan approval, boolean approve, String comment) {
        return client().putApprovalResult(put -> put.pipelineName(pipeline)
                .stageName(approval.stage())
                .actionName(approval.action())
                .token(approval.token())
                .result(result ->
                        result.summary(comment).status(approve ? ApprovalStatus.APPROVED : ApprovalStatus.REJECTED)));
    }

    /**
     * The names of all pipelines, for drop-downs and suggestions.
     *
     * @param most where to stop
     */
    public CompletionStage<List<String>> pipelines(int most) {
        return pipelines(new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> pipelines(List<String> names, String token, int most) {
        return client().listPipelines(list -> list.nextToken(token)).thenCompose(page -> {
            page.pipelines().stream().map(PipelineSummary::name).forEach(names::add);
            return page.nextToken() == null || names.size() >= most
                    ? CompletableFuture.completedFuture(List.copyOf(names))
                    : pipelines(names, page.nextToken(), most);
        });
    }

    /** The status of a pipeline's executions, shared by all who have the same identity. */
    public StatusSource<String, ExecutionSnapshot> statusSource(String pipeline) {
        return new ExecutionStatusSource(clients, access.withoutSessionTags(), pipeline);
    }

    private CodePipelineAsyncClient client() {
        return clients.codePipeline(access);
    }
}
