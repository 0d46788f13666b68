package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRecord;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRun;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRuns;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSettings;
import io.jenkins.plugins.awsdevtools.engine.codebuild.LogMode;
import io.jenkins.plugins.awsdevtools.engine.codebuild.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/**
 * A thousand builds watched for a minute. Ours: the watcher at its default of five seconds. The peer's way: a thread for
 * each build that reads its own build every five seconds.
 */
final class StatusCalls implements Bench.Scenario {

    private static final int BUILDS = 1000;
    private static final int SECONDS = 60;
    private static final int PEER_INTERVAL_SECONDS = 5;
    private static final String PROJECT = "watched";

    private record Measured(long calls, int threads, long bytesEach) {}

    @Override
    public String about() {
        return BUILDS + " builds watched for a minute: BatchGetBuilds calls, threads, heap";
    }

    @Override
    public Bench.Figures run(PrintStream out) throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        try (LocalAws aws = LocalAws.start();
                AwsClients clients = new AwsClients(Clock.systemUTC(), threads)) {
            aws.codeBuild().createScripted(aws.region(), PROJECT);
            AwsAccess access = access(aws);
            for (int i = 0; i < BUILDS; i++) {
                clients.codeBuild(access)
                        .startBuild(request -> request.projectName(PROJECT))
                        .get();
            }
            List<String> ids = aws.codeBuild().builds();
            Measured ours = ours(aws, clients, access, threads, ids);
            Measured peer = peer(aws, clients, access, ids);
            out.printf("%d builds, %d seconds%n", BUILDS, SECONDS);
            out.printf("%-28s %12s %12s%n", "", "ours", "one by one");
            out.printf("%-28s %12d %12d%n", "BatchGetBuilds calls", ours.calls(), peer.calls());
            out.printf("%-28s %12d %12d%n", "more threads than before", ours.threads(), peer.threads());
            out.printf(Locale.ROOT, "%-28s %12.1f %12s%n", "KiB of heap a build", ours.bytesEach() / 1024.0, "-");
            return new Bench.Figures(ours.calls(), peer.calls(), "calls/min", true);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Measured ours(
            LocalAws aws, AwsClients clients, AwsAccess access, ScheduledExecutorService threads, List<String> ids)
            throws InterruptedException {
        Timing timing = Timing.of(threads, Clock.systemUTC());
        try (Watcher watcher = new Watcher(timing, new Random(1), () -> WatchPacing.DEFAULT)) {
            BuildRuns runs = new BuildRuns(new WorkContext(
                    clients,
                    watcher,
                    new ReadBudget(timing),
                    timing,
                    new Random(2),
                    TailPacing.DEFAULT,
                    () -> "unused"));
            aws.calls().clear();
            long heapBefore = heap();
            int threadsBefore = engineThreads();
            List<BuildRun> followed = new ArrayList<>();
            for (String id : ids) {
                followed.add(follow(runs, access, id));
            }
            pause(10);
            aws.calls().clear();
            long heapEach = (heap() - heapBefore) / ids.size();
            int more = engineThreads() - threadsBefore;
            aws.calls().clear();
            pause(SECONDS);
            long calls = aws.calls().count("codebuild:BatchGetBuilds");
            followed.forEach(BuildRun::detach);
            return new Measured(calls, more, heapEach);
        }
    }

    private static BuildRun follow(BuildRuns runs, AwsAccess access, String id) {
        Journal<BuildRecord> journal = Journal.inMemory();
        journal.save(new BuildRecord("marker", Instant.EPOCH, id, false, null));
        return runs.begin(
                access,
                BuildRequest.of(PROJECT),
                new BuildSettings(LogMode.NONE, 0, OnAbort.LEAVE),
                journal,
                new LineSink() {
                    @Override
                    public void print(String line) {}

                    @Override
                    public void flush() {}

                    @Override
                    public long linesHeld() {
                        return 0;
                    }
                },
                (build, earlier) -> {});
    }

    private static Measured peer(LocalAws aws, AwsClients clients, AwsAccess access, List<String> ids)
            throws InterruptedException {
        List<Thread> held = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        for (String id : ids) {
            Thread thread = new Thread(() -> poll(clients, access, id, over), "one-by-one");
            thread.setDaemon(true);
            held.add(thread);
            thread.start();
        }
        pause(PEER_INTERVAL_SECONDS);
        aws.calls().clear();
        pause(SECONDS);
        long calls = aws.calls().count("codebuild:BatchGetBuilds");
        int more = (int) held.stream().filter(Thread::isAlive).count();
        over.countDown();
        for (Thread thread : held) {
            thread.join();
        }
        return new Measured(calls, more, 0);
    }

    private static void poll(AwsClients clients, AwsAccess access, String id, CountDownLatch over) {
        try {
            do {
                clients.codeBuild(access)
                        .batchGetBuilds(request -> request.ids(id))
                        .join();
            } while (!over.await(PEER_INTERVAL_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Threads that are not the embedded AWS's. */
    private static int engineThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("local-aws"))
                .count();
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void pause(int seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }

    private static AwsAccess access(LocalAws aws) {
        AccessKey key = aws.rootKey();
        return new AwsAccess(
                new CredentialSource.Supplied(
                        key.accessKeyId(), () -> AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())),
                Optional.empty(),
                Region.of(aws.region()),
                Optional.of(aws.endpoint()),
                Optional.empty(),
                AwsAccess.DEFAULT_ATTEMPTS);
    }
}
