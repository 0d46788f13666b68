package io.jenkins.plugins.awsdevtools.engine.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Real threads on which everything waits a fraction of its time, and a clock that passes as time does and skips what a wait
 * was shorter. For tests against an embedded AWS, which answers in real time, of what waits for seconds and minutes: on a
 * slow machine as much happens before patience ends as on a fast one.
 */
public final class FastTiming implements Timing {

    private final ScheduledExecutorService scheduler;
    private final int factor;
    private final Instant begin = Instant.now();
    private final long beginNanos = System.nanoTime();
    private final AtomicLong skippedNanos = new AtomicLong();

    /** @param factor how many seconds of waiting pass in one */
    public FastTiming(ScheduledExecutorService scheduler, int factor) {
        this.scheduler = Objects.requireNonNull(scheduler);
        this.factor = factor;
    }

    @Override
    public Instant now() {
        return begin.plusNanos(passedNanos() + skippedNanos.get());
    }

    private long passedNanos() {
        return System.nanoTime() - beginNanos;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        long due = passedNanos() + skippedNanos.get() + delay.toNanos();
        ScheduledFuture<?> scheduled = scheduler.schedule(
                () -> {
                    skippedNanos.accumulateAndGet(due - passedNanos(), Math::max);
                    task.run();
                },
                delay.toNanos() / factor,
                TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void execute(Runnable task) {
        scheduler.execute(task);
    }
}
