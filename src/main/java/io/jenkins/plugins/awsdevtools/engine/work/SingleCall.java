package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A call that takes no token and does harm when it is made twice. What there was before it is read and kept; after a lost
 * answer and after a restart, what there is now tells whether it was made.
 *
 * @param <B> what there was before; kept in the journal
 * @param <A> the answer
 */
public final class SingleCall<B, A> implements RemoteWork<A> {

    /** How long after a call without an answer its effect may not be seen. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    /** How long the call is tried while AWS cannot be reached or throttles. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The calls of a service. They fail with what the SDK threw, or with {@link ParameterException}. */
    public interface Calls<B, A> {

        /** Reads what later tells whether the call was made. */
        CompletionStage<B> before();

        /** Makes the call; the SDK must not repeat it by itself. */
        CompletionStage<A> call(B before);

        /** The answer of the call if it was made. */
        CompletionStage<Optional<A>> made(B before);

        AwsFailure translate(Throwable failure);

        /** Whether AWS surely did nothing and the same call may succeed later. */
        boolean isBusy(Throwable failure);

        /** May make more of a refusal. */
        CompletionStage<AwsFailure> explain(Throwable failure, AwsFailure refusal);

        /** It does not go on for a while. Told once for each spell of trouble. */
        void onTrouble(AwsFailure reason);

        /** In a few words. */
        String state();

        /** What is said when it is aborted. */
        String aborted();
    }

    private final WorkContext context;
    private final Calls<B, A> calls;
    private final Journal<B> journal;
    private final SerialExecutor serial;
    private final Backoff backoff;
    private final CompletableFuture<A> result = new CompletableFuture<>();
    private final Instant deadline;
    private Instant lastCall;

    private SingleCall(WorkContext context, Calls<B, A> calls, Journal<B> journal) {
        this.context = Objects.requireNonNull(context);
        this.calls = Objects.requireNonNull(calls);
        this.journal = Objects.requireNonNull(journal);
        this.serial = new SerialExecutor(context.timing(), result::completeExceptionally);
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), context.random());
        this.deadline = context.timing().now().plus(PATIENCE);
    }

    /** Makes the call, unless the journal tells of one that was made. */
    public static <B, A> SingleCall<B, A> begin(WorkContext context, Calls<B, A> calls, Journal<B> journal) {
        SingleCall<B, A> single = new SingleCall<>(context, calls, journal);
        single.serial.execute(single::begin);
        return single;
    }

    private void begin() {
        Optional<B> known = journal.load();
        if (known.isPresent()) {
            // The predecessor may have called a moment ago.
            lastCall = context.timing().now();
            look(known.get());
        } else {
            prepare();
        }
    }

    private void prepare() {
        serial.handle(calls.before(), (before, failure) -> {
            if (failure != null) {
                onHarmless(failure, this::prepare);
            } else if (!result.isDone()) {
                journal.save(before);
                call(before);
            }
        });
    }

    private void call(B before) {
        lastCall = context.timing().now();
        serial.handle(calls.call(before), (answer, failure) -> onAnswer(before, answer, failure));
    }

    private void onAnswer(B before, A answer, Throwable failure) {
        if (failure == null) {
            result.complete(answer);
            return;
        }
        AwsFailure reason = calls.translate(failure);
        boolean notMade = calls.isBusy(failure) || reason.kind() == AwsFailure.Kind.THROTTLED;
        if (!reason.transientFault() && !notMade || late()) {
            refuse(failure, reason);
        } else {
            again(reason, () -> {
                if (notMade) {
                    call(before);
                } else {
                    look(before);
                }
            });
        }
    }

    private void look(B before) {
        serial.handle(calls.made(before), (made, failure) -> onLooked(before, made, failure));
    }

    private void onLooked(B before, Optional<A> made, Throwable failure) {
        if (failure != null) {
            onHarmless(failure, () -> look(before));
        } else if (made.isPresent()) {
            result.complete(made.get());
        } else if (context.timing().now().isBefore(lastCall.plus(SETTLING))) {
            later(() -> look(before));
        } else if (!result.isDone()) {
            call(before);
        }
    }

    private void onHarmless(Throwable failure, Runnable next) {
        AwsFailure reason = calls.translate(failure);
        if (reason.transientFault() && !late()) {
            again(reason, next);
        } else {
            refuse(failure, reason);
        }
    }

    private boolean late() {
        return context.timing().now().isAfter(deadline);
    }

    private void again(AwsFailure reason, Runnable next) {
        if (!backoff.isActive() && !result.isDone()) {
            calls.onTrouble(reason);
        }
        later(next);
    }

    private void later(Runnable next) {
        context.timing()
                .after(
                        backoff.next(),
                        () -> serial.execute(() -> {
                            if (!result.isDone()) {
                                next.run();
                            }
                        }));
    }

    private void refuse(Throwable failure, AwsFailure reason) {
        Throwable thrown =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (thrown instanceof ParameterException) {
            result.completeExceptionally(thrown);
            return;
        }
        calls.explain(thrown, reason)
                .whenComplete((said, silent) ->
                        result.completeExceptionally(new AwsFailureException(silent == null ? said : reason)));
    }

    @Override
    public CompletionStage<A> result() {
        return result;
    }

    @Override
    public String state() {
        return calls.state();
    }

    @Override
    public void abort() {
        result.completeExceptionally(new WorkAbortedException(calls.aborted()));
    }

    @Override
    public void detach() {
        result.cancel(false);
    }
}
