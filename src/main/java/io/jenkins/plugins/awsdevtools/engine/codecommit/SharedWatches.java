package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchListener;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One watch for each thing, however many want to hear of it, at the shortest interval that any of them asks for. Safe for
 * use by many threads; listeners are called without a lock.
 */
final class SharedWatches<K, S> {

    /** Nobody who waits for pushes gets tired. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Watcher watcher;
    private final BiFunction<AwsAccess, Duration, StatusSource<K, S>> sources;
    private final Map<Thing<K>, Shared> watches = new HashMap<>();

    private record Thing<K>(AwsAccess access, K key) {}

    private record Listening<S>(WatchListener<S> listener, Duration interval) {}

    SharedWatches(Watcher watcher, BiFunction<AwsAccess, Duration, StatusSource<K, S>> sources) {
        this.watcher = watcher;
        this.sources = sources;
    }

    /** @return cancels and nudges */
    synchronized Watch watch(AwsAccess access, K key, Duration interval, WatchListener<S> listener) {
        Thing<K> thing = new Thing<>(access, key);
        Shared shared = watches.computeIfAbsent(thing, Shared::new);
        Listening<S> mine = new Listening<>(listener, interval);
        shared.listeners.add(mine);
        shared.adjust();
        return new Watch() {
            @Override
            public void cancel() {
                leave(shared, mine);
            }

            @Override
            public void nudge() {
                shared.nudge();
            }
        };
    }

    private synchronized void leave(Shared shared, Listening<S> listening) {
        shared.listeners.removeIf(other -> other == listening);
        if (shared.listeners.isEmpty()) {
            watches.remove(shared.thing, shared);
        }
        shared.adjust();
    }

    private synchronized List<WatchListener<S>> listeners(Shared shared) {
        List<WatchListener<S>> all = new ArrayList<>();
        shared.listeners.forEach(listening -> all.add(listening.listener()));
        return all;
    }

    /** How many things are watched. */
    synchronized int size() {
        return watches.size();
    }

    /** The one watch of a thing; its fields are guarded by the monitor of all. */
    private final class Shared implements WatchListener<S> {
        private final Thing<K> thing;
        private final List<Listening<S>> listeners = new ArrayList<>();
        private Duration interval;
        private Watch watch;

        Shared(Thing<K> thing) {
            this.thing = thing;
        }

        void adjust() {
            Duration shortest = listeners.stream()
                    .map(Listening::interval)
                    .min(Duration::compareTo)
                    .orElse(null);
            if (watch != null && shortest != null && shortest.equals(interval)) {
                watch.nudge(); // whoever came wants to know
                return;
            }
            if (watch != null) {
                watch.cancel();
                watch = null;
            }
            interval = null;
            if (shortest != null) {
                watch = watcher.watch(sources.apply(thing.access(), shortest), thing.key(), this, FOREVER);
                interval = shortest;
            }
        }

        void nudge() {
            synchronized (SharedWatches.this) {
                if (watch != null) {
                    watch.nudge();
                }
            }
        }

        private void each(Consumer<WatchListener<S>> message) {
            listeners(this).forEach(message);
        }

        @Override
        public void onStatus(S status) {
            each(listener -> listener.onStatus(status));
        }

        @Override
        public void onMissing() {
            each(WatchListener::onMissing);
        }

        @Override
        public void onTrouble(Throwable failure) {
            each(listener -> listener.onTrouble(failure));
        }

        @Override
        public void onRecovered() {
            each(WatchListener::onRecovered);
        }

        @Override
        public void onDeadline() {
            each(WatchListener::onDeadline);
        }
    }
}
