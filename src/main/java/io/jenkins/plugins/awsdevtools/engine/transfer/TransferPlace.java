package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Where jobs can be run, such as the workspace of a build. */
public interface TransferPlace {

    /**
     * Begins a job; holds no thread on this side.
     *
     * @param type the interface through which the job asks this side. If the job runs in another process, what it asks and
     *     is answered must be serializable
     * @param desk who answers; called by many threads
     * @param job made of a desk that can be taken to where the job runs. Called again if a job has to begin again
     * @param <D> the desk
     * @param <R> what the job leads to
     */
    <D, R extends Serializable> Running<R> start(Class<D> type, D desk, Function<D, TransferJob<R>> job);

    /**
     * A job under way.
     *
     * @param <R> what it leads to
     */
    interface Running<R> {

        /** How it ends; with {@link TransferException} or {@link java.util.concurrent.CancellationException} if badly. */
        CompletionStage<R> result();

        /** Ends it. {@link #result} fails when it has ended, or cannot be reached. */
        void cancel();
    }
}
