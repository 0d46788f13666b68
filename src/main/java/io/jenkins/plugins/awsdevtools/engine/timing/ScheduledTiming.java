package io.jenkins.plugins.awsdevtools.engine.timing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** {@link Timing} on a scheduler of the JDK. Once the scheduler is shut down nothing more is run, and nobody is told. */
final class ScheduledTiming implements Timing {

    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    ScheduledTiming(ScheduledExecutorService scheduler, Clock clock) {
        this.scheduler = Objects.requireNonNull(scheduler);
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void execute(Runnable task) {
        if (!scheduler.isShutdown()) {
            try {
                scheduler.execute(task);
            } catch (RejectedExecutionException shutDownMeanwhile) {
                // Jenkins is going down: what runs in AWS is found again after the restart.
                return;
            }
        }
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> scheduled =
                    scheduler.schedule(task, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException shutDown) {
            return () -> {};
        }
    }
}
