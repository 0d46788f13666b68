package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tries a stage again. More tries of its actions than there were tell that it was asked for. */
abstract class RetryCalls extends ControlCalls<RetryPlan, String> {

    private final CodePipelineApi api;
    private final StageRetry retry;

    /** @param trouble told what is waited out */
    RetryCalls(CodePipelineApi api, AwsAccess access, StageRetry retry, Consumer<AwsFailure> trouble) {
        super(api, access, "codepipeline:RetryStageExecution", retry.pipeline(), retry.stage(), trouble);
        this.api = api;
        this.retry = retry;
    }

    @Override
    public CompletionStage<String> call(RetryPlan plan) {
        return api.onceOnly()
                .retry(retry.pipeline(), retry.stage(), plan.executionId(), retry.all())
                .thenApply(done -> plan.executionId());
    }

    @Override
    public CompletionStage<Optional<String>> made(RetryPlan plan) {
        return api.actions(retry.pipeline(), plan.executionId())
                .thenApply(actions -> plan.isBefore(actions) ? Optional.empty() : Optional.of(plan.executionId()));
    }
}
