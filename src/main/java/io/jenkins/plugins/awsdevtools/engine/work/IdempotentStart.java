package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Starts one thing in AWS once, though answers get lost, tokens lapse and processes are killed.
 *
 * <p>A call without an answer is repeated while its token holds. Once the token may have lapsed, where there is no token,
 * and always after a restart, the thing is looked for by its marker before the call is made again.
 *
 * <p>Used on one {@link SerialExecutor}.
 *
 * @param <S> the thing, as AWS describes it
 */
final class IdempotentStart<S> {

    /** The calls of the service. Failures are whatever the SDK threw. */
    interface Calls<S> {

        CompletionStage<S> start();

        CompletionStage<Optional<S>> find();

        AwsFailure startFailure(Throwable failure);

        AwsFailure findFailure(Throwable failure);

        /** The thing is being looked for. */
        void onLooking();

        /** It does not go on for a while. Told once for each spell of trouble. */
        void onTrouble(AwsFailure reason);
    }

    private final Calls<S> calls;
    private final StartRules rules;
    private final Instant requested;
    private final Timing timing;
    private final SerialExecutor serial;
    private final Backoff backoff;
    private final CompletableFuture<Optional<S>> started = new CompletableFuture<>();
    private Instant begun;
    private Instant lastCall;
    private boolean unwanted;
    private boolean over;

    IdempotentStart(
            Calls<S> calls,
            StartRules rules,
            Instant requested,
            Timing timing,
            SerialExecutor serial,
            Backoff backoff) {
        this.calls = Objects.requireNonNull(calls);
        this.rules = Objects.requireNonNull(rules);
        this.requested = Objects.requireNonNull(requested);
        this.timing = Objects.requireNonNull(timing);
        this.serial = Objects.requireNonNull(serial);
        this.backoff = Objects.requireNonNull(backoff);
    }

    /**
     * Begins.
     *
     * @param mayBeStarted whether a predecessor may have made the call
     * @return the thing; empty if it was {@link #giveUp given up} and does not exist. Fails with
     *     {@link AwsFailureException} if AWS refuses.
     */
    CompletionStage<Optional<S>> begin(boolean mayBeStarted) {
        begun = timing.now();
        if (mayBeStarted) {
            // The predecessor may have called a moment ago.
            lastCall = timing.now();
            locate();
        } else {
            start();
        }
        return started;
    }

    /** It is not wanted any more: no further call is made to start it, and one under way is waited for. */
    void giveUp() {
        unwanted = true;
    }

    /** Nothing is told or called any more. */
    void detach() {
        over = true;
    }

    private void start() {
        lastCall = timing.now();
        serial.handle(calls.start(), this::onStartAnswer);
    }

    private void onStartAnswer(S answer, Throwable failure) {
        if (over) {
            return;
        }
        if (failure == null) {
            end(Optional.of(answer));
            return;
        }
        AwsFailure reason = calls.startFailure(failure);
        if (!reason.transientFault() || tried().compareTo(rules.patience()) > 0) {
            if (unwanted) {
                end(Optional.empty());
            } else {
                started.completeExceptionally(new AwsFailureException(reason));
            }
            return;
        }
        boolean surelyNotStarted = reason.kind() == AwsFailure.Kind.THROTTLED;
        again(reason, () -> callAgain(surelyNotStarted));
    }

    private void callAgain(boolean surelyNotStarted) {
        boolean repeatable = age().compareTo(rules.tokenLife()) <= 0
                || surelyNotStarted && rules.tokenLife().isZero();
        if (unwanted || !repeatable) {
            locate();
        } else {
            start();
        }
    }

    private void locate() {
        calls.onLooking();
        serial.handle(calls.find(), this::onLocated);
    }

    private void onLocated(Optional<S> found, Throwable failure) {
        if (over) {
            return;
        }
        if (failure != null) {
            AwsFailure reason = calls.findFailure(failure);
            if (reason.transientFault() && tried().compareTo(rules.patience().plus(rules.tokenLife())) <= 0) {
                again(reason, this::locate);
            } else {
                started.completeExceptionally(new AwsFailureException(reason));
            }
        } else if (found.isPresent()) {
            end(found);
        } else if (timing.now().isBefore(lastCall.plus(rules.settling()))) {
            timing.after(backoff.next(), () -> serial.execute(this::locateUnlessOver));
        } else if (unwanted) {
            end(Optional.empty());
        } else {
            start();
        }
    }

    private void locateUnlessOver() {
        if (!over) {
            locate();
        }
    }

    private void again(AwsFailure reason, Runnable next) {
        if (!backoff.isActive()) {
            calls.onTrouble(reason);
        }
        timing.after(
                backoff.next(),
                () -> serial.execute(() -> {
                    if (!over) {
                        next.run();
                    }
                }));
    }

    private void end(Optional<S> outcome) {
        backoff.reset();
        started.complete(outcome);
    }

    /** How long this process has tried: however long ago the start was asked for, a restart leaves all the patience. */
    private Duration tried() {
        return Duration.between(begun, timing.now());
    }

    /** Of the token. */
    private Duration age() {
        return Duration.between(requested, timing.now());
    }
}
