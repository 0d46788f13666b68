package io.jenkins.plugins.awsdevtools.engine.work;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * An answer of AWS as the first piece of a {@link ChainedWork}: nothing is started by it, so an abort only ends the waiting.
 *
 * @param <A> the answer
 */
public final class AnswerWork<A> implements RemoteWork<A> {

    private final CompletableFuture<A> result = new CompletableFuture<>();
    private final String state;
    private final String aborted;

    /**
     * @param state what is done meanwhile, for people
     * @param aborted what is said if the waiting is aborted
     */
    public AnswerWork(CompletionStage<A> answer, String state, String aborted) {
        this.state = Objects.requireNonNull(state);
        this.aborted = Objects.requireNonNull(aborted);
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    @Override
    public CompletionStage<A> result() {
        return result;
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void abort() {
        result.completeExceptionally(new WorkAbortedException(aborted));
    }

    @Override
    public void detach() {
        // Nothing is held.
    }
}
