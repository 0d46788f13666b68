package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPage;
import io.jenkins.plugins.awsdevtools.engine.logs.LogSource;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The log of an action among others: it notices its own end, which is when nothing has arrived for a while after the
 * action's, and a log that may not be read ends at once without keeping the others from being read.
 */
final class ActionLog implements LogSource {

    private final LogSource source;
    private final Timing timing;
    private final TailPacing pacing;
    private final SerialExecutor serial;
    private final Function<Throwable, AwsFailure> translation;
    private final Consumer<Optional<AwsFailure>> onEnd;
    private Instant completeSince;
    private Instant quietSince;
    private boolean over;

    /** @param onEnd told once on the serial executor, with the reason if the log could not be read to its end */
    ActionLog(
            LogSource source,
            Timing timing,
            TailPacing pacing,
            SerialExecutor serial,
            Function<Throwable, AwsFailure> translation,
            Consumer<Optional<AwsFailure>> onEnd) {
        this.source = source;
        this.timing = timing;
        this.pacing = pacing;
        this.serial = serial;
        this.translation = translation;
        this.onEnd = onEnd;
    }

    /** Nothing more is written to it. */
    synchronized void complete() {
        if (completeSince == null) {
            completeSince = timing.now();
            quietSince = null;
        }
    }

    @Override
    public CompletionStage<Optional<LogPage>> read(Optional<String> token) {
        boolean afterEnd = isComplete();
        return source.read(token)
                .thenApply(page -> {
                    note(page.isPresent() && !page.get().messages().isEmpty(), afterEnd);
                    return page;
                })
                .exceptionallyCompose(failure -> onFailure(failure));
    }

    private synchronized boolean isComplete() {
        return completeSince != null;
    }

    private synchronized void note(boolean news, boolean afterEnd) {
        if (news || !afterEnd) {
            quietSince = null;
            return;
        }
        Instant now = timing.now();
        quietSince = quietSince == null ? now : quietSince;
        if (!now.isBefore(quietSince.plus(pacing.quiet()))) {
            end(Optional.empty());
        }
    }

    private synchronized CompletionStage<Optional<LogPage>> onFailure(Throwable failure) {
        AwsFailure reason = translation.apply(failure);
        boolean late = completeSince != null && timing.now().isAfter(completeSince.plus(pacing.longestDrain()));
        if (reason.transientFault() && !late) {
            return CompletableFuture.failedFuture(failure);
        }
        end(Optional.of(reason));
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private void end(Optional<AwsFailure> reason) {
        if (!over) {
            over = true;
            serial.execute(() -> onEnd.accept(reason));
        }
    }

    @Override
    public CompletionStage<List<String>> last(int count) {
        return source.last(count);
    }
}
