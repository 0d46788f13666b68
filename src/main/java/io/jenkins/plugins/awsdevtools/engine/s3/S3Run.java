package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A transfer between a folder and a prefix, across restarts. A job where the folder is does the work; after a restart it
 * begins again, which is harmless: what is done already is found to be the same. Multipart uploads of a process that died
 * are aborted first.
 */
final class S3Run implements RemoteWork<SyncOutcome> {

    /** What follows a job that succeeded. */
    interface Conclusion {
        /** @param again whether an earlier process may have sent some files already */
        CompletionStage<Void> after(SyncOutcome outcome, boolean again, String marker);
    }

    private final String title;
    private final WorkContext context;
    private final LineSink sink;
    private final Consumer<Flow> picture;
    private final TransferPlace place;
    private final Function<StoreDesk, TransferJob<SyncOutcome>> job;
    private final Conclusion conclusion;
    private final boolean again;
    private final OpenUploads uploads;
    private final String marker;
    private final S3Desk desk;
    private final CompletableFuture<SyncOutcome> result = new CompletableFuture<>();
    private final SerialExecutor serial;
    private final List<FlowStage> stages = new ArrayList<>();
    private TransferPlace.Running<SyncOutcome> running;
    private boolean aborted;
    private boolean detached;
    private volatile String state = Texts.of("s3.state.starting");

    S3Run(
            WorkContext context,
            AwsAccess access,
            S3Place s3,
            StoreSettings settings,
            Journal<DeployRecord> journal,
            LineSink sink,
            Consumer<Flow> picture,
            TransferPlace place,
            Function<StoreDesk, TransferJob<SyncOutcome>> job,
            Conclusion conclusion) {
        this.title = s3.url();
        this.context = context;
        this.serial = new SerialExecutor(context.timing(), this::fail);
        this.sink = sink;
        this.picture = picture;
        this.place = place;
        this.job = job;
        this.conclusion = conclusion;
        Optional<DeployRecord> known = journal.load();
        this.again = known.isPresent();
        DeployRecord record =
                known.orElseGet(() -> new DeployRecord(context.markers().get(), List.of(), false));
        this.marker = record.marker();
        this.aborted = record.aborting();
        this.uploads = new OpenUploads(journal, record);
        journal.save(record);
        this.desk = new S3Desk(context.clients(), access, s3, settings, uploads, this::say, this::onProgress);
    }

    /** Begins. Called once. */
    void begin() {
        if (uploads.all().isEmpty()) {
            serial.execute(this::start);
            return;
        }
        apart(() -> {
            try {
                desk.abortAll();
                start();
            } catch (IOException | RuntimeException failed) {
                fail(failed);
            }
        });
    }

    /** Calls that are waited for: not on the threads that answers are handled on. */
    private static void apart(Runnable task) {
        Thread thread = new Thread(task, "S3 unfinished uploads");
        thread.setDaemon(true);
        thread.start();
    }

    private void start() {
        TransferPlace.Running<SyncOutcome> begun;
        synchronized (this) {
            if (aborted) {
                fail(new WorkAbortedException(Texts.of("s3.aborted")));
                return;
            }
            if (again) {
                say(Texts.of("s3.again"));
            }
            stage("transfer", FlowStatus.RUNNING, "");
            begun = place.start(job.apply(desk));
            running = begun;
        }
        serial.handle(begun.result(), this::onEnd);
    }

    private void onEnd(SyncOutcome outcome, Throwable failure) {
        synchronized (this) {
            if (detached) {
                return;
            }
        }
        if (uploads.all().isEmpty()) {
            conclude(outcome, failure);
        } else {
            // Of this try if it failed, of an agent that was lost if it did not.
            apart(() -> {
                cleanUp();
                conclude(outcome, failure);
            });
        }
    }

    private void conclude(SyncOutcome outcome, Throwable failure) {
        if (failure != null) {
            onFailure(failure);
            return;
        }
        stage("transfer", FlowStatus.SUCCEEDED, "");
        conclusion.after(outcome, again, marker).whenComplete((done, late) -> {
            if (late == null) {
                result.complete(outcome);
            } else {
                fail(late);
            }
        });
    }

    private void onFailure(Throwable failure) {
        boolean wanted;
        synchronized (this) {
            wanted = aborted;
        }
        fail(wanted ? new WorkAbortedException(Texts.of("s3.aborted")) : failure);
    }

    private void cleanUp() {
        try {
            desk.abortAll();
        } catch (IOException notAborted) {
            say(Texts.of("s3.notAborted", notAborted.getMessage()));
        }
    }

    private void fail(Throwable failure) {
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        stage(
                "transfer",
                reason instanceof WorkAbortedException ? FlowStatus.STOPPED : FlowStatus.FAILED,
                "" + reason.getMessage());
        result.completeExceptionally(reason);
    }

    private void onProgress(Progress progress) {
        state = progress.line();
        say(progress.line());
    }

    private synchronized void say(String line) {
        sink.print(LogText.clean(line));
        sink.flush();
    }

    private synchronized void stage(String name, FlowStatus status, String note) {
        Instant now = context.timing().now();
        Instant started = stages.isEmpty() ? now : stages.get(0).started();
        stages.clear();
        stages.add(new FlowStage(name, status, started, status.isEnd() ? now : null, note));
        picture.accept(new Flow(title, "S3", status, "", "", stages));
    }

    @Override
    public CompletionStage<SyncOutcome> result() {
        return result;
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public synchronized void abort() {
        if (!aborted && !result.isDone()) {
            aborted = true;
            uploads.aborting();
            if (running != null) {
                running.cancel();
            }
        }
    }

    @Override
    public synchronized void detach() {
        detached = true;
    }
}
