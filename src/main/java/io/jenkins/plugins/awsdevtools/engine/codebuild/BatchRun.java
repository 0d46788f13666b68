package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.work.StartRules;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One batch, from the wish to have it to its end, across restarts. The batch is watched, and so are the current builds of
 * its groups, together with all other builds of the controller. Their logs are one log with a place of its own to go on
 * from ({@link GroupLogs}). If retries are wanted, the failed builds of a failed batch are tried again.
 */
public final class BatchRun extends WorkRun<BatchSnapshot, BatchResult, BatchRecord> {

    private final BatchApi api;
    private final BatchRequest request;
    private final BatchSettings settings;
    private final BatchRunListener listener;

    private GroupBuilds builds;
    private BatchSnapshot latest;
    private boolean finishing;

    BatchRun(
            WorkContext context,
            AwsAccess access,
            BatchRequest request,
            BatchSettings settings,
            Journal<BatchRecord> journal,
            LineSink sink,
            BatchRunListener listener) {
        super(context, access, "codebuild.batch", journal, sink);
        this.api = new BatchApi(context.clients(), access);
        this.request = Objects.requireNonNull(request);
        this.settings = Objects.requireNonNull(settings);
        this.listener = Objects.requireNonNull(listener);
    }

    // Starting

    @Override
    protected StartRules startRules() {
        return BuildPatience.START;
    }

    @Override
    protected BatchRecord freshRecord(String marker, Instant now) {
        return BatchRecord.fresh(marker, now);
    }

    @Override
    protected CompletionStage<BatchSnapshot> callStart() {
        return record().retried() == null
                ? api.start(request, record().marker())
                : api.retryFailed(record().retried(), record().token());
    }

    @Override
    protected String startOperation() {
        return record().retried() == null ? "codebuild:StartBuildBatch" : "codebuild:RetryBuildBatch";
    }

    @Override
    protected CompletionStage<Optional<BatchSnapshot>> find() {
        return record().retried() == null
                ? api.find(request.build().project(), record().marker(), record().requested())
                : api.running(record().retried());
    }

    @Override
    protected String findOperation() {
        return record().retried() == null ? "codebuild:ListBuildBatchesForProject" : "codebuild:BatchGetBuildBatches";
    }

    @Override
    protected String idOf(BatchSnapshot batch) {
        return batch.id();
    }

    @Override
    protected void onStarted(BatchSnapshot batch) {
        latest = batch;
        if (record().attempts() == 1) {
            say(text("started", batch.displayName(), batch.id(), Links.batch(batch)));
        }
        tell(batch);
    }

    // Running

    @Override
    protected StatusSource<String, BatchSnapshot> statusSource() {
        return api.statusSource();
    }

    @Override
    protected Duration watchPatience() {
        return BuildPatience.WATCH;
    }

    @Override
    protected void onStatus(BatchSnapshot batch) {
        BatchSnapshot before = latest;
        latest = batch;
        state(text("state.running", batch.displayName(), batch.currentPhase()));
        groupBuilds().follow(batch.groups());
        if (!batch.equals(before)) {
            tell(batch);
        }
        if (batch.complete()) {
            stopWatching();
            endIfSettled();
        }
    }

    private GroupBuilds groupBuilds() {
        if (builds == null) {
            builds = new GroupBuilds(new Builds(), settings.logs(), record().printed());
        }
        return builds;
    }

    private void tell(BatchSnapshot batch) {
        listener.onChange(batch, builds == null ? Map.of() : builds.known());
    }

    private void endIfSettled() {
        if (finishing || ending() || latest == null || !latest.complete() || !builds.settled()) {
            return;
        }
        finishing = true;
        state(text("state.draining", latest.displayName()));
        int lines = settings.logs() == BatchSettings.Logs.NONE ? 0 : settings.lastLines();
        inOrder(
                builds.drain().thenCompose(drained -> builds.lastLines(latest.groups(), lines)),
                (last, failure) -> onEnd(new BatchResult(latest, builds.known(), failure == null ? last : Map.of())));
    }

    private void onEnd(BatchResult end) {
        BatchSnapshot batch = end.batch();
        tell(batch);
        say(BatchTexts.table(batch, end.builds()));
        int attempts = record().attempts();
        boolean again = batch.status().isFailure()
                && batch.status() != BuildStatus.STOPPED
                && attempts <= settings.retries()
                && !abortWanted();
        if (!again) {
            finish(end);
            return;
        }
        say(text("retry", attempts + 1, settings.retries() + 1, batch.displayName()));
        List<String> printed = builds.all();
        builds.stop();
        builds = null;
        finishing = false;
        startAnew(record().again(context().timing().now(), log().switchLog(), printed));
    }

    // Aborting

    @Override
    protected boolean stopsOnAbort() {
        return settings.onAbort() == OnAbort.STOP;
    }

    @Override
    protected CompletionStage<?> callStop(String batchId) {
        return shown(api.stop(batchId), stopped -> {
            latest = stopped;
            tell(stopped);
        });
    }

    @Override
    protected String stopOperation() {
        return "codebuild:StopBuildBatch";
    }

    @Override
    protected String resource() {
        return request.build().project();
    }

    @Override
    protected String shownName() {
        return latest == null ? record().remoteId() : latest.displayName();
    }

    @Override
    protected void release() {
        if (builds != null) {
            builds.stop();
        }
    }

    /** What the builds of the groups are given of this run. */
    private final class Builds implements GroupBuilds.Owner {

        @Override
        public WorkContext context() {
            return BatchRun.this.context();
        }

        @Override
        public AwsAccess access() {
            return BatchRun.this.access();
        }

        @Override
        public SerialExecutor serial() {
            return BatchRun.this.serial();
        }

        @Override
        public ResumableLog log() {
            return BatchRun.this.log();
        }

        @Override
        public AwsFailure translate(Throwable failure, String operation) {
            return BatchRun.this.translate(failure, operation);
        }

        @Override
        public void tell(AwsFailure reason) {
            BatchRun.this.tell(reason);
        }

        @Override
        public void onChange() {
            if (!ending()) {
                BatchRun.this.tell(latest);
                endIfSettled();
            }
        }
    }
}
