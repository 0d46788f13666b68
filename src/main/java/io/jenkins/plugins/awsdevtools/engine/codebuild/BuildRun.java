package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.CloudWatchLog;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogTail;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One build, from the wish to have it to its end, across restarts.
 *
 * <p>The states, and what may go wrong in each:
 *
 * <ol>
 *   <li><b>Starting.</b> The marker is in the journal before StartBuild is called. If the answer is lost (timeout, cut
 *       connection, crash), the call is repeated with the marker as idempotency token, which gives the same build for
 *       five minutes; once the token may have lapsed, and always after a restart, the build is looked for by its marker
 *       variable first. AWS refusing the call ends the run.
 *   <li><b>Running.</b> The build's id is in the journal. Status comes from the watcher, the log from the tail. Trouble
 *       reading is told once and waited out; if AWS refuses to tell the status at all the run fails.
 *   <li><b>Draining.</b> The build has ended; the rest of the log is read.
 *   <li><b>Ended.</b> {@link #result} is complete.
 * </ol>
 *
 * <p>{@link #abort} may come in any state. While starting, it waits for the answer and then stops the build that was
 * started. All events of a run are handled one after the other; no thread is held between them.
 */
public final class BuildRun {

    /** The token holds five minutes (idempotencyToken, StartBuild, AWS CodeBuild API Reference); less a margin. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(4);

    /** How long StartBuild and StopBuild are repeated while AWS cannot be reached or throttles. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(30);

    /** Five pages of project names. */
    private static final int MOST_SUGGESTED_FROM = 500;

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);

    /** A build that was just started may not be known to every server of AWS yet. */
    private static final Duration MISSING_PATIENCE = Duration.ofMinutes(2);

    /** How long a status that could be read once and is refused now is waited for, such as lapsed credentials. */
    private static final Duration REFUSED_PATIENCE = Duration.ofMinutes(15);

    /** The longest queue (480 min) and the longest build (2160 min) that CodeBuild allows, and a day. */
    private static final Duration WATCH_PATIENCE = Duration.ofMinutes(480 + 2160 + 1440);

    private final BuildRuns shared;
    private final CodeBuildApi api;
    private final AwsAccess access;
    private final BuildRequest request;
    private final BuildSettings settings;
    private final Journal<BuildRecord> journal;
    private final BuildRunListener listener;
    private final SerialExecutor serial;
    private final LineSink sink;
    private final CompletableFuture<BuildResult> result = new CompletableFuture<>();
    private final Backoff backoff;

    private BuildRecord record;
    private ResumableLog log;
    private Watch watch;
    private LogTail tail;
    private BuildSnapshot latest;
    private boolean abortWanted;
    private boolean ending;
    private boolean statusRead;
    private Instant missingSince;
    private Timing.Cancellable refusal = () -> {};
    private volatile String state = Texts.of("codebuild.state.starting");

    BuildRun(
            BuildRuns shared,
            AwsAccess access,
            BuildRequest request,
            BuildSettings settings,
            Journal<BuildRecord> journal,
            LineSink sink,
            BuildRunListener listener) {
        this.shared = Objects.requireNonNull(shared);
        this.access = Objects.requireNonNull(access);
        this.api = new CodeBuildApi(shared.clients(), access);
        this.request = Objects.requireNonNull(request);
        this.settings = Objects.requireNonNull(settings);
        this.journal = Objects.requireNonNull(journal);
        this.sink = Objects.requireNonNull(sink);
        this.listener = Objects.requireNonNull(listener);
        this.serial = new SerialExecutor(shared.timing(), this::fail);
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), shared.random());
    }

    /**
     * How the build ends: its result, whether it succeeded or not. Fails with {@link AwsFailureException} if AWS refuses
     * or cannot be understood, with {@link BuildAbortedException} after {@link #abort}.
     */
    public CompletionStage<BuildResult> result() {
        return result;
    }

    /** What the run waits for, in a few words. */
    public String state() {
        return state;
    }

    /**
     * Ends the run; what becomes of the remote build was said in the settings. {@link #result} fails when it is done. A
     * run that has ended is not concerned.
     */
    public void abort() {
        serial.execute(this::onAbort);
    }

    /** Stops following without touching the remote build or the journal, as when this process goes down. */
    public void detach() {
        serial.execute(() -> {
            ending = true;
            release();
        });
    }

    void begin() {
        serial.execute(this::onBegin);
    }

    private void onBegin() {
        Optional<BuildRecord> known = journal.load();
        record = known.orElseGet(
                () -> BuildRecord.fresh(shared.markers().get(), shared.timing().now()));
        log = new ResumableLog(sink, Optional.ofNullable(record.log()), position -> save(record.withLog(position)));
        abortWanted |= record.aborting();
        if (record.buildId() != null) {
            follow(record.buildId());
        } else if (known.isPresent()) {
            locate();
        } else if (abortWanted) {
            endAborted(Texts.of("codebuild.aborted.beforeStart"));
        } else {
            start();
        }
    }

    // Starting

    private void start() {
        api.start(request, record.marker()).whenCompleteAsync(this::onStartAnswer, serial);
    }

    private void onStartAnswer(BuildSnapshot started, Throwable failure) {
        if (ending) {
            return;
        }
        if (failure == null) {
            adopt(started);
            return;
        }
        AwsFailure reason = translate(failure, "codebuild:StartBuild");
        if (!reason.transientFault() || age().compareTo(START_PATIENCE) > 0) {
            if (abortWanted) {
                endAborted(Texts.of("codebuild.aborted.notStarted"));
            } else {
                failStart(reason);
            }
            return;
        }
        tellOnce(reason);
        shared.timing().after(backoff.next(), () -> serial.execute(this::startAgain));
    }

    /** A project that does not exist is most often a slip of the pen, so the names that do exist are asked for. */
    private void failStart(AwsFailure reason) {
        if (reason.kind() != AwsFailure.Kind.NOT_FOUND) {
            fail(reason);
            return;
        }
        api.projects(MOST_SUGGESTED_FROM)
                .whenCompleteAsync(
                        (names, failure) -> fail(
                                failure == null
                                        ? FailureTranslator.withClosest(reason, request.project(), names)
                                        : reason),
                        serial);
    }

    private void startAgain() {
        if (ending) {
            return;
        }
        if (abortWanted || age().compareTo(TOKEN_LIFE) > 0) {
            locate();
        } else {
            start();
        }
    }

    /** Looks for the build that a call without an answer may have started. */
    private void locate() {
        state = Texts.of("codebuild.state.locating");
        api.find(request.project(), record.marker(), record.requested()).whenCompleteAsync(this::onLocated, serial);
    }

    private void onLocated(Optional<BuildSnapshot> found, Throwable failure) {
        if (ending) {
            return;
        }
        if (failure != null) {
            AwsFailure reason = translate(failure, "codebuild:ListBuildsForProject");
            if (reason.transientFault() && age().compareTo(START_PATIENCE.plus(TOKEN_LIFE)) <= 0) {
                tellOnce(reason);
                shared.timing().after(backoff.next(), () -> serial.execute(this::startAgain));
            } else {
                fail(reason);
            }
        } else if (found.isPresent()) {
            adopt(found.get());
        } else if (abortWanted) {
            endAborted(Texts.of("codebuild.aborted.notStarted"));
        } else {
            start();
        }
    }

    private void adopt(BuildSnapshot build) {
        backoff.reset();
        save(record.withBuildId(build.id()));
        latest = build;
        log.say(Texts.of("codebuild.started", build.displayName(), build.id(), Links.build(build)));
        listener.onChange(build);
        follow(build.id());
    }

    // Running

    private void follow(String buildId) {
        if (abortWanted) {
            stopOrLeave(buildId);
            return;
        }
        state = Texts.of("codebuild.state.running", buildId, latest == null ? "" : latest.currentPhase());
        watch = shared.watcher().watch(api.statusSource(), buildId, new Listener(), WATCH_PATIENCE);
    }

    private void onStatus(BuildSnapshot build) {
        if (ending) {
            return;
        }
        refusal.cancel();
        statusRead = true;
        missingSince = null;
        BuildSnapshot before = latest;
        latest = build;
        state = Texts.of("codebuild.state.running", build.displayName(), build.currentPhase());
        if (!build.equals(before)) {
            listener.onChange(build);
        }
        if (build.log() != null && tail == null && settings.logMode() == LogMode.STREAM) {
            tail = newTail(build);
            tail.start();
        }
        if (build.complete()) {
            watch.cancel();
            drain(build);
        }
    }

    private LogTail newTail(BuildSnapshot build) {
        return new LogTail(
                cloudWatchLog(build),
                log,
                shared.budget(),
                new ReadBudget.Account(build.account(), build.region()),
                shared.timing(),
                serial,
                shared.tailPacing(),
                shared.random(),
                failure -> tell(translate(failure, "logs:GetLogEvents")));
    }

    private CloudWatchLog cloudWatchLog(BuildSnapshot build) {
        return new CloudWatchLog(
                shared.clients(), access.withoutSessionTags(), build.log().group(), build.log().stream());
    }

    private void onMissing(String buildId) {
        Instant now = shared.timing().now();
        if (missingSince == null) {
            missingSince = now;
        } else if (!ending && now.isAfter(missingSince.plus(MISSING_PATIENCE))) {
            fail(AwsFailure.notFound(
                    "codebuild:BatchGetBuilds",
                    Texts.of("codebuild.missing", buildId),
                    Texts.of("codebuild.missing.advice")));
        }
    }

    private void onTrouble(Throwable failure) {
        if (ending) {
            return;
        }
        AwsFailure reason = translate(failure, "codebuild:BatchGetBuilds");
        if (reason.transientFault() && reason.kind() != AwsFailure.Kind.CREDENTIALS_EXPIRED) {
            tell(reason);
        } else if (statusRead || reason.transientFault()) {
            tell(reason);
            refusal = shared.timing().after(REFUSED_PATIENCE, () -> serial.execute(() -> onRefused(reason)));
        } else {
            onRefused(reason);
        }
    }

    /** Nobody can watch the build any more, so it is not left running unless that was wanted. */
    private void onRefused(AwsFailure reason) {
        if (ending) {
            return;
        }
        if (settings.onAbort() == OnAbort.STOP) {
            log.say(Texts.of("codebuild.refused.stopping", record.buildId()));
            api.stop(record.buildId()).whenCompleteAsync((stopped, failure) -> fail(reason), serial);
        } else {
            fail(reason);
        }
    }

    // Draining

    private void drain(BuildSnapshot build) {
        state = Texts.of("codebuild.state.draining", build.displayName());
        if (tail == null) {
            readLastLines(build);
        } else {
            tail.drain().thenRunAsync(() -> readLastLines(build), serial);
        }
    }

    private void readLastLines(BuildSnapshot build) {
        boolean wanted = build.status() != BuildStatus.SUCCEEDED
                && build.log() != null
                && settings.logMode() != LogMode.NONE
                && settings.lastLines() > 0;
        CompletionStage<List<String>> lines = wanted
                ? cloudWatchLog(build).lastLines(settings.lastLines())
                : CompletableFuture.completedFuture(List.of());
        lines.whenCompleteAsync(
                (read, failure) -> {
                    if (failure != null) {
                        tell(translate(failure, "logs:GetLogEvents"));
                    }
                    onEnd(new BuildResult(build, failure == null ? read : List.of()));
                },
                serial);
    }

    private void onEnd(BuildResult end) {
        if (ending) {
            return;
        }
        if (settings.logMode() == LogMode.ON_FAILURE) {
            end.lastLines().forEach(log::say);
        }
        log.say(BuildTexts.ended(end.build()));
        end();
        result.complete(end);
    }

    // Aborting

    private void onAbort() {
        if (ending || abortWanted) {
            return;
        }
        abortWanted = true;
        state = Texts.of("codebuild.state.aborting");
        if (record == null) {
            return; // not begun: the beginning sees the wish
        }
        save(record.withAborting());
        if (record.buildId() != null) {
            stopOrLeave(record.buildId());
        }
        // Otherwise an answer is awaited, and whoever gets it sees the wish.
    }

    private void stopOrLeave(String buildId) {
        if (settings.onAbort() == OnAbort.LEAVE) {
            endAborted(Texts.of("codebuild.aborted.left", buildId));
        } else {
            stop(buildId, shared.timing().now().plus(STOP_PATIENCE));
        }
    }

    private void stop(String buildId, Instant deadline) {
        api.stop(buildId)
                .whenCompleteAsync(
                        (stopped, failure) -> {
                            if (ending) {
                                return;
                            }
                            if (failure == null) {
                                listener.onChange(stopped);
                                endAborted(Texts.of("codebuild.aborted.stopped", stopped.displayName()));
                                return;
                            }
                            AwsFailure reason = translate(failure, "codebuild:StopBuild");
                            if (reason.transientFault() && shared.timing().now().isBefore(deadline)) {
                                tellOnce(reason);
                                shared.timing()
                                        .after(backoff.next(), () -> serial.execute(() -> stop(buildId, deadline)));
                            } else {
                                tell(reason);
                                endAborted(Texts.of("codebuild.aborted.notStopped", buildId));
                            }
                        },
                        serial);
    }

    private void endAborted(String message) {
        log.say(message);
        end();
        result.completeExceptionally(new BuildAbortedException(message));
    }

    // Ending

    private void fail(AwsFailure reason) {
        fail(new AwsFailureException(reason));
    }

    private void fail(RuntimeException reason) {
        if (!ending) {
            end();
            result.completeExceptionally(reason);
        }
    }

    private void end() {
        ending = true;
        release();
    }

    private void release() {
        refusal.cancel();
        if (watch != null) {
            watch.cancel();
        }
        if (tail != null) {
            tail.stop();
        }
    }

    private Duration age() {
        return Duration.between(record.requested(), shared.timing().now());
    }

    private void save(BuildRecord next) {
        journal.save(next);
        record = next;
    }

    private AwsFailure translate(Throwable failure, String operation) {
        return FailureTranslator.translate(
                failure,
                new CallContext(operation, request.project(), access.region().id()));
    }

    private void tellOnce(AwsFailure reason) {
        if (!backoff.isActive()) {
            tell(reason);
        }
    }

    private void tell(AwsFailure reason) {
        log.say(Texts.of("codebuild.trouble", reason.message(), reason.advice()));
    }

    /** Brings what the watcher tells into the order of the run's own events. */
    private final class Listener implements WatchListener<BuildSnapshot> {

        @Override
        public void onStatus(BuildSnapshot status) {
            serial.execute(() -> BuildRun.this.onStatus(status));
        }

        @Override
        public void onMissing() {
            serial.execute(() -> BuildRun.this.onMissing(record.buildId()));
        }

        @Override
        public void onTrouble(Throwable failure) {
            serial.execute(() -> BuildRun.this.onTrouble(failure));
        }

        @Override
        public void onRecovered() {
            serial.execute(() -> refusal.cancel());
        }

        @Override
        public void onDeadline() {
            serial.execute(() -> fail(AwsFailure.notFound(
                    "codebuild:BatchGetBuilds",
                    Texts.of("codebuild.endless", record.buildId()),
                    Texts.of("codebuild.endless.advice"))));
        }
    }
}
