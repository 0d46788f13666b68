package io.jenkins.plugins.awsdevtools.engine.work;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One piece of work, and then another that needs what the first led to. An abort aborts the one under way; if it comes
 * between the two, the second is begun only to end it.
 *
 * @param <R> what the second leads to
 */
public final class ChainedWork<R> implements RemoteWork<R> {

    private final CompletableFuture<R> result = new CompletableFuture<>();
    private RemoteWork<?> current;
    private boolean aborted;
    private boolean detached;

    private ChainedWork(RemoteWork<?> first) {
        this.current = Objects.requireNonNull(first);
    }

    /** @param next begins the second; may throw what ends the whole */
    public static <A, R> ChainedWork<R> of(RemoteWork<A> first, Function<? super A, ? extends RemoteWork<R>> next) {
        ChainedWork<R> chain = new ChainedWork<>(first);
        first.result().whenComplete((value, failure) -> chain.onFirst(value, failure, next));
        return chain;
    }

    private <A> void onFirst(A value, Throwable failure, Function<? super A, ? extends RemoteWork<R>> next) {
        if (failure != null) {
            result.completeExceptionally(reason(failure));
            return;
        }
        RemoteWork<R> second;
        synchronized (this) {
            if (detached) {
                return;
            }
            try {
                second = next.apply(value);
            } catch (RuntimeException refused) {
                result.completeExceptionally(refused);
                return;
            }
            current = second;
            if (aborted) {
                second.abort();
            }
        }
        second.result().whenComplete((end, trouble) -> {
            if (trouble == null) {
                result.complete(end);
            } else {
                result.completeExceptionally(reason(trouble));
            }
        });
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public CompletionStage<R> result() {
        return result;
    }

    @Override
    public synchronized String state() {
        return current.state();
    }

    @Override
    public synchronized void abort() {
        aborted = true;
        current.abort();
    }

    @Override
    public synchronized void detach() {
        detached = true;
        current.detach();
    }
}
