package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.BranchWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.NamePatterns;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Push;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushFilter;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.events.EventHub;
import io.jenkins.plugins.awsdevtools.engine.events.EventQueue;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * From a push to the build in the queue, over 200 pushes to 20 repositories. Ours: the event queue, while the branches
 * are polled once an hour. The other way: polling every five seconds, the shortest interval, without events; SCM polling
 * of Jenkins has a minute at best.
 */
final class PushLatency implements Bench.Scenario {

    private static final int PUSHES = 200;
    private static final int REPOSITORIES = 20;
    private static final int POLL_SECONDS = 5;
    private static final int PATIENCE_SECONDS = 60;

    private record Measured(double medianMillis, double p99Millis, double worstMillis, long calls) {}

    @Override
    public String about() {
        return PUSHES + " pushes: milliseconds until the build is in the queue, with events and by polling";
    }

    @Override
    public Bench.Figures run(PrintStream out) throws Exception {
        Measured events = measure(true, Duration.ofHours(1));
        Measured polling = measure(false, Duration.ofSeconds(POLL_SECONDS));
        out.printf("%-34s %14s %18s%n", "", "event queue", "polling every 5 s");
        line(out, "median ms", events.medianMillis(), polling.medianMillis());
        line(out, "99th percentile ms", events.p99Millis(), polling.p99Millis());
        line(out, "longest ms", events.worstMillis(), polling.worstMillis());
        line(out, "GetBranch calls", events.calls(), polling.calls());
        return new Bench.Figures(events.p99Millis(), polling.p99Millis(), "ms-p99", true);
    }

    private static void line(PrintStream out, String what, double ours, double other) {
        out.printf(Locale.ROOT, "%-34s %14.0f %18.0f%n", what, ours, other);
    }

    private static Measured measure(boolean withEvents, Duration interval) throws IOException, InterruptedException {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        Path folder = Files.createTempDirectory("push-latency");
        Timing timing = Timing.of(threads, Clock.systemUTC());
        Random random = new Random(1);
        AtomicReference<EventHub> hub = new AtomicReference<>();
        try (LocalAws aws = LocalAws.start();
                AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
                Watcher watcher = new Watcher(timing, random, source -> {
                    EventHub told = hub.get();
                    Duration usual = Duration.ofSeconds(POLL_SECONDS);
                    return told == null ? WatchPacing.every(source.interval(usual)) : told.pacing(source, usual);
                });
                EventHub events = new EventHub(clients, timing, random, watcher)) {
            hub.set(events);
            AwsAccess access = TestAccess.root(aws);
            if (withEvents) {
                aws.sqs().createEventQueue(aws.region(), "jenkins", aws.events(), Set.of());
                events.read(List.of(new EventQueue(access, "jenkins")));
            }
            Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
            Map<String, Long> scheduled = new ConcurrentHashMap<>();
            CountDownLatch seen = new CountDownLatch(REPOSITORIES);
            List<GitRepository> repositories = new ArrayList<>();
            PushWatches watches = new PushWatches(
                    new BranchWatches(watcher, clients), () -> UUID.randomUUID().toString(), threads);
            for (int i = 0; i < REPOSITORIES; i++) {
                GitRepository repository = aws.codeCommit().createRepository(aws.region(), "r" + i);
                repository.commit("main", "Open", "a.txt");
                repositories.add(repository);
                watches.of(
                                new PushRequest("r" + i, NamePatterns.parse("main"), PushFilter.NONE, interval),
                                access,
                                folder.resolve(i + ".json"),
                                new Target(seen, scheduled, waiting))
                        .start();
            }
            if (!seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("The branches were not seen");
            }
            aws.calls().clear();
            List<Double> millis = new ArrayList<>();
            int together = withEvents ? 1 : REPOSITORIES;
            for (int i = 0; i < PUSHES; i += together) {
                TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(withEvents ? 100 : 1000 * POLL_SECONDS));
                Map<String, Long> pushed = new ConcurrentHashMap<>();
                for (int j = i; j < i + together; j++) {
                    String commit = repositories.get(j % REPOSITORIES).commit("main", "Push " + j, "a.txt");
                    pushed.put(commit, System.nanoTime());
                }
                for (Map.Entry<String, Long> push : pushed.entrySet()) {
                    CountDownLatch done = waiting.computeIfAbsent(push.getKey(), commit -> new CountDownLatch(1));
                    if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                        throw new IOException("A push was not built");
                    }
                    millis.add((scheduled.get(push.getKey()) - push.getValue()) / 1e6);
                }
            }
            millis.sort(Comparator.naturalOrder());
            return new Measured(
                    millis.get(millis.size() / 2),
                    millis.get((int) Math.ceil(millis.size() * 0.99) - 1),
                    millis.get(millis.size() - 1),
                    aws.calls().count("codecommit:GetBranch"));
        } finally {
            threads.shutdownNow();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private record Target(CountDownLatch seen, Map<String, Long> scheduled, Map<String, CountDownLatch> waiting)
            implements TriggerTarget<Push> {
        @Override
        public boolean isBuildable() {
            return true;
        }

        @Override
        public boolean schedule(Push push) {
            scheduled.put(push.commit(), System.nanoTime());
            waiting.computeIfAbsent(push.commit(), commit -> new CountDownLatch(1))
                    .countDown();
            return true;
        }

        @Override
        public boolean isQueued(String pushId) {
            return false;
        }

        @Override
        public boolean isBegun(String pushId) {
            return false;
        }

        @Override
        public void say(String line) {
            if (line.contains("first time")) {
                seen.countDown();
            }
        }

        @Override
        public void polled() {
            // of no interest
        }
    }
}
