package io.jenkins.plugins.awsdevtools.engine.events;

import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The event queues of a controller: one long poll for each. What they tell nudges the watcher and is handed to whoever
 * listens; when one is lost or comes back, everything is read once, for what was missed. Safe for use by many threads.
 */
public final class EventHub implements AutoCloseable {

    /** How far rounds of calls are apart while a queue tells what changes. */
    public static final Duration RELAXED = Duration.ofMinutes(1);

    private final AwsClients clients;
    private final Timing timing;
    private final RandomGenerator random;
    private final Watcher watcher;
    private final EventNudges nudges;
    private final List<Consumer<AwsEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Map<EventQueue, EventPump> pumps = new LinkedHashMap<>();
    private boolean closed;

    public EventHub(AwsClients clients, Timing timing, RandomGenerator random, Watcher watcher) {
        this.clients = Objects.requireNonNull(clients);
        this.timing = Objects.requireNonNull(timing);
        this.random = Objects.requireNonNull(random);
        this.watcher = Objects.requireNonNull(watcher);
        this.nudges = new EventNudges(watcher);
    }

    /** Hears every event of every queue, duplicates too, on a thread that must not be held up. */
    public void listen(Consumer<AwsEvent> listener) {
        listeners.add(listener);
    }

    /** These queues are read from now on, and no others; one that was read already goes on. */
    public synchronized void read(Collection<EventQueue> queues) {
        if (closed) {
            return;
        }
        Set<EventQueue> wanted = new HashSet<>(queues);
        pumps.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().close();
            return true;
        });
        for (EventQueue queue : queues) {
            pumps.computeIfAbsent(queue, added -> {
                EventPump pump = new EventPump(added, clients, timing, random, new Hearing());
                pump.start();
                return pump;
            });
        }
    }

    /** How each queue does. */
    public synchronized Map<EventQueue, QueueHealth> health() {
        Map<EventQueue, QueueHealth> all = new LinkedHashMap<>();
        pumps.forEach((queue, pump) -> all.put(queue, pump.health()));
        return all;
    }

    /**
     * The pacing of a source: relaxed while a queue of the same identity is healthy and has told of the same service.
     *
     * @param usual what is configured; the source may have an interval of its own
     */
    public WatchPacing pacing(StatusSource<?, ?> source, Duration usual) {
        Duration own = source.interval(usual);
        boolean told = own.compareTo(RELAXED) < 0 && isToldOf(source);
        return WatchPacing.every(told ? RELAXED : own);
    }

    private synchronized boolean isToldOf(StatusSource<?, ?> source) {
        String service = source.operation().replaceFirst(":.*", "");
        return source.caller().isPresent()
                && pumps.entrySet().stream()
                        .anyMatch(entry -> entry.getKey()
                                        .access()
                                        .withoutSessionTags()
                                        .equals(source.caller().get().withoutSessionTags())
                                && entry.getValue().health().tellsOf(service));
    }

    /** Ends reading. */
    @Override
    public synchronized void close() {
        closed = true;
        pumps.values().forEach(EventPump::close);
        pumps.clear();
    }

    private final class Hearing implements EventPump.EventListener {
        @Override
        public void onEvent(AwsEvent event) {
            nudges.nudge(event);
            listeners.forEach(listener -> listener.accept(event));
        }

        @Override
        public void onHealthy() {
            watcher.nudgeAll();
        }

        @Override
        public void onBroken(AwsFailure failure) {
            watcher.nudgeAll();
        }
    }
}
