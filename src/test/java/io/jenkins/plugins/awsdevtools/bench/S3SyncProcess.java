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
import java.lang.management.MemoryPoolMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Sends a folder in a process of its own, whose heap the caller bounds, and tells the seconds that it took after something
 * else was sent, and the most heap that was used.
 */
final class S3SyncProcess {

    private static final int WARM_UP = Integer.getInteger("warm", 200);

    private S3SyncProcess() {}

    /** @param arguments way, endpoint, region, key id, secret, bucket, folder */
    public static void main(String[] arguments) throws Exception {
        URI endpoint = URI.create(arguments[1]);
        AccessKey key = new AccessKey(arguments[3], arguments[4]);
        Path folder = Path.of(arguments[6]);
        Path warmUp = warmUp();
        send(arguments, endpoint, key, "warm", warmUp);
        long start = System.nanoTime();
        send(arguments, endpoint, key, "p", folder);
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(S3SyncProcess::peak)
                .sum();
        System.out.printf(Locale.ROOT, "measured %.3f %.1f%n", seconds, peak / 1048576.0);
        System.exit(0);
    }

    private static void send(String[] arguments, URI endpoint, AccessKey key, String prefix, Path folder)
            throws Exception {
        if (arguments[0].equals("ours")) {
            ours(endpoint, arguments[2], key, new S3Place(arguments[5], prefix, null), folder);
        } else {
            new PutLoop(endpoint, arguments[2], key, arguments[5], prefix).send(folder);
        }
    }

    /** A controller and an agent have run for a while when a build deploys: their classes are loaded. */
    private static Path warmUp() throws IOException {
        Path folder = Files.createTempDirectory("warm-up");
        folder.toFile().deleteOnExit();
        for (int i = 0; i < WARM_UP; i++) {
            Path file = folder.resolve("f" + i);
            Files.writeString(file, "warm " + i);
            file.toFile().deleteOnExit();
        }
        return folder;
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
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
