package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What an {@link S3Run} transfers, and what is done before and after. */
interface TransferTask {

    /** Checks what can be checked before the job; leads to what makes the job. */
    CompletionStage<Function<StoreDesk, TransferJob<SyncOutcome>>> prepare();

    /** What follows a job that succeeded; the same again if Jenkins was restarted meanwhile. */
    default CompletionStage<Void> conclude(SyncOutcome outcome) {
        return CompletableFuture.completedFuture(null);
    }

    /** Stops waiting in {@link #conclude}, which fails then. */
    default void cancel() {
        // most have nothing to wait for
    }
}
