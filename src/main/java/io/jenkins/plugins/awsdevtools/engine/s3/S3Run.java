package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A transfer between a folder and a prefix, across restarts. A job where the folder is does the work. If a process dies
 * before the job has ended the next one begins again, which is harmless: what is done already is found to be the same.
 * Multipart uploads of a process that died are aborted first. If it dies later, the next one only does what follows.
 */
final class S3Run implements RemoteWork<SyncOutcome> {

    private final SerialExecutor serial;
    private final S3Report report;
    private final DeployJournal journal;
    private final boolean again;
    private final S3Desk desk;
    private final StoreDesk asked;
    private final TransferPlace place;
    private final TransferTask task;
    private final CompletableFuture<SyncOutcome> result = new CompletableFuture<>();
    private TransferPlace.Running<SyncOutcome> running;
    private boolean detached;

    /** @param again whether an earlier process began */
    S3Run(
            Timing timing,
            S3Report report,
            DeployJournal journal,
            boolean again,
            S3Desk desk,
            StoreDesk asked,
            TransferPlace place,
            TransferTask task) {
        this.serial = new SerialExecutor(timing, this::fail);
        this.report = report;
        this.journal = journal;
        this.again = again;
        this.desk = desk;
        this.asked = asked;
        this.place = place;
        this.task = task;
    }

    /** Begins. Called once. */
    void begin() {
        if (journal.isTidy()) {
            serial.execute(this::prepare);
            return;
        }
        cleanUp(this::prepare);
    }

    private void prepare() {
        if (journal.isAborting()) {
            fail(aborted());
        } else if (journal.done().isPresent()) {
            conclude(journal.done().get());
        } else {
            if (again) {
                report.say(Texts.of("s3.again"));
            }
            serial.handle(task.prepare(), this::start);
        }
    }

    private void start(Function<StoreDesk, TransferJob<SyncOutcome>> job, Throwable failure) {
        TransferPlace.Running<SyncOutcome> begun;
        synchronized (this) {
            if (detached) {
                return;
            }
            if (failure != null || journal.isAborting()) {
                fail(failure == null ? aborted() : failure);
                return;
            }
            begun = place.start(StoreDesk.class, asked, job);
            running = begun;
        }
        serial.handle(begun.result(), this::onEnd);
    }

    private void onEnd(SyncOutcome outcome, Throwable failure) {
        desk.end();
        synchronized (this) {
            if (detached) {
                return;
            }
        }
        if (journal.isTidy()) {
            onJobEnd(outcome, failure);
        } else {
            // Of this try if it failed, of an agent that was lost if it did not.
            cleanUp(() -> onJobEnd(outcome, failure));
        }
    }

    private void onJobEnd(SyncOutcome outcome, Throwable failure) {
        if (failure != null) {
            fail(journal.isAborting() ? aborted() : failure);
            return;
        }
        journal.done(outcome);
        conclude(outcome);
    }

    private void conclude(SyncOutcome outcome) {
        serial.handle(task.conclude(outcome), (done, failure) -> {
            if (failure != null) {
                fail(failure);
            } else if (!isDetached()) {
                report.ended(FlowStatus.SUCCEEDED, "");
                result.complete(outcome);
            }
        });
    }

    private static WorkAbortedException aborted() {
        return new WorkAbortedException(Texts.of("s3.aborted"));
    }

    /** Waits for its calls: not on the threads that answers are handled on. */
    private void cleanUp(Runnable next) {
        Thread thread = new Thread(
                () -> {
                    try {
                        abortAll();
                    } catch (RuntimeException | Error fault) { // the boundary of the thread: who waits has to hear
                        fail(fault);
                        return;
                    }
                    serial.execute(next);
                },
                "S3 unfinished uploads");
        thread.setDaemon(true);
        thread.start();
    }

    private void abortAll() {
        try {
            desk.abortAll();
        } catch (IOException notAborted) {
            report.say(Texts.of("s3.notAborted", notAborted.getMessage()));
        } catch (UncheckedIOException notKept) {
            // The next process tries to abort what is gone, which is harmless.
            report.say(Texts.of("s3.notAborted", notKept.getCause().getMessage()));
        }
    }

    private void fail(Throwable failure) {
        if (isDetached()) {
            return;
        }
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        try {
            report.ended(
                    reason instanceof WorkAbortedException ? FlowStatus.STOPPED : FlowStatus.FAILED,
                    "" + reason.getMessage());
        } finally {
            result.completeExceptionally(reason);
        }
    }

    private synchronized boolean isDetached() {
        return detached;
    }

    @Override
    public CompletionStage<SyncOutcome> result() {
        return result;
    }

    @Override
    public String state() {
        return report.state();
    }

    @Override
    public void abort() {
        synchronized (this) {
            if (journal.isAborting() || result.isDone()) {
                return;
            }
            try {
                journal.aborting();
            } finally {
                if (running != null) {
                    running.cancel();
                }
                task.cancel();
            }
        }
    }

    @Override
    public void detach() {
        synchronized (this) {
            detached = true;
        }
        desk.end();
        task.cancel();
    }
}
