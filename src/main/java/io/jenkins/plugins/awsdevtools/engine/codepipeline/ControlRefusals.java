package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.model.ConflictException;
import software.amazon.awssdk.services.codepipeline.model.NotLatestPipelineExecutionException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionOutdatedException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageNotRetryableException;
import software.amazon.awssdk.services.codepipeline.model.UnableToRollbackStageException;

/** What to do when CodePipeline refuses to be controlled; what AWS said is kept as it is. */
final class ControlRefusals {

    private static final int MOST_SUGGESTED_FROM = 1000;

    private static final Map<Class<?>, String> ADVICE = Map.of(
            StageNotRetryableException.class, "codepipeline.refused.notRetryable",
            NotLatestPipelineExecutionException.class, "codepipeline.refused.notLatest",
            UnableToRollbackStageException.class, "codepipeline.refused.noRollback",
            PipelineExecutionOutdatedException.class, "codepipeline.refused.outdated",
            PipelineExecutionNotFoundException.class, "codepipeline.refused.noExecution");

    private final CodePipelineApi api;
    private final String pipeline;
    private final String stage;

    /** @param stage empty if none is meant */
    ControlRefusals(CodePipelineApi api, String pipeline, String stage) {
        this.api = api;
        this.pipeline = pipeline;
        this.stage = stage;
    }

    /** "The pipeline is busy handling ongoing activities. Try again later." (ConflictException, RetryStageExecution). */
    static boolean isBusy(Throwable thrown) {
        return thrown instanceof ConflictException || thrown.getCause() instanceof ConflictException;
    }

    CompletionStage<AwsFailure> explain(Throwable thrown, AwsFailure refusal) {
        if (thrown instanceof PipelineNotFoundException) {
            return api.pipelines(MOST_SUGGESTED_FROM)
                    .thenApply(names -> FailureTranslator.withClosest(refusal, pipeline, names));
        }
        if (thrown instanceof StageNotFoundException) {
            return api.state(pipeline)
                    .thenApply(
                            state -> advised(refusal, Texts.of("codepipeline.refused.noStage", stage, names(state))));
        }
        String advice = ADVICE.get(thrown.getClass());
        return CompletableFuture.completedFuture(advice == null ? refusal : advised(refusal, Texts.of(advice)));
    }

    private static String names(PipelineState state) {
        return String.join(", ", state.stageNames());
    }

    private static AwsFailure advised(AwsFailure refusal, String advice) {
        return new AwsFailure(
                refusal.kind(),
                refusal.message(),
                advice,
                refusal.policyStatement(),
                refusal.transientFault(),
                refusal.operation());
    }
}
