package io.jenkins.plugins.awsdevtools.engine.work;

import java.util.concurrent.CompletionStage;

/**
 * Something that goes on in AWS while a Jenkins build waits for it. No thread is held meanwhile.
 *
 * @param <R> what it leads to
 */
public interface RemoteWork<R> {

    /**
     * How it ends, well or badly. Fails with {@link io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException} if
     * AWS refuses or cannot be understood, with {@link WorkAbortedException} after {@link #abort}.
     */
    CompletionStage<R> result();

    /** What it waits for, in a few words. */
    String state();

    /**
     * Ends it; what becomes of the remote side was said when it began. {@link #result} fails when that is done. Work that
     * has ended is not concerned.
     */
    void abort();

    /** Stops following without touching the remote side or the journal, as when this process goes down. */
    void detach();
}
