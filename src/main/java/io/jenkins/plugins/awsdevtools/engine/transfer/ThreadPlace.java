package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Runs each job on a daemon thread of its own in this process. */
public final class ThreadPlace implements TransferPlace {

    private final Path root;

    public ThreadPlace(Path root) {
        this.root = root;
    }

    @Override
    public <D, R extends Serializable> Running<R> start(Class<D> type, D desk, Function<D, TransferJob<R>> job) {
        return start(job.apply(desk));
    }

    /** Begins a job that has its desk. */
    public <R extends Serializable> Running<R> start(TransferJob<R> job) {
        CompletableFuture<R> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(job.run(root));
                    } catch (InterruptedException cancelled) {
                        result.completeExceptionally(new CancellationException("cancelled"));
                    } catch (Throwable failed) { // the boundary of the thread: told by the result
                        result.completeExceptionally(failed);
                    }
                },
                "S3 transfer");
        thread.setDaemon(true);
        thread.start();
        return new Started<>(result, thread);
    }

    private record Started<R>(CompletionStage<R> result, Thread thread) implements Running<R> {
        @Override
        public void cancel() {
            thread.interrupt();
        }
    }
}
