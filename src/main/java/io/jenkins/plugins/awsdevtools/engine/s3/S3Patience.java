package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.Patience;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Waits for answers of S3. A call that may be repeated is made again, with growing pauses for five minutes beyond the
 * attempts of the SDK, while it may succeed without anybody doing anything: when S3 is slow, or cannot be reached. Not if
 * the transfer is being aborted or has ended.
 */
final class S3Patience {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Many threads have the same trouble. */
    private static final Duration TELLING = Duration.ofMinutes(1);

    private final S3Failures failures;
    private final Timing timing;
    private final RandomGenerator random;
    private final DeployJournal journal;
    private final S3Report report;
    private Instant told = Instant.EPOCH;
    private volatile boolean ended;

    S3Patience(S3Failures failures, Timing timing, RandomGenerator random, DeployJournal journal, S3Report report) {
        this.failures = failures;
        this.timing = timing;
        this.random = random;
        this.journal = journal;
        this.report = report;
    }

    /** Calls that fail from now on are not made again. */
    void end() {
        ended = true;
    }

    /** The answer to a call that is made once. */
    <T> T await(CompletionStage<T> call, String operation) throws IOException {
        try {
            return get(call, operation);
        } catch (ExecutionException failed) {
            throw failures.of(failed, operation);
        }
    }

    /** The answer to a call that does no harm if it is made again. */
    <T> T ask(Supplier<CompletionStage<T>> call, String operation) throws IOException {
        Patience patience = new Patience(timing, new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random), LONGEST);
        while (true) {
            Duration pause;
            try {
                return get(call.get(), operation);
            } catch (ExecutionException failed) {
                AwsFailure failure = failures.failure(failed, operation);
                boolean again = failure.transientFault() && !ended && !journal.isAborting();
                pause = again ? patience.pause().orElse(null) : null;
                if (pause == null) {
                    throw failures.of(failed, operation);
                }
                tell(failure);
            }
            await(timing.delay(pause), operation);
        }
    }

    private void tell(AwsFailure failure) {
        Instant now = timing.now();
        synchronized (this) {
            if (now.isBefore(told.plus(TELLING))) {
                return;
            }
            told = now;
        }
        report.say(Texts.of("s3.trouble", failure.text()));
    }

    private static <T> T get(CompletionStage<T> call, String operation) throws IOException, ExecutionException {
        try {
            return call.toCompletableFuture().get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(operation);
        }
    }
}
