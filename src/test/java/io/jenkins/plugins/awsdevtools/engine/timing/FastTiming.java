package io.jenkins.plugins.awsdevtools.engine.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Real threads on which everything waits a fraction of its time, and a clock that shows the time waited for. For tests
 * against an embedded AWS, which answers in real time, of what waits for seconds and minutes.
 */
public final class FastTiming implements Timing {

    private final ScheduledExecutorService scheduler;
    private final int factor;
    private final Instant begin = Instant.now();
    private final long beginNanos = System.nanoTime();

    /** @param factor how many seconds pass in one */
    public FastTiming(ScheduledExecutorService scheduler, int factor) {
        this.scheduler = Objects.requireNonNull(scheduler);
        this.factor = factor;
    }

    @Override
    public Instant now() {
        return begin.plusNanos((System.nanoTime() - beginNanos) * factor);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = scheduler.schedule(task, delay.toNanos() / factor, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void execute(Runnable task) {
        scheduler.execute(task);
    }
}
