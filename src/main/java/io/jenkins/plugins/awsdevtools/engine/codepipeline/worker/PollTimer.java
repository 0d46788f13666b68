package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * When the next poll is due; there is one at the most. Hints make it earlier, never later, and do not cut short a pause that
 * AWS's refusals have led to. Not safe for use by several threads at once; its owner guards it.
 */
final class PollTimer {

    /** Between two polls of which the first brought all it could, and before one that a hint leads to. */
    static final Duration BREATH = Duration.ofMillis(200);

    private final Timing timing;
    private final Runnable poll;
    private Timing.Cancellable next;
    private Instant due = Instant.MAX;
    private Instant notBefore = Instant.MIN;
    private boolean stopped;

    /** @param poll run on a thread of the timing; what it does sets the timer anew */
    PollTimer(Timing timing, Runnable poll) {
        this.timing = Objects.requireNonNull(timing);
        this.poll = Objects.requireNonNull(poll);
    }

    /** The next poll is due after this. */
    void after(Duration pause) {
        if (stopped) {
            return;
        }
        if (next != null) {
            next.cancel();
        }
        due = timing.now().plus(pause);
        next = timing.after(pause, poll);
    }

    /** The next poll is due after this, and no hint makes it earlier. */
    void backOff(Duration pause) {
        notBefore = timing.now().plus(pause);
        after(pause);
    }

    /** There may be something: the next poll is due as soon as may be. */
    void soon() {
        Duration rest = notBefore.equals(Instant.MIN) ? BREATH : Duration.between(timing.now(), notBefore);
        within(rest.compareTo(BREATH) > 0 ? rest : BREATH);
    }

    /** Somebody wants to know: the next poll is due now, whatever was refused. */
    void now() {
        within(BREATH);
    }

    private void within(Duration pause) {
        if (timing.now().plus(pause).isBefore(due)) {
            after(pause);
        }
    }

    /** The poll that was due has begun. */
    void begun() {
        due = Instant.MAX;
    }

    void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }
}
