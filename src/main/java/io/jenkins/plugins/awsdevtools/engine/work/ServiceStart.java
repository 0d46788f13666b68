package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A service's calls as {@link IdempotentStart} makes them. */
final class ServiceStart<S> implements IdempotentStart.Calls<S> {

    private final ServiceWork<S, ?> work;
    private final BiFunction<Throwable, String, AwsFailure> translation;
    private final Runnable looking;
    private final Consumer<AwsFailure> trouble;

    /** @param translation makes words of what the SDK threw in an operation */
    ServiceStart(
            ServiceWork<S, ?> work,
            BiFunction<Throwable, String, AwsFailure> translation,
            Runnable looking,
            Consumer<AwsFailure> trouble) {
        this.work = Objects.requireNonNull(work);
        this.translation = Objects.requireNonNull(translation);
        this.looking = Objects.requireNonNull(looking);
        this.trouble = Objects.requireNonNull(trouble);
    }

    @Override
    public CompletionStage<S> start() {
        return work.callStart();
    }

    @Override
    public CompletionStage<Optional<S>> find() {
        return work.find();
    }

    @Override
    public AwsFailure startFailure(Throwable failure) {
        return translation.apply(failure, work.startOperation());
    }

    @Override
    public AwsFailure findFailure(Throwable failure) {
        return translation.apply(failure, work.findOperation());
    }

    @Override
    public void onLooking() {
        looking.run();
    }

    @Override
    public void onTrouble(AwsFailure reason) {
        trouble.accept(reason);
    }
}
