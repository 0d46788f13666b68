package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a room says of its service's work, so that {@link WorkRun} can bring it to its end: how it is started, found again,
 * watched and stopped. All of it is asked one after the other, on the run's serial executor.
 *
 * @param <S> the thing, as one answer of AWS tells it
 * @param <T> what is kept across restarts
 */
abstract class ServiceWork<S, T extends WorkRecord<T>> {

    /** How a start is made once. */
    protected abstract StartRules startRules();

    /** What is kept of work that nobody asked for yet. */
    protected abstract T freshRecord(String marker, Instant now);

    /** Makes the call that starts the work, with {@code record().marker()} as its token. */
    protected abstract CompletionStage<S> callStart();

    /** The start's operation in IAM's spelling. */
    protected abstract String startOperation();

    /** Looks for the work that a call without an answer may have started. */
    protected abstract CompletionStage<Optional<S>> find();

    protected abstract String findOperation();

    /** May make more of a refusal, such as the names that do exist. */
    protected CompletionStage<AwsFailure> explain(AwsFailure refusal) {
        return CompletableFuture.completedFuture(refusal);
    }

    /**
     * Whether a refused start is made later, such as when something else has ended: the room calls {@link WorkRun#startAnew} then.
     * Until it does, an abort ends the run.
     */
    protected boolean startsLater(AwsFailure refusal) {
        return false;
    }

    protected abstract String idOf(S status);

    /** The log is there and nothing was said: a room prints what a killed predecessor owed. */
    protected void onLogOpened() {}

    /** The work has an id now; the record has it already. Say so. */
    protected abstract void onStarted(S status);

    protected abstract StatusSource<String, S> statusSource();

    /** After how long work that has not ended counts as endless. */
    protected abstract Duration watchPatience();

    /** A reading; the same status may be told many times. Ends with {@link WorkRun#stopWatching} and {@link WorkRun#finish}. */
    protected abstract void onStatus(S status);

    /** Whether an abort stops the remote work; otherwise it is left running. */
    protected abstract boolean stopsOnAbort();

    /** Stops the remote work. Work that has ended meanwhile is no error. */
    protected abstract CompletionStage<?> callStop(String remoteId);

    protected abstract String stopOperation();

    /** What a failure of a call is said to be about: the project, the application. */
    protected abstract String resource();

    /** The run ends or is left: the room lets go of what it holds. */
    protected void release() {}
}
