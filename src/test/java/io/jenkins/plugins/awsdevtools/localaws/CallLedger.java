package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Every call that came, in the order it came: also those that were refused, throttled, stalled or cut. Operations are
 * named {@code service:Operation}; {@code service:*} counts all of a service. Thread safe.
 */
public final class CallLedger {
    /** For what has to come about: so long that a slow machine has it too. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<AtomicReference<CallRecord>> records = new ArrayList<>();

    CallLedger() {}

    AtomicReference<CallRecord> begin(CallRecord call) {
        AtomicReference<CallRecord> entry = new AtomicReference<>(call);
        lock.lock();
        try {
            records.add(entry);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return entry;
    }

    void end(AtomicReference<CallRecord> entry, CallRecord ended) {
        lock.lock();
        try {
            entry.set(ended);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often an operation was called. */
    public long count(String operation) {
        OperationPattern pattern = new OperationPattern(operation);
        return count(call -> pattern.matches(call.operation()));
    }

    /** How often an operation was called by one caller, told by ARN. */
    public long count(String operation, String callerArn) {
        OperationPattern pattern = new OperationPattern(operation);
        return count(
                call -> pattern.matches(call.operation()) && call.caller().arn().equals(callerArn));
    }

    /** How often an operation was really done: not refused, throttled, denied or cut before. */
    public long countExecuted(String operation) {
        OperationPattern pattern = new OperationPattern(operation);
        return count(call -> pattern.matches(call.operation()) && call.executed());
    }

    /** All calls as they stand now. */
    public List<CallRecord> all() {
        lock.lock();
        try {
            return records.stream().map(AtomicReference::get).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The calls of an operation as they stand now. */
    public List<CallRecord> all(String operation) {
        OperationPattern pattern = new OperationPattern(operation);
        return all().stream().filter(call -> pattern.matches(call.operation())).toList();
    }

    /** Forgets everything. */
    public void clear() {
        lock.lock();
        try {
            records.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until an operation was called a number of times.
     *
     * @throws AssertionError when that did not happen in four minutes
     */
    public void await(String operation, long atLeast) throws InterruptedException {
        await(operation, atLeast, PATIENCE);
    }

    void await(String operation, long atLeast, Duration timeout) throws InterruptedException {
        await(call -> true, operation, atLeast, timeout);
    }

    /** Waits until a number of calls of an operation were done, like {@link #await} and {@link #countExecuted}. */
    public void awaitExecuted(String operation, long atLeast) throws InterruptedException {
        await(CallRecord::executed, operation, atLeast, PATIENCE);
    }

    /** Waits until a number of calls of an operation came to their end, answered or cut, like {@link #await}. */
    public void awaitEnded(String operation, long atLeast) throws InterruptedException {
        await(call -> !call.outcome().equals(CallRecord.PENDING), operation, atLeast, PATIENCE);
    }

    private void await(Predicate<CallRecord> state, String operation, long atLeast, Duration timeout)
            throws InterruptedException {
        OperationPattern pattern = new OperationPattern(operation);
        Predicate<CallRecord> which = call -> pattern.matches(call.operation()) && state.test(call);
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            while (count(which) < atLeast) {
                if (nanos <= 0) {
                    throw new AssertionError("Expected at least %d calls of %s within %d ms, saw %d"
                            .formatted(
                                    atLeast,
                                    operation,
                                    TimeUnit.NANOSECONDS.toMillis(timeout.toNanos()),
                                    count(which)));
                }
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private long count(Predicate<CallRecord> which) {
        lock.lock();
        try {
            return records.stream().map(AtomicReference::get).filter(which).count();
        } finally {
            lock.unlock();
        }
    }
}
