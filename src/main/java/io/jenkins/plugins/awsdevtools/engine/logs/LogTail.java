package io.jenkins.plugins.awsdevtools.engine.logs;

import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Follows a remote log to its end, one read at a time.
 *
 * <p>Reading that fails is tried again, more slowly, for as long as the tail runs; a spell of failures is told once.
 * Everything happens on the executor given, so that the log is written by one thread at a time.
 */
public final class LogTail {

    private final LogSource source;
    private final ResumableLog log;
    private final ReadBudget budget;
    private final ReadBudget.Account account;
    private final Timing timing;
    private final SerialExecutor serial;
    private final TailPacing pacing;
    private final Consumer<Throwable> onTrouble;
    private final Backoff backoff;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private Timing.Cancellable scheduled = () -> {};
    private boolean reading;
    private boolean stopped;
    private Instant endedAt;
    private Instant quietSince;

    /**
     * @param account whose quota the reads are charged to
     * @param serial also the one on which {@link #start}, {@link #drain} and {@link #stop} are called; hears what
     *     printing throws
     * @param onTrouble told once for each spell of failing reads
     */
    public LogTail(
            LogSource source,
            ResumableLog log,
            ReadBudget budget,
            ReadBudget.Account account,
            Timing timing,
            SerialExecutor serial,
            TailPacing pacing,
            RandomGenerator random,
            Consumer<Throwable> onTrouble) {
        this.source = Objects.requireNonNull(source);
        this.log = Objects.requireNonNull(log);
        this.budget = Objects.requireNonNull(budget);
        this.account = Objects.requireNonNull(account);
        this.timing = Objects.requireNonNull(timing);
        this.serial = Objects.requireNonNull(serial);
        this.pacing = Objects.requireNonNull(pacing);
        this.onTrouble = Objects.requireNonNull(onTrouble);
        this.backoff = new Backoff(pacing.interval(), pacing.longestPause(), random);
    }

    /** Begins to follow the log. */
    public void start() {
        read();
    }

    /**
     * The writer has ended: reads until nothing more arrives.
     *
     * @return completes when the log is drained or given up; never fails
     */
    public CompletionStage<Void> drain() {
        if (endedAt == null && !drained.isDone()) {
            endedAt = timing.now();
            // What was read before the end says nothing about what was written until it.
            quietSince = null;
            if (!reading) {
                read();
            }
        }
        return drained;
    }

    /** Stops reading; what is under way is not printed. */
    public void stop() {
        stopped = true;
        scheduled.cancel();
        drained.complete(null);
    }

    private void read() {
        if (stopped || reading) {
            return;
        }
        scheduled.cancel();
        reading = true;
        boolean afterEnd = endedAt != null;
        Optional<String> token = log.token();
        serial.handle(
                budget.acquire(account).thenCompose(slot -> source.read(token)),
                (page, failure) -> onRead(token, page, failure, afterEnd));
    }

    private void onRead(Optional<String> token, Optional<LogPage> page, Throwable failure, boolean afterEnd) {
        reading = false;
        if (stopped) {
            return;
        }
        if (failure != null) {
            onFailure(failure);
            return;
        }
        backoff.reset();
        boolean more = page.isPresent()
                && (!page.get().messages().isEmpty()
                        || !Optional.of(page.get().nextToken()).equals(token));
        page.filter(read -> more).ifPresent(log::print);
        if (more) {
            quietSince = null;
            read();
        } else if (endedAt == null) {
            schedule(pacing.interval());
        } else if (!afterEnd) {
            read();
        } else {
            onQuiet();
        }
    }

    private void onQuiet() {
        Instant now = timing.now();
        if (quietSince == null) {
            quietSince = now;
        }
        Instant enough = quietSince.plus(pacing.quiet());
        if (!now.isBefore(enough)) {
            end();
        } else {
            schedule(Duration.between(now, enough));
        }
    }

    private void onFailure(Throwable failure) {
        if (!backoff.isActive()) {
            onTrouble.accept(failure);
        }
        if (endedAt != null && !timing.now().isBefore(endedAt.plus(pacing.longestDrain()))) {
            end();
        } else {
            schedule(backoff.next());
        }
    }

    private void end() {
        log.finish();
        stop();
    }

    private void schedule(Duration delay) {
        scheduled = timing.after(delay, () -> serial.execute(this::read));
    }
}
