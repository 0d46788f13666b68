package io.jenkins.plugins.awsdevtools.engine.watch;

import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Reads the status of everything that runs in AWS on behalf of this controller.
 *
 * <p>Watches whose {@link StatusSource sources} are equal form a group and travel together, as many in a call as the
 * operation takes. A group has one round of calls under way at most; the next follows an interval after it. A watch that
 * is new or nudged is read at once, between rounds. A group whose calls fail slows down by itself and does not concern
 * the others. Nothing is read, and nothing scheduled, while nobody watches.
 *
 * <p>No thread waits here. Safe for use by many threads.
 */
public final class Watcher implements AutoCloseable {

    private final Timing timing;
    private final RandomGenerator random;
    private final Function<StatusSource<?, ?>, WatchPacing> pacing;
    private final Map<StatusSource<?, ?>, WatchGroup<?, ?>> groups = new HashMap<>();
    private boolean closed;

    /**
     * @param pacing asked before every round, so that a changed setting holds from the next one
     * @param random draws the jitter
     */
    public Watcher(Timing timing, RandomGenerator random, Supplier<WatchPacing> pacing) {
        this(timing, random, source -> pacing.get());
    }

    /**
     * @param pacing asked before every round of a source
     * @param random draws the jitter
     */
    public Watcher(Timing timing, RandomGenerator random, Function<StatusSource<?, ?>, WatchPacing> pacing) {
        this.timing = Objects.requireNonNull(timing);
        this.random = Objects.requireNonNull(random);
        this.pacing = Objects.requireNonNull(pacing);
    }

    /**
     * Watches one thing until it is cancelled or the time given is over.
     *
     * @param patience how long to watch before {@link WatchListener#onDeadline}
     * @throws IllegalStateException if this watcher is closed
     */
    @SuppressWarnings("unchecked") // a group is only ever stored under a source of its own types
    public <K, S> Watch watch(StatusSource<K, S> source, K key, WatchListener<S> listener, Duration patience) {
        Subscription<K, S> subscription;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the watcher is closed");
            }
            WatchGroup<K, S> group = (WatchGroup<K, S>) groups.computeIfAbsent(source, this::newGroup);
            subscription = new Subscription<>(group, key, listener, timing.now().plus(patience));
            group.add(subscription);
        }
        return subscription;
    }

    /** How many watches there are now. */
    public synchronized int size() {
        return groups.values().stream().mapToInt(WatchGroup::size).sum();
    }

    /**
     * Nudges every watch that something named by an event {@link StatusSource#concerns concerns}, whoever watches it.
     *
     * @param named a watch's key, or what the source takes for one
     * @return whether anybody watches it
     */
    public boolean nudge(Object named) {
        boolean found = false;
        for (WatchGroup<?, ?> group : all()) {
            found |= group.nudge(named);
        }
        return found;
    }

    /** Nudges every watch: what used to tell of changes is lost, or back after it was. */
    public void nudgeAll() {
        all().forEach(WatchGroup::nudgeAll);
    }

    private synchronized List<WatchGroup<?, ?>> all() {
        return new ArrayList<>(groups.values());
    }

    /** Ends all watches; their listeners hear nothing more. */
    @Override
    public void close() {
        List<WatchGroup<?, ?>> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(groups.values());
            groups.clear();
        }
        all.forEach(WatchGroup::close);
    }

    private <K, S> WatchGroup<K, S> newGroup(StatusSource<K, S> source) {
        return new WatchGroup<>(source, timing, random, () -> pacing.apply(source), this::removeIfEmpty);
    }

    private synchronized void removeIfEmpty(WatchGroup<?, ?> group) {
        if (group.size() == 0) {
            groups.remove(group.source(), group);
        }
    }
}
