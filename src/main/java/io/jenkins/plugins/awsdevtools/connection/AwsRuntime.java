package io.jenkins.plugins.awsdevtools.connection;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.events.EventHub;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What one controller has once: the clients, the watcher, the budget of log reads, and the few threads on which answers
 * are handled. Made when first needed, closed when Jenkins goes down.
 */
@Extension
public final class AwsRuntime {

    /** Answers are handled quickly; only the writing of build logs takes any time. */
    private static final int THREADS = 4;

    private ScheduledThreadPoolExecutor threads;
    private AwsClients clients;
    private Watcher watcher;
    private volatile EventHub events;
    private WorkContext work;
    private boolean closed;

    public static AwsRuntime get() {
        return ExtensionList.lookupSingleton(AwsRuntime.class);
    }

    /** Runs what must not be waited for, such as the look-up of credentials. */
    public synchronized Executor executor() {
        open();
        return threads;
    }

    public synchronized AwsClients clients() {
        open();
        return clients;
    }

    public synchronized Watcher watcher() {
        open();
        return watcher;
    }

    /** The event queues of the connections. */
    public synchronized EventHub events() {
        open();
        return events;
    }

    /** No queue is read any more, if one was. */
    synchronized void stopReading() {
        if (events != null && !closed) {
            events.read(List.of());
        }
    }

    /** What all remote work shares. */
    public synchronized WorkContext work() {
        open();
        return work;
    }

    /** Logs that are followed from now on are read at this pace: an AWS that shows lines at once needs no patience. */
    public synchronized void follow(TailPacing pacing) {
        work = work().with(pacing);
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("Jenkins is going down");
        }
        if (threads == null) {
            threads = new ScheduledThreadPoolExecutor(
                    THREADS, new NamingThreadFactory(new DaemonThreadFactory(), "AWS Developer Tools"));
            threads.setRemoveOnCancelPolicy(true);
            Timing timing = Timing.of(threads, Clock.systemUTC());
            SecureRandom random = new SecureRandom();
            clients = new AwsClients(Clock.systemUTC(), threads);
            watcher = new Watcher(timing, random, this::pacing);
            events = new EventHub(clients, timing, random, watcher);
            work = new WorkContext(
                    clients,
                    watcher,
                    new ReadBudget(timing),
                    timing,
                    random,
                    TailPacing.DEFAULT,
                    () -> UUID.randomUUID().toString());
        }
    }

    /** Called with the watcher's locks held, so it takes none. */
    private WatchPacing pacing(StatusSource<?, ?> source) {
        Duration usual = Duration.ofSeconds(AwsConnections.get().getWatchIntervalSeconds());
        EventHub told = events;
        return told == null ? WatchPacing.every(source.interval(usual)) : told.pacing(source, usual);
    }

    private synchronized void shutDown() {
        closed = true;
        if (threads != null) {
            events.close();
            watcher.close();
            threads.shutdownNow();
            clients.close();
        }
    }

    /** Ends everything; what runs in AWS is found again after the start. */
    @Terminator
    public static void terminate() {
        get().shutDown();
    }
}
