package io.jenkins.plugins.awsdevtools.engine.timing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;

/** Time that moves when a test says so. Tasks run on the test's thread, in the order of their time. */
public final class VirtualTiming implements Timing {

    private record Task(Instant due, long number, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long number;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay.isNegative() ? Duration.ZERO : delay), number++, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets time pass, running what becomes due. */
    public void advance(Duration time) {
        Instant until = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().due().isAfter(until)) {
            Task next = tasks.poll();
            now = next.due().isAfter(now) ? next.due() : now;
            next.action().run();
        }
        now = until;
    }

    /** How many tasks are still to be run. */
    public int scheduled() {
        return tasks.size();
    }

    /** A clock that shows this time. */
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
