package io.jenkins.plugins.awsdevtools.localaws.logs;

import java.time.Clock;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Log groups and streams, in process. Thread safe. */
public final class LogStore {

    private final Clock clock;
    private final Map<String, NavigableMap<String, NavigableMap<String, LogStream>>> regions =
            new ConcurrentSkipListMap<>();
    private volatile int pageEvents = LogsService.MOST_PAGE_EVENTS;
    private volatile boolean emptyPages;

    public LogStore(Clock clock) {
        this.clock = clock;
    }

    /** Pages have at most this many events, as if they were large ones. */
    public void limitPages(int events) {
        pageEvents = events;
    }

    /** Every page of events is preceded by an empty one with another token, as AWS may answer at any time. */
    public void answerWithEmptyPages(boolean wanted) {
        emptyPages = wanted;
    }

    int pageEvents() {
        return pageEvents;
    }

    boolean emptyPages() {
        return emptyPages;
    }

    NavigableMap<String, NavigableMap<String, LogStream>> groups(String region) {
        return regions.computeIfAbsent(region, key -> new ConcurrentSkipListMap<>());
    }

    /** The stream, made with its group if it does not exist. */
    public LogStream stream(String region, String group, String stream) {
        return groups(region)
                .computeIfAbsent(group, key -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(stream, key -> new LogStream(key, clock.millis()));
    }

    Optional<LogStream> find(String region, String group, String stream) {
        return Optional.ofNullable(groups(region).get(group)).map(streams -> streams.get(stream));
    }

    /** Writes an event now. */
    public void append(String region, String group, String stream, String message) {
        append(region, group, stream, clock.millis(), message);
    }

    /** Writes an event with a time of its own, milliseconds since the epoch. */
    public void append(String region, String group, String stream, long timestamp, String message) {
        stream(region, group, stream).put(timestamp, message, clock.millis());
    }
}
