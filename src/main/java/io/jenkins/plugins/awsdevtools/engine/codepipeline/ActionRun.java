package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One action of a mirrored execution, with a log of its own: what it does, its build's log, its deployment's events. It
 * ends with the action, or with the execution if the action was not run. An abort ends the waiting; who follows the
 * execution stops it.
 */
public final class ActionRun implements RemoteWork<ActionEnd> {

    /** Which action, and how it is followed. */
    public record Subject(String stage, String action, ActionLogs logs, String approvedAt) {}

    private final WorkContext context;
    private final AwsAccess access;
    private final ExecutionMirror mirror;
    private final Subject subject;
    private final SerialExecutor serial;
    private final Journal<Telling> journal;
    private final LineSink sink;
    private final Transitions transitions;
    private final ActionDetails details;
    private final CompletableFuture<ActionEnd> result = new CompletableFuture<>();
    private Telling known;
    private TellingLog telling;
    private Runnable unwatch = () -> {};
    private ActionEnd end;
    private boolean draining;

    private ActionRun(
            ExecutionRuns runs,
            AwsAccess access,
            ExecutionMirror mirror,
            Subject subject,
            Journal<Telling> journal,
            LineSink sink) {
        this.context = runs.context();
        this.access = Objects.requireNonNull(access);
        this.mirror = Objects.requireNonNull(mirror);
        this.subject = Objects.requireNonNull(subject);
        this.journal = Objects.requireNonNull(journal);
        this.sink = Objects.requireNonNull(sink);
        this.serial = new SerialExecutor(context.timing(), this::fail);
        this.transitions = new Transitions(subject.approvedAt());
        this.details = new ActionDetails(new DetailsOwner(), subject.logs(), runs.followers());
    }

    /** Begins, or goes on where the journal says. */
    public static ActionRun begin(
            ExecutionRuns runs,
            AwsAccess access,
            ExecutionMirror mirror,
            Subject subject,
            Journal<Telling> journal,
            LineSink sink) {
        ActionRun run = new ActionRun(runs, access, mirror, subject, journal, sink);
        run.serial.execute(run::open);
        return run;
    }

    private void open() {
        known = journal.load().orElse(Telling.NOTHING);
        ResumableLog log =
                new ResumableLog(sink, Optional.ofNullable(known.log()), position -> keep(known.at(position)));
        telling = new TellingLog(log, () -> known, this::keep);
        telling.printOwed();
        unwatch = mirror.watch(() -> serial.execute(this::look));
    }

    private void keep(Telling next) {
        journal.save(next);
        known = next;
    }

    private void look() {
        if (result.isDone() || end != null) {
            return;
        }
        ExecutionSnapshot execution = mirror.latest();
        List<ActionSnapshot> tries = execution == null
                ? List.of()
                : execution.actions().stream().filter(this::isMine).toList();
        telling.print(transitions.untold(tries, known.told()));
        details.follow(tries);
        Optional<ActionSnapshot> last = tries.isEmpty() ? Optional.empty() : Optional.of(tries.get(tries.size() - 1));
        boolean ended = last.filter(ActionSnapshot::ended).isPresent();
        boolean lastWord = last.filter(ActionSnapshot::succeeded).isPresent() || ended && !mirror.mayRetry();
        if (lastWord || mirror.isOver()) {
            end = new ActionEnd(last, last.flatMap(action -> stage(execution)));
            endIfSettled();
        }
    }

    private boolean isMine(ActionSnapshot action) {
        return action.stage().equals(subject.stage()) && action.name().equals(subject.action());
    }

    private Optional<StageProgress> stage(ExecutionSnapshot execution) {
        return execution.stages().stream()
                .filter(stage -> stage.name().equals(subject.stage()))
                .findFirst();
    }

    private void endIfSettled() {
        if (end == null || draining || !details.settled()) {
            return;
        }
        draining = true;
        serial.handle(details.drain(), (drained, failure) -> {
            release();
            result.complete(end);
        });
    }

    private void fail(Throwable reason) {
        release();
        result.completeExceptionally(reason);
    }

    private void release() {
        unwatch.run();
        details.stop();
    }

    @Override
    public CompletionStage<ActionEnd> result() {
        return result;
    }

    @Override
    public String state() {
        return subject.stage() + " / " + subject.action();
    }

    @Override
    public void abort() {
        serial.execute(() -> fail(new WorkAbortedException(Texts.of("codepipeline.mirror.aborted", state()))));
    }

    @Override
    public void detach() {
        serial.execute(() -> {
            release();
            result.cancel(false);
        });
    }

    /** What the details are given of this run. */
    private final class DetailsOwner implements ActionDetails.Owner {

        @Override
        public WorkContext context() {
            return context;
        }

        @Override
        public AwsAccess access() {
            return access;
        }

        @Override
        public SerialExecutor serial() {
            return serial;
        }

        @Override
        public TellingLog telling() {
            return telling;
        }

        @Override
        public AwsFailure translate(Throwable failure, String operation) {
            return FailureTranslator.translate(
                    failure, new CallContext(operation, state(), access.region().id()));
        }

        @Override
        public void tell(AwsFailure reason) {
            telling.log().say(Texts.of("codepipeline.trouble", reason.message(), reason.advice()));
        }

        @Override
        public void onDone() {
            endIfSettled();
        }
    }
}
