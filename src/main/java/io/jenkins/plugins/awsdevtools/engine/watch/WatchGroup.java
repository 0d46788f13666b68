package io.jenkins.plugins.awsdevtools.engine.watch;

import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * The watches that travel in the same calls.
 *
 * <p>A round reads every key when the tick is due, and only the urgent ones (new, nudged) between ticks. State is
 * guarded by this object's monitor; AWS and listeners are called without it.
 */
final class WatchGroup<K, S> {

    private static final Logger LOGGER = Logger.getLogger(WatchGroup.class.getName());

    private final StatusSource<K, S> source;
    private final Timing timing;
    private final RandomGenerator random;
    private final Supplier<WatchPacing> pacing;
    private final Consumer<WatchGroup<?, ?>> onEmpty;

    private final Map<K, List<Subscription<K, S>>> watches = new LinkedHashMap<>();
    private final Set<K> urgent = new HashSet<>();
    private final Map<K, S> read = new HashMap<>();
    private WatchPacing lastPacing = WatchPacing.DEFAULT;
    private boolean pacingBroken;
    private Backoff backoff;
    private WatchPacing backoffPacing;
    private Instant tickDue;
    private Instant notBefore = Instant.MIN;
    private Instant scheduledFor;
    private Timing.Cancellable scheduled;
    private boolean underWay;

    WatchGroup(
            StatusSource<K, S> source,
            Timing timing,
            RandomGenerator random,
            Supplier<WatchPacing> pacing,
            Consumer<WatchGroup<?, ?>> onEmpty) {
        this.source = source;
        this.timing = timing;
        this.random = random;
        this.pacing = pacing;
        this.onEmpty = onEmpty;
    }

    StatusSource<K, S> source() {
        return source;
    }

    synchronized int size() {
        return watches.values().stream().mapToInt(List::size).sum();
    }

    synchronized void add(Subscription<K, S> subscription) {
        if (watches.isEmpty()) {
            tickDue = timing.now().plus(jittered(pacing()));
        }
        watches.computeIfAbsent(subscription.key(), key -> new ArrayList<>(1)).add(subscription);
        urgent.add(subscription.key());
        schedule();
    }

    void remove(Subscription<K, S> subscription) {
        boolean empty;
        synchronized (this) {
            List<Subscription<K, S>> ofKey = watches.get(subscription.key());
            if (ofKey != null && ofKey.remove(subscription) && ofKey.isEmpty()) {
                forget(subscription.key());
            }
            empty = watches.isEmpty();
            if (empty) {
                unschedule();
            }
        }
        if (empty) {
            onEmpty.accept(this);
        }
    }

    /** @param named whatever an event named, so it may be of any type */
    synchronized boolean nudge(Object named) {
        return readSoon(watches.keySet().stream()
                .filter(key -> source.concerns(key, named))
                .toList());
    }

    /** Whoever watches a thing may want to know of it now, whatever events name it by. */
    synchronized void nudgeOne(K key) {
        if (watches.containsKey(key)) {
            readSoon(List.of(key));
        }
    }

    private boolean readSoon(List<K> keys) {
        urgent.addAll(keys);
        if (!keys.isEmpty()) {
            schedule();
        }
        return !keys.isEmpty();
    }

    synchronized void nudgeAll() {
        urgent.addAll(watches.keySet());
        // Rounds may have been far apart and are not any more.
        Instant next = timing.now().plus(jittered(pacing()));
        tickDue = tickDue == null || next.isBefore(tickDue) ? next : tickDue;
        schedule();
    }

    synchronized void close() {
        watches.clear();
        urgent.clear();
        read.clear();
        unschedule();
    }

    private void schedule() {
        if (underWay || watches.isEmpty()) {
            return; // the end of the round schedules the next one
        }
        Instant due = tickDue;
        if (!urgent.isEmpty()) {
            Instant soon = timing.now().plus(pacing().gather());
            due = soon.isBefore(due) ? soon : due;
        }
        if (due.isBefore(notBefore)) {
            due = notBefore;
        }
        if (scheduledFor != null && !due.isBefore(scheduledFor)) {
            return;
        }
        unschedule();
        scheduledFor = due;
        scheduled = timing.after(Duration.between(timing.now(), due), this::round);
    }

    private void unschedule() {
        if (scheduled != null) {
            scheduled.cancel();
        }
        scheduled = null;
        scheduledFor = null;
    }

    private void round() {
        List<Subscription<K, S>> late = new ArrayList<>();
        List<K> keys;
        synchronized (this) {
            scheduled = null;
            scheduledFor = null;
            if (underWay) {
                return;
            }
            Instant now = timing.now();
            removeLate(now, late);
            if (watches.isEmpty()) {
                keys = List.of();
            } else {
                boolean tick = !now.isBefore(tickDue);
                keys = List.copyOf(tick ? watches.keySet() : urgent);
                urgent.clear();
                if (tick) {
                    tickDue = now.plus(jittered(pacing()));
                }
                underWay = !keys.isEmpty();
            }
        }
        late.forEach(subscription -> guarded(subscription::tellDeadline));
        if (keys.isEmpty()) {
            onEmpty.accept(this);
            synchronized (this) {
                schedule();
            }
            return;
        }
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += source.batchSize()) {
            calls.add(read(keys.subList(from, Math.min(keys.size(), from + source.batchSize()))));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .whenComplete((done, broken) ->
                        endRound(broken == null && calls.stream().allMatch(CompletableFuture::join)));
    }

    private void removeLate(Instant now, List<Subscription<K, S>> late) {
        for (List<Subscription<K, S>> ofKey : watches.values()) {
            for (Subscription<K, S> subscription : ofKey) {
                if (!now.isBefore(subscription.deadline())) {
                    late.add(subscription);
                }
            }
        }
        for (Subscription<K, S> subscription : late) {
            List<Subscription<K, S>> ofKey = watches.get(subscription.key());
            ofKey.remove(subscription);
            if (ofKey.isEmpty()) {
                forget(subscription.key());
            }
        }
    }

    private void forget(K key) {
        watches.remove(key);
        urgent.remove(key);
        read.remove(key);
    }

    private synchronized Map<K, S> readBefore(List<K> keys) {
        Map<K, S> before = new HashMap<>(read);
        before.keySet().retainAll(Set.copyOf(keys));
        return before;
    }

    private synchronized void keep(List<K> keys, Map<K, S> statuses) {
        for (K key : keys) {
            S status = statuses.get(key);
            if (status == null || !watches.containsKey(key)) {
                read.remove(key);
            } else {
                read.put(key, status);
            }
        }
    }

    /** @return completes with whether the call succeeded; never fails */
    private CompletableFuture<Boolean> read(List<K> keys) {
        CompletionStage<Map<K, S>> call;
        try {
            call = source.read(keys, readBefore(keys));
        } catch (RuntimeException | Error refused) { // a client that cannot even be made fails like the call it was for
            call = CompletableFuture.failedFuture(refused);
        }
        return call.handleAsync(
                        (statuses, failure) -> {
                            if (failure == null) {
                                keep(keys, statuses);
                                tell(keys, subscription -> subscription.tell(statuses.get(subscription.key())));
                            } else {
                                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure;
                                LOGGER.log(Level.FINE, cause, () -> source.operation() + " failed");
                                boolean passes = FailureTranslator.translate(
                                                cause, new CallContext(source.operation(), "", ""))
                                        .passes();
                                tell(keys, subscription -> subscription.tellTrouble(cause, passes));
                            }
                            return failure == null;
                        },
                        timing)
                .toCompletableFuture();
    }

    private void tell(Collection<K> keys, Consumer<Subscription<K, S>> message) {
        List<Subscription<K, S>> receivers = new ArrayList<>();
        synchronized (this) {
            for (K key : keys) {
                receivers.addAll(watches.getOrDefault(key, List.of()));
            }
        }
        for (Subscription<K, S> receiver : receivers) {
            guarded(() -> message.accept(receiver));
        }
    }

    /** One listener's fault must not keep the others from hearing. */
    private void guarded(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException | Error fault) {
            LOGGER.log(Level.WARNING, fault, () -> "A listener of " + source.operation() + " failed");
        }
    }

    private synchronized void endRound(boolean allRead) {
        underWay = false;
        Instant now = timing.now();
        WatchPacing current = pacing();
        if (allRead) {
            backoff = null;
            notBefore = Instant.MIN;
            // The pause counts from the end of the round: slow answers do not make rounds follow each other at once.
            if (tickDue.isBefore(now.plus(current.gather()))) {
                tickDue = now.plus(jittered(current));
            }
        } else {
            if (backoff == null || !current.equals(backoffPacing)) {
                backoff = new Backoff(current.interval(), current.longestPause(), random);
                backoffPacing = current;
            }
            notBefore = now.plus(backoff.next());
            tickDue = notBefore;
        }
        schedule();
    }

    /** A setting that cannot be used must not silence the watches: what held before holds on. */
    private WatchPacing pacing() {
        try {
            lastPacing = pacing.get();
            pacingBroken = false;
        } catch (RuntimeException unusable) {
            Level level = pacingBroken ? Level.FINE : Level.WARNING;
            pacingBroken = true;
            LOGGER.log(level, unusable, () -> "The pacing of " + source.operation() + " cannot be used");
        }
        return lastPacing;
    }

    private Duration jittered(WatchPacing current) {
        long millis = current.interval().toMillis();
        long extra = Math.round(millis * current.jitter());
        return Duration.ofMillis(millis + (extra > 0 ? random.nextLong(extra + 1) : 0));
    }
}
