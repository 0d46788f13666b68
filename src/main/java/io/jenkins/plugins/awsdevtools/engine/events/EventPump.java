package io.jenkins.plugins.awsdevtools.engine.events;

import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Reads a queue with one long poll at a time, from {@link #start} until it is closed, whatever goes wrong.
 *
 * <p>An event is handed over and then deleted, also one that nobody here follows: the queue is this controller's own. A
 * message that is no event is not deleted: it becomes visible again and goes to the dead letters, if the queue has some.
 * While the queue cannot be read, or its events not be deleted, it is tried again with growing pauses of up to a minute. No
 * thread waits.
 */
public final class EventPump implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(EventPump.class.getName());

    /** "WaitTimeSeconds: 0 to 20", "MaxNumberOfMessages: 1 to 10" (ReceiveMessage, Amazon SQS API Reference). */
    private static final int WAIT_SECONDS = 20;

    private static final int MOST_MESSAGES = 10;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** So many messages are remembered as malformed, so that each is counted and logged once. */
    private static final int REMEMBERED = 1000;

    private final EventQueue queue;
    private final AwsClients clients;
    private final Timing timing;
    private final EventListener listener;
    private final Backoff backoff;
    private final SerialExecutor serial;
    private final Set<String> sources = new HashSet<>();
    private final Map<String, Boolean> leftThere = new Remembered();
    private volatile QueueHealth health;

    /** Whether events may not be deleted, as far as is known: the queue is not well again because it has nothing to tell. */
    private volatile boolean deleteDenied;

    private CompletableFuture<?> underWay;
    private boolean closed;

    /** The newest messages alone. */
    private static final class Remembered extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** What is told of a queue. Called one at a time, on threads of the timing. */
    public interface EventListener {
        /** Something has happened, probably. */
        void onEvent(AwsEvent event);

        /** The queue answers again, or for the first time: events may have been missed. */
        void onHealthy();

        /** The queue cannot be read, or its events not be deleted. Told once for each spell. */
        void onBroken(AwsFailure failure);
    }

    public EventPump(
            EventQueue queue, AwsClients clients, Timing timing, RandomGenerator random, EventListener listener) {
        this.queue = Objects.requireNonNull(queue);
        this.clients = Objects.requireNonNull(clients);
        this.timing = Objects.requireNonNull(timing);
        this.listener = Objects.requireNonNull(listener);
        this.backoff = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE, random);
        this.serial = new SerialExecutor(timing, this::onFault);
        this.health = QueueHealth.unknown(timing.now());
    }

    public void start() {
        timing.execute(this::next);
    }

    public EventQueue queue() {
        return queue;
    }

    public QueueHealth health() {
        return health;
    }

    /** Ends the poll that is under way; what it would have brought becomes visible again. */
    @Override
    public synchronized void close() {
        closed = true;
        if (underWay != null) {
            underWay.cancel(true);
        }
    }

    private void next() {
        CompletableFuture<Void> round;
        synchronized (this) {
            if (closed) {
                return;
            }
            try {
                SqsAsyncClient client = clients.sqs(queue.access());
                round = queue.url(client)
                        .thenCompose(url -> receive(client, url)
                                .thenComposeAsync(answer -> take(client, url, answer.messages()), timing))
                        .toCompletableFuture();
            } catch (RuntimeException refused) { // a client that cannot be made fails like its calls
                round = CompletableFuture.failedFuture(refused);
            }
        }
        serial.handle(round, (done, failure) -> ended(failure));
    }

    private CompletionStage<ReceiveMessageResponse> receive(SqsAsyncClient client, String url) {
        // The first answer comes at once, so that the queue is known to be healthy.
        int wait = health.isHealthy() || deleteDenied ? WAIT_SECONDS : 0;
        CompletableFuture<ReceiveMessageResponse> call = client.receiveMessage(request ->
                request.queueUrl(url).maxNumberOfMessages(MOST_MESSAGES).waitTimeSeconds(wait));
        synchronized (this) {
            underWay = call;
            if (closed) {
                call.cancel(true);
            }
        }
        return call;
    }

    private CompletionStage<Void> take(SqsAsyncClient client, String url, List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> done = new ArrayList<>();
        for (Message message : messages) {
            try {
                hand(EventParser.parse(message.body()));
                done.add(DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(done.size()))
                        .receiptHandle(message.receiptHandle())
                        .build());
            } catch (MalformedEventException malformed) {
                leave(message, malformed);
            }
        }
        if (done.isEmpty()) {
            if (!deleteDenied) {
                answered();
            }
            // Nothing but what is left there: a queue that shows it again at once must not be read in a circle.
            return messages.isEmpty() ? CompletableFuture.completedFuture(null) : timing.delay(SHORTEST_PAUSE);
        }
        return client.deleteMessageBatch(request -> request.queueUrl(url).entries(done))
                .handleAsync(this::deleted, timing);
    }

    /** A queue whose events come again and again is no healthy one. */
    private Void deleted(DeleteMessageBatchResponse answer, Throwable failure) {
        if (failure != null) {
            AwsFailure why = FailureTranslator.translate(failure, call("sqs:DeleteMessage"));
            deleteDenied = why.kind() == AwsFailure.Kind.DENIED;
            throw new AwsFailureException(why);
        }
        deleteDenied = false;
        answer.failed().forEach(entry -> LOGGER.fine(() -> "An event was not deleted and comes again: " + entry));
        answered();
        return null;
    }

    private CallContext call(String operation) {
        return new CallContext(operation, queue.queue(), queue.access().region().id());
    }

    private void hand(AwsEvent event) {
        sources.add(event.source());
        health = new QueueHealth(
                health.answered(),
                health.since(),
                health.failure(),
                health.received() + 1,
                health.malformed(),
                sources);
        guarded(() -> listener.onEvent(event));
    }

    private void leave(Message message, MalformedEventException malformed) {
        if (leftThere.put(message.messageId(), true) == null) {
            LOGGER.warning(() -> "Message " + message.messageId() + " of queue " + queue.queue()
                    + " is left there, it is no event: " + malformed.getMessage());
            health = new QueueHealth(
                    health.answered(),
                    health.since(),
                    health.failure(),
                    health.received(),
                    health.malformed() + 1,
                    sources);
        }
    }

    private void answered() {
        backoff.reset();
        if (!health.isHealthy()) {
            health = new QueueHealth(
                    true, timing.now(), Optional.empty(), health.received(), health.malformed(), sources);
            guarded(listener::onHealthy);
        }
    }

    private void ended(Throwable failure) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        if (failure == null) {
            next();
            return;
        }
        AwsFailure why = FailureTranslator.translate(failure, call("sqs:ReceiveMessage"));
        boolean first = health.failure().isEmpty();
        health = new QueueHealth(
                false,
                first ? timing.now() : health.since(),
                Optional.of(why),
                health.received(),
                health.malformed(),
                sources);
        if (first) {
            LOGGER.log(Level.WARNING, () -> "Queue " + queue.queue() + " cannot be read: " + why.text());
            guarded(() -> listener.onBroken(why));
        }
        timing.after(backoff.next(), this::next);
    }

    /** A fault of this pump itself does not end it. */
    private void onFault(Throwable fault) {
        LOGGER.log(Level.WARNING, fault, () -> "Reading queue " + queue.queue() + " failed");
        timing.after(LONGEST_PAUSE, this::next);
    }

    private void guarded(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException | Error fault) {
            LOGGER.log(Level.WARNING, "A listener of events failed", fault);
        }
    }
}
