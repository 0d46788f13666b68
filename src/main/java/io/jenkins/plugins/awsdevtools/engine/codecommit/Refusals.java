package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Tells what is wrong with one repository from what concerns all: the former is a status of that repository, the latter
 * fails the round of calls, which slows the watcher down.
 */
final class Refusals {

    private static final Set<AwsFailure.Kind> OF_ONE =
            Set.of(AwsFailure.Kind.NOT_FOUND, AwsFailure.Kind.DENIED, AwsFailure.Kind.INVALID_REQUEST);

    private Refusals() {}

    static <S> CompletionStage<S> asStatus(
            CompletionStage<S> call, CallContext context, Function<AwsFailure, S> refused) {
        return call.exceptionally(thrown -> {
            AwsFailure failure = FailureTranslator.translate(thrown, context);
            if (OF_ONE.contains(failure.kind())) {
                return refused.apply(failure);
            }
            throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
        });
    }
}
