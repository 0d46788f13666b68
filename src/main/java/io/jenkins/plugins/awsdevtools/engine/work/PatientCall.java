package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call that does no harm when it is made twice, repeated with growing pauses while AWS cannot be reached or throttles.
 *
 * @param <A> the answer
 */
final class PatientCall<A> {

    private final Supplier<? extends CompletionStage<A>> call;
    private final Function<Throwable, AwsFailure> translation;
    private final Consumer<AwsFailure> trouble;
    private final Instant deadline;
    private final Timing timing;
    private final SerialExecutor serial;
    private final Backoff backoff;
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    /**
     * @param translation makes words of what the SDK threw
     * @param trouble told of the first failure of a spell
     * @param deadline after which a failure is final
     */
    PatientCall(
            Supplier<? extends CompletionStage<A>> call,
            Function<Throwable, AwsFailure> translation,
            Consumer<AwsFailure> trouble,
            Instant deadline,
            Timing timing,
            SerialExecutor serial,
            Backoff backoff) {
        this.call = Objects.requireNonNull(call);
        this.translation = Objects.requireNonNull(translation);
        this.trouble = Objects.requireNonNull(trouble);
        this.deadline = Objects.requireNonNull(deadline);
        this.timing = Objects.requireNonNull(timing);
        this.serial = Objects.requireNonNull(serial);
        this.backoff = Objects.requireNonNull(backoff);
    }

    /** Makes the call. The answer fails with {@link AwsFailureException}. */
    CompletionStage<A> make() {
        serial.handle(call.get(), this::onAnswer);
        return answer;
    }

    /** What AWS answered, out of what a part of this room failed with, through however many stages it came. */
    static AwsFailure reason(Throwable failure) {
        Throwable thrown = failure instanceof CompletionException ? failure.getCause() : failure;
        if (thrown instanceof AwsFailureException told) {
            return told.failure();
        }
        throw new IllegalStateException(thrown);
    }

    private void onAnswer(A done, Throwable failure) {
        if (failure == null) {
            backoff.reset();
            answer.complete(done);
            return;
        }
        AwsFailure reason = translation.apply(failure);
        if (!reason.transientFault() || timing.now().isAfter(deadline)) {
            answer.completeExceptionally(new AwsFailureException(reason));
            return;
        }
        if (!backoff.isActive()) {
            trouble.accept(reason);
        }
        timing.after(backoff.next(), () -> serial.execute(this::make));
    }
}
