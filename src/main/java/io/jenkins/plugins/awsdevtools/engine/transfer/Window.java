package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.util.concurrent.locks.ReentrantLock;

/**
 * How much is under way at once, in places, of which a request takes one or more. It halves when S3 says to slow down, at
 * most once for all requests that were under way then, and grows again by one for each windowful of successes (additive
 * increase, multiplicative decrease). Who waits is let in in turn, so that a request of many places is not kept out by
 * requests of few.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html">Best practices design
 *     patterns: "you can send at least 3,500 PUT/COPY/POST/DELETE or 5,500 GET/HEAD requests per second per partitioned Amazon
 *     S3 prefix", and 503 (Slow Down) while S3 scales</a>
 */
public final class Window {

    private final ReentrantLock door = new ReentrantLock(true);
    private final int most;
    private final long bytes;
    private int size;
    private int busy;
    private int requests;
    private int successes;
    private int slowedAt;

    /** One in which each request takes one place. @param most places */
    public Window(int most) {
        this(most, Long.MAX_VALUE);
    }

    /**
     * @param most places
     * @param bytes that are sent for each place that a request takes beyond its first
     */
    public Window(int most, long bytes) {
        if (most < 1 || bytes < 1) {
            throw new IllegalArgumentException("window of " + most + " for " + bytes);
        }
        this.most = most;
        this.bytes = bytes;
        this.size = most;
    }

    /** How many places a request takes. @param length bytes that it sends */
    int places(long length) {
        return 1 + (int) Math.min(most - 1, length / bytes);
    }

    /** Waits for one place. */
    public void enter() throws InterruptedException {
        enter(1);
    }

    /** Waits for places; a request that takes more than there are is let in alone. */
    public void enter(int places) throws InterruptedException {
        door.lockInterruptibly();
        try {
            take(places);
        } finally {
            door.unlock();
        }
    }

    private synchronized void take(int places) throws InterruptedException {
        while (busy > 0 && busy + places > size) {
            wait();
        }
        busy += places;
        requests++;
    }

    /** Gives one place back. */
    public void leave() {
        leave(1);
    }

    /** Gives places back. */
    public synchronized void leave(int places) {
        busy -= places;
        requests--;
        notifyAll();
    }

    public synchronized void succeeded() {
        slowedAt = Math.max(0, slowedAt - 1);
        if (++successes >= size && size < most) {
            successes = 0;
            size++;
            notifyAll();
        }
    }

    /** S3 answered 503 SlowDown or 429. */
    public synchronized void slowDown() {
        if (slowedAt == 0) {
            slowedAt = requests;
            size = Math.max(1, size / 2);
            successes = 0;
        } else {
            slowedAt--;
        }
    }

    public synchronized int size() {
        return size;
    }
}
