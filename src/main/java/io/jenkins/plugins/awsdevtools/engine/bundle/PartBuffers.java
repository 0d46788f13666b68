package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory in which parts are while they are sent. An object has at most 10,000 parts ("Amazon S3 multipart upload limits",
 * Amazon S3 User Guide), and how long the stream is is not known, so later parts are larger: 24 GiB in parts of 5 MiB, and then
 * 156 GiB more in parts of 32 MiB, of which there are two at a time. So there are never more than 64 MiB and the small parts
 * that are still under way when the first large one comes. For many threads.
 */
final class PartBuffers {

    /** Parts have at least 5 MiB but for the last one (same page). */
    static final int SMALL = 5 << 20;

    static final int LARGE = 32 << 20;

    /** So many parts are small. */
    static final int MANY = 5000;

    private static final int MOST_LARGE = 2;

    private final Deque<BundlePart> free = new ArrayDeque<>();
    private int largeTaken;

    /** A buffer for a part; waits for one of the large ones. @param number of the part, from 1; grows */
    synchronized BundlePart take(int number) throws InterruptedException {
        if (number > MANY) {
            free.removeIf(small -> small.capacity() == SMALL);
            while (largeTaken == MOST_LARGE) {
                wait();
            }
            largeTaken++;
        }
        BundlePart part = free.poll();
        return part == null ? new BundlePart(number > MANY ? LARGE : SMALL) : part;
    }

    /** The part was sent, or will not be. */
    synchronized void giveBack(BundlePart part) {
        if (part.capacity() == LARGE) {
            largeTaken--;
            notifyAll();
        }
        if (part.capacity() == LARGE || largeTaken == 0) {
            free.add(part);
        }
    }
}
