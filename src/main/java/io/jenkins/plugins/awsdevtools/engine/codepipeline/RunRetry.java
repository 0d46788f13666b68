package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.work.SingleCall;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The retry of a failed stage of an execution that a run follows. Safe for use by many threads. */
final class RunRetry {

    private final SingleCall<RetryPlan, String> single;
    private CompletionStage<?> underWay = CompletableFuture.completedFuture(null);
    private boolean unwanted;

    /**
     * Asks for it.
     *
     * @param mayBeAsked whether a process that was killed may have asked for it
     * @param trouble told what is waited out
     */
    RunRetry(
            WorkContext context,
            AwsAccess access,
            StageRetry retry,
            RetryPlan plan,
            boolean mayBeAsked,
            Consumer<AwsFailure> trouble) {
        Journal<RetryPlan> known = Journal.inMemory();
        if (mayBeAsked) {
            known.save(plan);
        }
        CodePipelineApi api = new CodePipelineApi(context.clients(), access);
        this.single = SingleCall.begin(
                context,
                new RetryCalls(api, access, retry, trouble) {

                    @Override
                    public CompletionStage<RetryPlan> before() {
                        return CompletableFuture.completedFuture(plan);
                    }

                    @Override
                    public CompletionStage<String> call(RetryPlan before) {
                        return unlessUnwanted(() -> super.call(before));
                    }
                },
                known);
    }

    private synchronized CompletionStage<String> unlessUnwanted(Supplier<CompletionStage<String>> call) {
        if (unwanted) {
            return new CompletableFuture<>(); // nobody looks at it
        }
        CompletionStage<String> made = call.get();
        underWay = made;
        return made;
    }

    /** The id of the execution, once it was asked for. Fails if AWS refuses. */
    CompletionStage<String> result() {
        return single.result();
    }

    /** It is not asked for any more. Leads to the end of the call that is under way, if one is: it may still be done. */
    synchronized CompletionStage<?> giveUp() {
        unwanted = true;
        single.abort();
        return underWay.handle((done, failure) -> null);
    }

    /** It is not asked for any more, and nothing is told. */
    synchronized void detach() {
        unwanted = true;
        single.detach();
    }
}
