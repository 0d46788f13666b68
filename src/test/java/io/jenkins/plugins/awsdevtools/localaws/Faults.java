package io.jenkins.plugins.awsdevtools.localaws;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What shall go wrong, per operation. Operations are named {@code service:Operation}; {@code service:*} means all of a
 * service, {@code *} all. Faults of the same operation are used up in the order they were given, one a call. They come
 * after the signature was checked, so that the ledger knows the caller. Thread safe.
 */
public final class Faults {
    /** A number of times that is never used up; see {@link #clear}. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    /** Means every caller in {@link #deny} and {@link #allow}. */
    public static final String ANYONE = "*";

    private record Planned(OperationPattern operation, Fault fault, AtomicInteger left) {
        boolean take() {
            return left.get() == ALWAYS || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    private record Denial(OperationPattern operation, String caller) {
        boolean hits(String called, Caller by) {
            return operation.matches(called) && (caller.equals(ANYONE) || caller.equals(by.arn()));
        }
    }

    private record Delay(OperationPattern operation, Duration duration) {}

    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final List<Denial> denials = new CopyOnWriteArrayList<>();
    private final List<Delay> delays = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile CountDownLatch stalled = new CountDownLatch(1);

    Faults() {}

    /**
     * Throttles calls with the code the service uses: {@code ThrottlingException} for JSON services,
     * {@code SlowDown} (503) for S3, {@code Throttling} for query services.
     */
    public void throttle(String operation, int times) {
        plan(operation, times, new Fault.Throttle());
    }

    /** Refuses calls with this error; they are not done. */
    public void fail(String operation, int times, String code, int status, String message) {
        plan(operation, times, new Fault.Fail(code, status, message));
    }

    /** Holds calls this long before they are done, or until {@link #releaseStalled} or the end of the server. */
    public void stall(String operation, int times, Duration duration) {
        plan(operation, times, new Fault.Stall(duration, new CountDownLatch(0)));
    }

    /** Does calls and holds their answers this long, or until {@link #releaseStalled} or the end of the server. */
    public void holdAnswer(String operation, int times, Duration duration) {
        plan(operation, times, new Fault.HoldAnswer(duration, new CountDownLatch(0)));
    }

    /** Cuts the connection; the call is not done. */
    public void cutBeforeAnswer(String operation, int times) {
        plan(operation, times, new Fault.CutBefore());
    }

    /** Does the call and cuts the connection before the answer. */
    public void cutAfterExecution(String operation, int times) {
        plan(operation, times, new Fault.CutAfter());
    }

    /** Does the call and cuts the connection after half of the answer's body. */
    public void cutMidBody(String operation, int times) {
        plan(operation, times, new Fault.CutMidBody());
    }

    /** Answers with a proxy's HTML page, status 502; the call is not done. */
    public void htmlErrorPage(String operation, int times) {
        plan(operation, times, new Fault.HtmlPage());
    }

    /** Does the call and answers with the right status and content type but a body that cannot be read. */
    public void garbageBody(String operation, int times) {
        plan(operation, times, new Fault.Garbage());
    }

    /** Refuses calls as if their credentials had expired. */
    public void expireToken(String operation, int times) {
        plan(operation, times, new Fault.ExpiredToken());
    }

    /** Denies an operation to a caller, told by ARN, or to {@link #ANYONE}, until it is allowed again. */
    public void deny(String operation, String callerArn) {
        denials.add(new Denial(new OperationPattern(operation), callerArn));
    }

    /** Takes back a {@link #deny} with the same operation and caller. */
    public void allow(String operation, String callerArn) {
        denials.remove(new Denial(new OperationPattern(operation), callerArn));
    }

    /** Delays every call of an operation, until {@link #clear}; several delays add up. */
    public void latency(String operation, Duration duration) {
        delays.add(new Delay(new OperationPattern(operation), duration));
    }

    /** Lets the calls go on that are held now by {@link #stall} or {@link #holdAnswer}. */
    public void releaseStalled() {
        CountDownLatch now = stalled;
        stalled = new CountDownLatch(1);
        now.countDown();
    }

    /** Takes back everything that was planned; calls that are held go on. */
    public void clear() {
        planned.clear();
        denials.clear();
        delays.clear();
        releaseStalled();
    }

    Optional<Fault> next(String operation) {
        for (Planned plan : planned) {
            if (plan.operation().matches(operation) && plan.take()) {
                if (plan.left().get() == 0) {
                    planned.remove(plan);
                }
                // A release counts for every call that was taken, also one that is not held yet.
                return Optional.of(released(plan.fault()));
            }
        }
        return Optional.empty();
    }

    private Fault released(Fault fault) {
        if (fault instanceof Fault.Stall stall) {
            return new Fault.Stall(stall.duration(), stalled);
        }
        return fault instanceof Fault.HoldAnswer held ? new Fault.HoldAnswer(held.duration(), stalled) : fault;
    }

    boolean denies(String operation, Caller caller) {
        return denials.stream().anyMatch(denial -> denial.hits(operation, caller));
    }

    void delay(String operation) throws InterruptedException {
        for (Delay delay : delays) {
            if (delay.operation().matches(operation)) {
                // Not on the latch that all wait for: what leaves a long queue walks along it. The end of the server
                // interrupts.
                Thread.sleep(delay.duration().toMillis());
            }
        }
    }

    /** Holds the calling thread; true when it may go on with the call, false when the server has closed. */
    boolean hold(Fault.Stall stall) throws InterruptedException {
        hold(stall.released(), stall.duration());
        return closed.getCount() > 0;
    }

    /** Holds the calling thread, as the other one does. */
    boolean hold(Fault.HoldAnswer held) throws InterruptedException {
        hold(held.released(), held.duration());
        return closed.getCount() > 0;
    }

    void close() {
        closed.countDown();
        releaseStalled();
    }

    private static void hold(CountDownLatch until, Duration duration) throws InterruptedException {
        // A Duration of centuries means "until released"; nanoseconds would overflow.
        long millis =
                duration.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toMillis() : duration.toMillis();
        if (millis > 0) {
            until.await(millis, TimeUnit.MILLISECONDS);
        }
    }

    private void plan(String operation, int times, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("times is " + times);
        }
        planned.add(new Planned(new OperationPattern(operation), fault, new AtomicInteger(times)));
    }
}
