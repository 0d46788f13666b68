package io.jenkins.plugins.awsdevtools.engine.work;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.FastTiming;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What a controller has once, against an embedded AWS whose status it reads every second. */
public final class LocalController implements AutoCloseable {

    private final LocalAws aws;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final Timing timing;
    private final Watcher watcher;
    private final WorkContext context;

    /**
     * @param speed how many seconds of waiting pass in one
     * @param tails how logs are followed
     */
    public LocalController(LocalAws aws, int speed, TailPacing tails) {
        this.aws = aws;
        this.timing = speed == 1 ? Timing.of(threads, Clock.systemUTC()) : new FastTiming(threads, speed);
        this.watcher = new Watcher(
                timing,
                new Random(1),
                () -> new WatchPacing(Duration.ofSeconds(1), 0, Duration.ofMillis(10), Duration.ofSeconds(2)));
        this.context = new WorkContext(
                clients, watcher, new ReadBudget(timing), timing, new Random(2), tails, () -> UUID.randomUUID()
                        .toString());
    }

    public WorkContext context() {
        return context;
    }

    public AwsClients clients() {
        return clients;
    }

    public Timing timing() {
        return timing;
    }

    /** As whom and where it calls: each call is made twice at the most. */
    public AwsAccess access() {
        return TestAccess.root(aws, 2);
    }

    @Override
    public void close() {
        watcher.close();
        clients.close();
        threads.shutdownNow();
    }
}
