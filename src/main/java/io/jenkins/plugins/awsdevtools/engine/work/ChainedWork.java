package io.jenkins.plugins.awsdevtools.engine.work;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One piece of work, and then another that needs what the first led to. An abort aborts the one under way; if it comes
 * between the two, the second is begun only to end it. Work is called without a lock of this class: it may end, and call back
 * here, with locks of its own.
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
        if (isDetached()) {
            return;
        }
        RemoteWork<R> second;
        try {
            second = next.apply(value);
        } catch (RuntimeException | Error refused) { // an error too: whoever waits has to hear
            result.completeExceptionally(refused);
            return;
        }
        begun(second);
        second.result().whenComplete((end, trouble) -> {
            if (trouble == null) {
                result.complete(end);
            } else {
                result.completeExceptionally(reason(trouble));
            }
        });
    }

    private synchronized boolean isDetached() {
        return detached;
    }

    private void begun(RemoteWork<R> second) {
        boolean leave;
        boolean end;
        synchronized (this) {
            current = second;
            leave = detached;
            end = aborted;
        }
        if (leave) {
            second.detach();
        } else if (end) {
            second.abort();
        }
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public CompletionStage<R> result() {
        return result;
    }

    @Override
    public String state() {
        return current().state();
    }

    @Override
    public void abort() {
        RemoteWork<?> under;
        synchronized (this) {
            aborted = true;
            under = current;
        }
        under.abort();
    }

    @Override
    public void detach() {
        RemoteWork<?> under;
        synchronized (this) {
            detached = true;
            under = current;
        }
        under.detach();
    }

    private synchronized RemoteWork<?> current() {
        return current;
    }
}
