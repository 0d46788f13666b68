package io.jenkins.plugins.awsdevtools.localaws.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events of one stream, by time and, within a millisecond, by arrival. Guarded by its own monitor. */
public final class LogStream {

    /** A place in the stream; tokens are made of places. */
    record Place(long timestamp, long sequence) implements Comparable<Place> {
        static final Place BEGINNING = new Place(-1, -1);

        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(timestamp, other.timestamp);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** An event as it was put. */
    record Event(Place place, String message, long ingestionTime) {}

    /** Some events and whether more follow them. */
    record Slice(List<Event> events, boolean more) {}

    private final String name;
    private final long created;
    private final TreeMap<Place, Event> events = new TreeMap<>();
    private final List<Event> held = new ArrayList<>();
    private long sequence;
    private boolean holding;

    LogStream(String name, long created) {
        this.name = name;
        this.created = created;
    }

    String name() {
        return name;
    }

    long created() {
        return created;
    }

    synchronized void put(long timestamp, String message, long now) {
        Event event = new Event(new Place(timestamp, sequence++), message, now);
        if (holding) {
            held.add(event);
        } else {
            events.put(event.place(), event);
        }
    }

    /** From now on events arrive and cannot be read, as ingestion that lags. */
    public synchronized void hold() {
        holding = true;
    }

    /** What was held can be read. */
    public synchronized void release() {
        holding = false;
        held.forEach(event -> events.put(event.place(), event));
        held.clear();
    }

    synchronized long firstTimestamp() {
        return events.isEmpty() ? 0 : events.firstKey().timestamp();
    }

    synchronized long lastTimestamp() {
        return events.isEmpty() ? 0 : events.lastKey().timestamp();
    }

    synchronized boolean isEmpty() {
        return events.isEmpty();
    }

    synchronized Slice after(Place place, int limit, int bytes) {
        return slice(events.tailMap(place, false), limit, bytes);
    }

    synchronized Slice before(Place place, int limit, int bytes) {
        Slice newestFirst = slice(events.headMap(place, false).descendingMap(), limit, bytes);
        List<Event> inOrder = new ArrayList<>(newestFirst.events());
        java.util.Collections.reverse(inOrder);
        return new Slice(inOrder, newestFirst.more());
    }

    private static Slice slice(Map<Place, Event> from, int limit, int bytes) {
        List<Event> taken = new ArrayList<>();
        long size = 0;
        for (Event event : from.values()) {
            size += event.message().getBytes(StandardCharsets.UTF_8).length;
            if (taken.size() == limit || (size > bytes && !taken.isEmpty())) {
                return new Slice(taken, true);
            }
            taken.add(event);
        }
        return new Slice(taken, false);
    }
}
