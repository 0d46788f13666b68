package io.jenkins.plugins.awsdevtools.engine.timing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What time it is, and how to do something later.
 *
 * <p>Everything on this floor that waits, waits through this interface and never on a thread. {@link #execute} runs a
 * task soon on a thread that may do short blocking work (writing a log file); it never runs the task on the caller's
 * stack. Implementations are safe for use by many threads.
 */
public interface Timing extends Executor {

    /** The current moment. */
    Instant now();

    /**
     * Runs a task once after a delay.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @return a handle that keeps the task from being run if it has not begun
     */
    Cancellable after(Duration delay, Runnable task);

    /** A stage that completes after a delay, on a thread of this timing. */
    default CompletionStage<Void> delay(Duration delay) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        after(delay, () -> done.complete(null));
        return done;
    }

    /** Real time: tasks run on the given scheduler, which the caller owns and shuts down. */
    static Timing of(java.util.concurrent.ScheduledExecutorService scheduler, Clock clock) {
        return new ScheduledTiming(scheduler, clock);
    }

    /** A task that is still to be run. */
    @FunctionalInterface
    interface Cancellable {
        /** Keeps the task from starting; without effect on one that has begun. */
        void cancel();
    }
}
