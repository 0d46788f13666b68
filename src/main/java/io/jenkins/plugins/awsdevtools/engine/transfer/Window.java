package io.jenkins.plugins.awsdevtools.engine.transfer;

/**
 * How many requests are under way at once. It halves when S3 says to slow down, at most once for all requests that were
 * under way then, and grows again by one for each windowful of successes (additive increase, multiplicative decrease).
 */
public final class Window {

    private final int most;
    private int size;
    private int busy;
    private int successes;
    private int slowedAt;

    /** @param most requests at once */
    public Window(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("window of " + most);
        }
        this.most = most;
        this.size = most;
    }

    /** Waits for a place. */
    public synchronized void enter() throws InterruptedException {
        while (busy >= size) {
            wait();
        }
        busy++;
    }

    /** Gives the place back. */
    public synchronized void leave() {
        busy--;
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
            slowedAt = busy;
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
