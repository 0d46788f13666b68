package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.SingleCall;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Tries stages again, rolls them back, answers approvals, enables and disables transitions, stops executions. Each is asked for once,
 * whatever becomes of the answer and of this process.
 */
public final class PipelineControl {

    private final WorkContext context;
    private final AwsAccess access;
    private final CodePipelineApi api;
    private final Consumer<AwsFailure> trouble;

    /** @param trouble told what is waited out */
    public PipelineControl(WorkContext context, AwsAccess access, Consumer<AwsFailure> trouble) {
        this.context = Objects.requireNonNull(context);
        this.access = Objects.requireNonNull(access);
        this.trouble = Objects.requireNonNull(trouble);
        this.api = new CodePipelineApi(context.clients(), access);
    }

    /** Tries a stage again. Leads to the id of the execution. */
    public RemoteWork<String> retry(StageRetry retry, Journal<RetryPlan> journal) {
        return SingleCall.begin(
                context,
                new RetryCalls(api, access, retry, trouble) {

                    @Override
                    public CompletionStage<RetryPlan> before() {
                        CompletionStage<String> execution = retry.executionId() == null
                                ? api.state(retry.pipeline())
                                        .thenApply(state -> latest(state, retry.pipeline(), retry.stage()))
                                : CompletableFuture.completedFuture(retry.executionId());
                        return execution.thenCompose(id -> api.actions(retry.pipeline(), id)
                                .thenApply(actions -> RetryPlan.of(id, retry.stage(), actions)));
                    }
                },
                journal);
    }

    private static String latest(PipelineState state, String pipeline, String stage) {
        PipelineState.Stage known = state.stage(stage)
                .orElseThrow(() -> new ParameterException(
                        "stage",
                        stage,
                        Texts.of("codepipeline.stage.unknown", pipeline, String.join(", ", state.stageNames()))));
        if (known.executionId().isEmpty()) {
            throw new ParameterException("stage", stage, Texts.of("codepipeline.stage.unused"));
        }
        return known.executionId();
    }

    /** Rolls a stage back. Leads to the id of the new execution. */
    public RemoteWork<String> rollBack(StageRollback rollback, Journal<RollbackPlan> journal) {
        return SingleCall.begin(
                context,
                new ControlCalls<RollbackPlan, String>(
                        api, access, "codepipeline:RollbackStage", rollback.pipeline(), rollback.stage(), trouble) {

                    @Override
                    public CompletionStage<RollbackPlan> before() {
                        return api.rollbacks(rollback.pipeline(), rollback.target())
                                .thenApply(RollbackPlan::new);
                    }

                    @Override
                    public CompletionStage<String> call(RollbackPlan plan) {
                        return api.onceOnly().rollBack(rollback.pipeline(), rollback.stage(), rollback.target());
                    }

                    @Override
                    public CompletionStage<Optional<String>> made(RollbackPlan plan) {
                        return api.rollbacks(rollback.pipeline(), rollback.target())
                                .thenApply(ids -> ids.stream()
                                        .filter(id -> !plan.known().contains(id))
                                        .findFirst());
                    }
                },
                journal);
    }

    /**
     * Answers a manual approval. It fails with {@link ParameterException} if there is no such approval, or more than one
     * waits; one that was answered elsewhere first is no error.
     */
    public RemoteWork<ApprovalAnswer> answer(ApprovalRequest request, Journal<ApprovalPlan> journal) {
        return SingleCall.begin(context, new ApprovalCalls(api, access, request, trouble), journal);
    }

    /** Enables or disables the transition into a stage. It does no harm twice. */
    public RemoteWork<Boolean> change(TransitionChange change) {
        String operation =
                change.enabled() ? "codepipeline:EnableStageTransition" : "codepipeline:DisableStageTransition";
        return harmless(new HarmlessCalls(operation, change.pipeline(), change.stage()) {

            @Override
            public CompletionStage<Boolean> call(String before) {
                return api.transition(change).thenApply(done -> change.enabled());
            }
        });
    }

    /** Stops an execution. Leads to whether it was running. */
    public RemoteWork<Boolean> stop(ExecutionStop stop) {
        return stop(stop, Journal.inMemory());
    }

    /**
     * Stops an execution, or goes on with a stop that the journal tells of. It does no harm twice; one that has ended when it
     * is asked for again was running when it was asked for first.
     */
    public RemoteWork<Boolean> stop(ExecutionStop stop, Journal<String> journal) {
        return SingleCall.begin(
                context,
                new HarmlessCalls("codepipeline:StopPipelineExecution", stop.pipeline(), "") {

                    private volatile boolean asked;

                    @Override
                    public CompletionStage<Boolean> call(String before) {
                        return api.onceOnly()
                                .stop(stop.pipeline(), stop.executionId(), stop.abandon(), stop.reason())
                                .thenApply(running -> running || asked);
                    }

                    @Override
                    public CompletionStage<Optional<Boolean>> made(String before) {
                        asked = true;
                        return super.made(before);
                    }
                },
                journal);
    }

    private RemoteWork<Boolean> harmless(HarmlessCalls calls) {
        return SingleCall.begin(context, calls, Journal.inMemory());
    }

    /** Calls that may be made again after a lost answer, so that there is nothing to look for. */
    private abstract class HarmlessCalls extends ControlCalls<String, Boolean> {

        HarmlessCalls(String operation, String pipeline, String stage) {
            super(api, access, operation, pipeline, stage, trouble);
        }

        @Override
        public CompletionStage<String> before() {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletionStage<Optional<Boolean>> made(String before) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** The names of a pipeline's stages, for forms. */
    public static CompletionStage<List<String>> stages(WorkContext context, AwsAccess access, String pipeline) {
        return new CodePipelineApi(context.clients(), access).state(pipeline).thenApply(PipelineState::stageNames);
    }
}
