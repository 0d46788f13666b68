package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.s3.DeployOptions;
import io.jenkins.plugins.awsdevtools.engine.s3.S3Place;
import io.jenkins.plugins.awsdevtools.engine.s3.StoreSettings;
import io.jenkins.plugins.awsdevtools.engine.s3.TransferFixture;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a folder in a process of its own, whose heap the caller bounds, and tells the seconds that it took after something
 * else was sent, and the most heap that was used.
 */
final class S3SyncProcess {

    private static final Duration EVERY = Duration.ofMillis(20);

    private S3SyncProcess() {}

    /** @param arguments way, endpoint, region, key id, secret, bucket, folder, how many files to send first */
    public static void main(String[] arguments) throws Exception {
        URI endpoint = URI.create(arguments[1]);
        AccessKey key = new AccessKey(arguments[3], arguments[4]);
        Path folder = Path.of(arguments[6]);
        send(arguments, endpoint, key, "warm", warmUp(Integer.parseInt(arguments[7])));
        AtomicLong peak = watchHeap();
        Duration before = cpu();
        long start = System.nanoTime();
        send(arguments, endpoint, key, "p", folder);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "measured %.3f %.2f %.1f%n",
                seconds,
                cpu().minus(before).toMillis() / 1000.0,
                peak.get() / 1048576.0);
        System.exit(0);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static AtomicLong watchHeap() {
        AtomicLong peak = new AtomicLong();
        Thread watcher = new Thread(
                () -> {
                    while (true) {
                        peak.accumulateAndGet(
                                ManagementFactory.getMemoryMXBean()
                                        .getHeapMemoryUsage()
                                        .getUsed(),
                                Math::max);
                        LockSupport.parkNanos(EVERY.toNanos());
                    }
                },
                "heap");
        watcher.setDaemon(true);
        watcher.start();
        return peak;
    }

    private static void send(String[] arguments, URI endpoint, AccessKey key, String prefix, Path folder)
            throws Exception {
        if (arguments[0].equals("ours")) {
            ours(endpoint, arguments[2], key, new S3Place(arguments[5], prefix, null), folder);
        } else {
            new PutLoop(endpoint, arguments[2], key, arguments[5], prefix).send(folder);
        }
    }

    /** A controller and an agent have run for a while when a build deploys: their code is loaded and compiled. */
    private static Path warmUp(int files) throws IOException {
        Path folder = Files.createTempDirectory("warm-up");
        folder.toFile().deleteOnExit();
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("f" + i);
            Files.writeString(file, "warm " + i);
            file.toFile().deleteOnExit();
        }
        return folder;
    }

    private static void ours(URI endpoint, String region, AccessKey key, S3Place place, Path folder) throws Exception {
        try (TransferFixture fixture = new TransferFixture(endpoint, region, key)) {
            fixture.transfers(folder, Journal.inMemory())
                    .deploy(
                            place,
                            new StoreSettings(List.of(), null, null, false),
                            new SyncOrder(
                                    "",
                                    List.of(),
                                    List.of(),
                                    SyncOrder.PAGES,
                                    true,
                                    false,
                                    false,
                                    false,
                                    SyncOrder.DEFAULT_THREADS),
                            DeployOptions.NONE)
                    .result()
                    .toCompletableFuture()
                    .get();
        }
    }
}
