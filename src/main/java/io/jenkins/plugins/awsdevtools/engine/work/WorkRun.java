package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One thing that AWS does for a Jenkins build, from the wish to have it to its end, across restarts.
 *
 * <p>The states, and what may go wrong in each:
 *
 * <ol>
 *   <li><b>Starting.</b> The marker is in the journal before the call is made; {@link IdempotentStart} sees to it that
 *       there is one thing whatever becomes of the answer. AWS refusing the call ends the run.
 *   <li><b>Running.</b> The id is in the journal. {@link PatientWatch} brings the status. Trouble reading is told once and
 *       waited out; if AWS refuses to tell the status at all the thing is stopped, for nobody could watch it, and the run
 *       fails.
 *   <li><b>Finishing.</b> The thing has ended; the room reads what else it wants (the rest of a log) and calls
 *       {@link #finish}.
 *   <li><b>Ended.</b> {@link #result} is complete.
 * </ol>
 *
 * <p>{@link #abort} may come in any state. While starting, it waits for the answer and then stops what was started. All
 * hooks are called one after the other on {@link #serial}; no thread is held between them.
 *
 * @param <S> the thing, as one answer of AWS tells it
 * @param <R> how it ended
 * @param <T> what is kept across restarts
 */
public abstract class WorkRun<S, R, T extends WorkRecord<T>> extends ServiceWork<S, T> implements RemoteWork<R> {

    private static final Logger LOGGER = Logger.getLogger(WorkRun.class.getName());
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);

    private final WorkContext context;
    private final AwsAccess access;
    private final RunLedger<T> ledger;
    private final SerialExecutor serial;
    private final Backoff backoff;
    private final CompletableFuture<R> result = new CompletableFuture<>();

    private IdempotentStart<S> starting;
    private PatientWatch<S> watch;
    private boolean abortWanted;
    private boolean ending;
    private volatile String state;

    /**
     * @param texts what the keys of the room's texts begin with, for example {@code codebuild}. The texts that every room
     *     has are those of {@code codebuild.state}, {@code .aborted}, {@code .missing}, {@code .endless}, {@code .refused}
     *     and {@code .trouble}.
     * @param sink where the log is printed
     */
    protected WorkRun(WorkContext context, AwsAccess access, String texts, Journal<T> journal, LineSink sink) {
        this.context = Objects.requireNonNull(context);
        this.access = Objects.requireNonNull(access);
        this.ledger = new RunLedger<>(texts, journal, sink);
        this.serial = new SerialExecutor(context.timing(), fault -> fail(fault));
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), context.random());
        this.state = text("state.starting");
    }

    /** The remote work was stopped because of an abort; a room may wait for what follows a stop. */
    protected void onStopped(String remoteId) {
        endAborted(text("aborted.stopped", shownName()));
    }

    /** How the work is called in messages; its id unless the room knows better. */
    protected String shownName() {
        return record().remoteId();
    }

    // What a room works with

    protected final WorkContext context() {
        return context;
    }

    protected final AwsAccess access() {
        return access;
    }

    /** Where all events of this run are handled, one after the other. */
    protected final SerialExecutor serial() {
        return serial;
    }

    protected final ResumableLog log() {
        return ledger.log();
    }

    protected final T record() {
        return ledger.record();
    }

    /** Keeps a record; it outlives this process when this returns. */
    protected final void save(T next) {
        ledger.save(next);
    }

    protected final boolean ending() {
        return ending;
    }

    protected final boolean abortWanted() {
        return abortWanted;
    }

    protected final void state(String now) {
        state = now;
    }

    protected final void say(String message) {
        ledger.log().say(message);
    }

    /** Says a failure that is waited out or does no harm. */
    protected final void tell(AwsFailure reason) {
        say(text("trouble", reason.message(), reason.advice()));
    }

    protected final AwsFailure translate(Throwable failure, String operation) {
        return FailureTranslator.translate(
                failure, new CallContext(operation, resource(), access.region().id()));
    }

    /** A text of the room. */
    protected final String text(String key, Object... values) {
        return ledger.text(key, values);
    }

    /** No status is told any more. */
    protected final void stopWatching() {
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
    }

    /** Reads the status at once. */
    protected final void readNow() {
        if (watch != null) {
            watch.nudge();
        }
    }

    /** Reads the status in a few seconds: the next reading is expected to tell more, and no event may say so. */
    protected final void lookAgain() {
        if (watch != null) {
            watch.lookAgain();
        }
    }

    /** The run has ended; unless it had before. */
    protected final void finish(R outcome) {
        if (!ending) {
            end(() -> result.complete(outcome));
        }
    }

    protected final void fail(AwsFailure reason) {
        fail(new AwsFailureException(reason));
    }

    /** The run ends with what a part of it threw, errors too: nobody waits for a run that cannot go on. */
    protected final void fail(Throwable reason) {
        if (!ending) {
            end(() -> result.completeExceptionally(reason));
        }
    }

    protected final void endAborted(String message) {
        if (!ending) {
            say(message);
            end(() -> result.completeExceptionally(new WorkAbortedException(message)));
        }
    }

    /** Starts again, as for another attempt. The record tells the attempts apart and has no id. */
    protected final void startAnew(T next) {
        stopWatching();
        save(next);
        start(false);
    }

    /** Handles an answer after what came before it, unless the run has ended. What the handler throws ends the run. */
    protected final <A> void inOrder(CompletionStage<A> answer, BiConsumer<? super A, ? super Throwable> handler) {
        serial.handle(answer, (value, failure) -> {
            if (!ending) {
                handler.accept(value, failure);
            }
        });
    }

    /** Repeats a call while AWS cannot be reached or throttles, for two minutes; then it fails with the last failure. */
    protected final <A> CompletionStage<A> patiently(Supplier<? extends CompletionStage<A>> call, String operation) {
        return new PatientCall<>(
                        call,
                        failure -> translate(failure, operation),
                        this::tell,
                        context.timing().now().plus(STOP_PATIENCE),
                        context.timing(),
                        serial,
                        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), context.random()))
                .make();
    }

    /** Passes on what the answer of a stop shows, unless the run has ended meanwhile. */
    protected final CompletionStage<S> shown(CompletionStage<S> stop, Consumer<? super S> onStatus) {
        return stop.thenApplyAsync(
                stopped -> {
                    if (stopped != null && !ending) {
                        onStatus.accept(stopped);
                    }
                    return stopped;
                },
                serial);
    }

    // The course of things

    @Override
    public final CompletionStage<R> result() {
        return result;
    }

    @Override
    public final String state() {
        return state;
    }

    @Override
    public final void abort() {
        serial.execute(this::onAbort);
    }

    @Override
    public final void detach() {
        serial.execute(() -> end(() -> {}));
    }

    /** Begins, or goes on where the journal says. Called once. */
    public final void begin() {
        serial.execute(this::onBegin);
    }

    private void onBegin() {
        boolean known = ledger.open(
                () -> freshRecord(context.markers().get(), context.timing().now()));
        onLogOpened();
        abortWanted |= record().aborting();
        if (record().remoteId() != null) {
            follow();
        } else if (known) {
            start(true);
        } else if (abortWanted) {
            endAborted(text("aborted.beforeStart"));
        } else {
            start(false);
        }
    }

    private void start(boolean mayBeStarted) {
        starting = new IdempotentStart<>(
                new ServiceStart<>(this, this::translate, () -> state(text("state.locating")), this::tell),
                startRules(),
                record().requested(),
                context.timing(),
                serial,
                backoff);
        if (abortWanted) {
            starting.giveUp();
        }
        inOrder(starting.begin(mayBeStarted), this::onStartEnd);
    }

    private void onStartEnd(Optional<S> started, Throwable failure) {
        starting = null;
        if (failure != null) {
            AwsFailure refusal = PatientCall.reason(failure);
            if (!abortWanted && startsLater(refusal)) {
                return;
            }
            inOrder(explain(refusal), (said, silent) -> fail(silent == null ? said : refusal));
        } else if (started.isPresent()) {
            save(record().withRemoteId(idOf(started.get())));
            onStarted(started.get());
            follow();
        } else {
            endAborted(text("aborted.notStarted"));
        }
    }

    private void follow() {
        if (ending) {
            return; // it is not waited for
        }
        if (abortWanted) {
            stopOrLeave();
            return;
        }
        state = text("state.running", shownName(), "");
        watch = PatientWatch.of(
                context.watcher(),
                statusSource(),
                record().remoteId(),
                watchPatience(),
                serial,
                context.timing(),
                failure -> translate(failure, statusSource().operation()),
                new StatusListener());
    }

    private void onAbort() {
        if (ending || abortWanted) {
            return;
        }
        abortWanted = true;
        state = text("state.aborting");
        if (record() == null) {
            return; // not begun: the beginning sees the wish
        }
        try {
            save(record().withAborting());
        } catch (UncheckedIOException unwritable) {
            // Only a next process would need to read it; this one stops the work all the same.
            LOGGER.log(Level.WARNING, unwritable, () -> "The abort of " + shownName() + " cannot be kept");
        }
        if (starting != null) {
            starting.giveUp();
        } else if (record().remoteId() != null) {
            stopOrLeave();
        } else {
            endAborted(text("aborted.notStarted"));
        }
    }

    private void stopOrLeave() {
        String remoteId = record().remoteId();
        if (!stopsOnAbort()) {
            endAborted(text("aborted.left", shownName()));
            return;
        }
        inOrder(
                patiently(() -> callStop(remoteId).thenApply(stopped -> (Object) stopped), stopOperation()),
                (stopped, failure) -> {
                    if (failure == null) {
                        onStopped(remoteId);
                    } else {
                        tell(PatientCall.reason(failure));
                        endAborted(text("aborted.notStopped", shownName()));
                    }
                });
    }

    /** Nobody can watch the work any more, so it is not left running unless that was wanted. */
    private void onRefused(AwsFailure reason) {
        if (stopsOnAbort()) {
            say(text("refused.stopping", shownName()));
            inOrder(callStop(record().remoteId()), (stopped, failure) -> fail(reason));
        } else {
            fail(reason);
        }
    }

    /** @param told completes the result, whatever becomes of letting go */
    private void end(Runnable told) {
        ending = true;
        try {
            if (starting != null) {
                starting.detach();
            }
            stopWatching();
            release();
        } finally {
            told.run();
        }
    }

    private final class StatusListener implements PatientWatch.Listener<S> {

        @Override
        public void onStatus(S status) {
            WorkRun.this.onStatus(status);
        }

        @Override
        public void onTrouble(AwsFailure reason) {
            tell(reason);
        }

        @Override
        public void onLoss(PatientWatch.Loss loss, AwsFailure refusal) {
            switch (loss) {
                case REFUSED -> onRefused(refusal);
                case MISSING ->
                    fail(AwsFailure.notFound(
                            statusSource().operation(), text("missing", record().remoteId()), text("missing.advice")));
                case ENDLESS ->
                    fail(AwsFailure.notFound(
                            statusSource().operation(), text("endless", record().remoteId()), text("endless.advice")));
            }
        }
    }
}
