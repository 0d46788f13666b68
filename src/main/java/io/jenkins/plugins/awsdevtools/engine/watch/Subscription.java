package io.jenkins.plugins.awsdevtools.engine.watch;

import java.time.Instant;

/** One watch in its group. */
final class Subscription<K, S> implements Watch {

    private final WatchGroup<K, S> group;
    private final K key;
    private final WatchListener<S> listener;
    private final Instant deadline;
    private volatile boolean ended;
    private boolean troubled;
    private boolean refused;

    Subscription(WatchGroup<K, S> group, K key, WatchListener<S> listener, Instant deadline) {
        this.group = group;
        this.key = key;
        this.listener = listener;
        this.deadline = deadline;
    }

    K key() {
        return key;
    }

    Instant deadline() {
        return deadline;
    }

    @Override
    public void cancel() {
        ended = true;
        group.remove(this);
    }

    @Override
    public void nudge() {
        group.nudgeOne(key);
    }

    /** @param status null if AWS does not know the thing */
    void tell(S status) {
        if (troubled && !ended) {
            troubled = false;
            refused = false;
            listener.onRecovered();
        }
        if (ended) {
            return;
        }
        if (status == null) {
            listener.onMissing();
        } else {
            listener.onStatus(status);
        }
    }

    /** @param passes whether waiting helps; a refusal behind such failures is told too, for it may be final */
    void tellTrouble(Throwable failure, boolean passes) {
        if (!ended && (!troubled || !passes && !refused)) {
            troubled = true;
            refused |= !passes;
            listener.onTrouble(failure);
        }
    }

    void tellDeadline() {
        if (!ended) {
            ended = true;
            listener.onDeadline();
        }
    }
}
