package io.jenkins.plugins.awsdevtools.localaws.sqs;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** A message in a queue; guarded by the queue's monitor. */
final class SqsMessage {
    private final String id;
    private final String body;
    private final Instant sent;
    private final Set<String> handles = new HashSet<>();
    private Instant visibleFrom;
    private Instant firstReceived;
    private int receiveCount;

    SqsMessage(String id, String body, Instant sent, Instant visibleFrom) {
        this.id = id;
        this.body = body;
        this.sent = sent;
        this.visibleFrom = visibleFrom;
    }

    String id() {
        return id;
    }

    String body() {
        return body;
    }

    Instant sent() {
        return sent;
    }

    Instant firstReceived() {
        return firstReceived;
    }

    int receiveCount() {
        return receiveCount;
    }

    boolean isVisibleAt(Instant now) {
        return !now.isBefore(visibleFrom);
    }

    void visibleFrom(Instant instant) {
        visibleFrom = instant;
    }

    boolean has(String handle) {
        return handles.contains(handle);
    }

    /** Hides it and gives out a handle. */
    String receive(Instant now, Instant until) {
        visibleFrom = until;
        receiveCount++;
        firstReceived = firstReceived == null ? now : firstReceived;
        String handle = id + "#" + UUID.randomUUID();
        handles.add(handle);
        return handle;
    }
}
