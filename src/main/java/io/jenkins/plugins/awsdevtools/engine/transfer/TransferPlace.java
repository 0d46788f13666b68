package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/** Where jobs can be run, such as the workspace of a build. */
public interface TransferPlace {

    /** Begins a job; holds no thread on this side. */
    <R extends Serializable> Running<R> start(TransferJob<R> job);

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
