package io.jenkins.plugins.awsdevtools.engine.transfer;

import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.time.Instant;

/** Ends what does not get on for so long; however slowly it gets on, it is left alone. */
final class Deadline {

    private final Timing timing;
    private final Duration patience;
    private final Runnable end;
    private volatile Instant moved;
    private Timing.Cancellable next;
    private boolean over;

    /** Begins. @param end called at most once */
    Deadline(Timing timing, Duration patience, Runnable end) {
        this.timing = timing;
        this.patience = patience;
        this.end = end;
        this.moved = timing.now();
        look();
    }

    /** It gets on: all of the time begins anew. Takes next to no time itself. */
    void moved() {
        moved = timing.now();
    }

    private void look() {
        Duration left = patience.minus(Duration.between(moved, timing.now()));
        if (left.compareTo(Duration.ZERO) > 0) {
            again(left);
        } else {
            end.run();
        }
    }

    private synchronized void again(Duration left) {
        if (!over) {
            next = timing.after(left, this::look);
        }
    }

    /** It has ended by itself. */
    synchronized void cancel() {
        over = true;
        if (next != null) {
            next.cancel();
        }
    }
}
