package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits for what another brings. An abort ends the waiting alone.
 *
 * @param <T> what is waited for
 */
final class MirrorWait<T> implements RemoteWork<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final String state;

    MirrorWait(CompletionStage<T> awaited, String state) {
        this.state = state;
        awaited.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    @Override
    public CompletionStage<T> result() {
        return result;
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void abort() {
        result.completeExceptionally(new WorkAbortedException(Messages.MirrorWait_aborted()));
    }

    @Override
    public void detach() {
        result.cancel(false);
    }
}
