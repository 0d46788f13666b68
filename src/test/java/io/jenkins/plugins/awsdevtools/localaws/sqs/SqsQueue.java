package io.jenkins.plugins.awsdevtools.localaws.sqs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** One standard queue. Thread safe by its monitor; receiving waits on it. */
public final class SqsQueue {
    /** Between looks for messages whose visibility timeout has ended, which nobody notifies of. */
    private static final long LOOK_MILLIS = 50;

    /** One receipt of a message. */
    record Receipt(String handle, SqsMessage message) {}

    private final String name;
    private final String arn;
    private final Clock clock;
    private final List<SqsMessage> messages = new ArrayList<>();
    private final Map<String, String> attributes = new TreeMap<>();
    private SqsQueue deadLetters;
    private int mostReceives;
    private Random disorder;
    private double duplicates;
    private boolean gone;

    SqsQueue(String name, String arn, Clock clock) {
        this.name = name;
        this.arn = arn;
        this.clock = clock;
        // The defaults of CreateQueue's attributes.
        attributes.put("VisibilityTimeout", "30");
        attributes.put("MessageRetentionPeriod", "345600");
        attributes.put("ReceiveMessageWaitTimeSeconds", "0");
        attributes.put("DelaySeconds", "0");
        attributes.put("MaximumMessageSize", "262144");
    }

    public String name() {
        return name;
    }

    public String arn() {
        return arn;
    }

    /** From now on messages come twice with this probability, and in any order; an equal seed does the same again. */
    public synchronized void disorderly(long seed, double probabilityOfDuplicate) {
        disorder = new Random(seed);
        duplicates = probabilityOfDuplicate;
    }

    /** Where messages go that were received too often. */
    public synchronized void redrive(SqsQueue target, int maxReceiveCount) {
        deadLetters = target;
        mostReceives = maxReceiveCount;
    }

    synchronized Map<String, String> attributes() {
        Map<String, String> all = new TreeMap<>(attributes);
        Instant now = clock.instant();
        long visible =
                messages.stream().filter(message -> message.isVisibleAt(now)).count();
        all.put("ApproximateNumberOfMessages", Long.toString(visible));
        all.put("ApproximateNumberOfMessagesNotVisible", Long.toString(messages.size() - visible));
        all.put("QueueArn", arn);
        return all;
    }

    synchronized void set(Map<String, String> changed) {
        attributes.putAll(changed);
    }

    /** How many messages it holds, visible or not. */
    public synchronized int size() {
        return messages.size();
    }

    /** The bodies of all messages, visible or not. */
    public synchronized List<String> bodies() {
        return messages.stream().map(SqsMessage::body).toList();
    }

    /** Sends a message, in process. */
    public String send(String body) {
        return send(body, Duration.ZERO);
    }

    synchronized String send(String body, Duration delay) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        int times = disorder != null && disorder.nextDouble() < duplicates ? 2 : 1;
        for (int i = 0; i < times; i++) {
            int place = disorder == null ? messages.size() : disorder.nextInt(messages.size() + 1);
            messages.add(place, new SqsMessage(id, body, now, now.plus(delay)));
        }
        notifyAll();
        return id;
    }

    /** Takes the queue from all who wait at it. */
    synchronized void remove() {
        gone = true;
        messages.clear();
        notifyAll();
    }

    /**
     * Up to {@code most} messages; with a wait, as soon as there is one.
     *
     * @param visibility how long they are hidden from others; the queue's own if empty
     */
    synchronized List<Receipt> receive(int most, Optional<Duration> visibility, Duration wait)
            throws InterruptedException {
        Duration hidden = visibility.orElse(Duration.ofSeconds(Long.parseLong(attributes.get("VisibilityTimeout"))));
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            if (gone) {
                throw SqsErrors.noQueue();
            }
            List<Receipt> received = take(most, hidden);
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (!received.isEmpty() || left <= 0) {
                return received;
            }
            wait(Math.min(left, LOOK_MILLIS));
        }
    }

    private List<Receipt> take(int most, Duration hidden) {
        List<Receipt> received = new ArrayList<>();
        Instant now = clock.instant();
        Iterator<SqsMessage> all = messages.iterator();
        while (all.hasNext() && received.size() < most) {
            SqsMessage message = all.next();
            if (!message.isVisibleAt(now)) {
                continue;
            }
            if (deadLetters != null && message.receiveCount() >= mostReceives) {
                all.remove();
                deadLetters.send(message.body());
            } else {
                received.add(new Receipt(message.receive(now, now.plus(hidden)), message));
            }
        }
        return received;
    }

    /** Deletes what a handle was given out for; a message that is gone already is deleted too. */
    synchronized void delete(String handle) {
        checked(handle);
        messages.removeIf(message -> message.has(handle));
    }

    synchronized void changeVisibility(String handle, Duration visibility) {
        checked(handle);
        Instant now = clock.instant();
        SqsMessage found = messages.stream()
                .filter(message -> message.has(handle) && !message.isVisibleAt(now))
                .findFirst()
                .orElseThrow(() -> SqsErrors.of(
                        "MessageNotInflight",
                        "AWS.SimpleQueueService.MessageNotInflight",
                        "The specified message isn't in flight."));
        found.visibleFrom(now.plus(visibility));
        notifyAll();
    }

    static void checked(String handle) {
        if (!handle.matches("[0-9a-f-]{36}#[0-9a-f-]{36}")) {
            throw SqsErrors.of(
                    "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
        }
    }

    synchronized void purge() {
        messages.clear();
    }
}
