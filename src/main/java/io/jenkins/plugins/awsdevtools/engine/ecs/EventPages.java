package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.logs.LogPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A service's events as pages of a log, so that each is printed once, also by who comes after a crash. The token names
 * the newest event that was printed: its time in milliseconds and its id.
 */
final class EventPages {

    private EventPages() {}

    /** The place behind everything that is there now. */
    static LogPage end(List<ServiceEvent> newestFirst) {
        return new LogPage(List.of(), newestFirst.isEmpty() ? "0/" : token(newestFirst.get(0)));
    }

    /** What is newer than the token, oldest first; empty if there is nothing. */
    static Optional<LogPage> after(String token, List<ServiceEvent> newestFirst) {
        int slash = token.indexOf('/');
        long time = Long.parseLong(token.substring(0, slash));
        String id = token.substring(slash + 1);
        List<ServiceEvent> fresh = new ArrayList<>();
        for (ServiceEvent event : newestFirst) {
            if (event.id().equals(id) || millis(event) < time) {
                break;
            }
            fresh.add(event);
        }
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        String next = token(fresh.get(0));
        Collections.reverse(fresh);
        // One line an event, whatever stands in it.
        List<String> lines = fresh.stream()
                .map(event -> event.message() == null ? "" : event.message().replaceAll("\\R", " "))
                .toList();
        return Optional.of(new LogPage(lines, next));
    }

    private static String token(ServiceEvent event) {
        return millis(event) + "/" + event.id();
    }

    private static long millis(ServiceEvent event) {
        return (event.created() == null ? Instant.EPOCH : event.created()).toEpochMilli();
    }
}
