package io.jenkins.plugins.awsdevtools.engine.events;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A controller's worth of the ground floor whose rounds are half an hour apart: what is noticed within a test, an event
 * told.
 */
public final class EventedWork implements AutoCloseable {

    private static final Duration NEVER = Duration.ofMinutes(30);
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final String QUEUE = "jenkins";

    private final LocalAws aws = LocalAws.start();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Timing timing = Timing.of(threads, Clock.systemUTC());
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final Map<String, StatusSource<?, ?>> sources = new ConcurrentHashMap<>();
    private final Watcher watcher = new Watcher(timing, new Random(1), source -> {
        sources.put(source.operation(), source);
        return WatchPacing.every(NEVER);
    });
    private final EventHub hub = new EventHub(clients, timing, new Random(2), watcher);
    private final EventQueue queue = new EventQueue(TestAccess.root(aws), QUEUE);
    private final WorkContext context = new WorkContext(
            clients, watcher, new ReadBudget(timing), timing, new Random(3), TailPacing.DEFAULT, () -> UUID.randomUUID()
                    .toString());

    /** A log that nobody reads. */
    private static final class Unread implements LineSink {
        @Override
        public void print(String line) {}

        @Override
        public void flush() {}

        @Override
        public long linesHeld() {
            return 0;
        }
    }

    /** Begins to read a queue that gets every event. */
    public EventedWork() {
        aws.sqs().createEventQueue(aws.region(), QUEUE, aws.events(), Set.of());
        hub.read(List.of(queue));
        eventually(() -> hub.health().get(queue).isHealthy());
    }

    public LocalAws aws() {
        return aws;
    }

    public AwsAccess access() {
        return TestAccess.root(aws);
    }

    public WorkContext context() {
        return context;
    }

    public LineSink log() {
        return new Unread();
    }

    /** How the work ends, that only an event may have told of. */
    public <R> R end(RemoteWork<R> work) throws Exception {
        return resultOf(work.result());
    }

    /** The queue has told of the operation's service: its rounds are a minute apart, until the queue is lost. */
    public void assertRelaxedWhileTheQueueLives(String operation) {
        StatusSource<?, ?> source = sources.get(operation);
        assertThat(source).as("what was watched: " + sources.keySet()).isNotNull();
        assertThat(hub.pacing(source, USUAL).interval()).isEqualTo(EventHub.RELAXED);
        aws.sqs().deleteQueue(aws.region(), QUEUE);
        eventually(() -> hub.health().get(queue).failure().isPresent());
        assertThat(hub.pacing(source, USUAL).interval()).isEqualTo(USUAL);
    }

    /** Waits for what happens in AWS by itself. */
    @Override
    public void close() {
        hub.close();
        watcher.close();
        clients.close();
        threads.shutdownNow();
        aws.close();
    }
}
