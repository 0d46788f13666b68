package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.engine.bundle.BundleSender;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundlePlace;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoreReceiver;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.Region;

/** One way of sending a folder, measured in a process of its own. */
final class BundleProcess {

    private BundleProcess() {}

    public static void main(String[] arguments) throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try (AwsClients clients = new AwsClients(Clock.systemUTC(), threads)) {
            AwsAccess access = new AwsAccess(
                    new CredentialSource.Supplied(
                            arguments[3], () -> AwsBasicCredentials.create(arguments[3], arguments[4])),
                    Optional.empty(),
                    Region.of(arguments[2]),
                    Optional.of(URI.create(arguments[1])),
                    Optional.empty(),
                    AwsAccess.DEFAULT_ATTEMPTS);
            Path folder = Path.of(arguments[6]);
            AtomicLong peak = watchHeap(threads);
            long start = System.nanoTime();
            if (arguments[0].equals("ours")) {
                ours(clients, access, Timing.of(threads, Clock.systemUTC()), arguments[5], folder);
            } else {
                peer(clients, access, arguments[5], folder);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "measured %.3f %.1f%n", seconds, peak.get() / 1048576.0);
        } finally {
            threads.shutdownNow();
        }
        System.exit(0);
    }

    private static void ours(AwsClients clients, AwsAccess access, Timing timing, String bucket, Path folder)
            throws IOException {
        StoreReceiver receiver = new StoreReceiver(clients, access, timing, new BundlePlace(bucket, "ours/"));
        new BundleSender(folder, Selection.ALL, receiver).run();
        if (receiver.stored().isEmpty()) {
            throw new IOException(receiver.failure());
        }
    }

    private static void peer(AwsClients clients, AwsAccess access, String bucket, Path folder) throws IOException {
        Path file = Files.createTempFile("peer", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out);
                    Stream<Path> all = Files.walk(folder)) {
                List<Path> files = all.filter(Files::isRegularFile).toList();
                for (Path one : files) {
                    zip.putNextEntry(new ZipEntry(folder.relativize(one).toString()));
                    Files.copy(one, zip);
                }
            }
            clients.s3(access)
                    .putObject(request -> request.bucket(bucket).key("peer.zip"), AsyncRequestBody.fromFile(file))
                    .join();
        } finally {
            Files.delete(file);
        }
    }

    /** The most that was used when it was looked at, ten times a second; some of it is garbage. */
    private static AtomicLong watchHeap(ScheduledExecutorService threads) {
        AtomicLong peak = new AtomicLong();
        threads.scheduleAtFixedRate(
                () -> peak.accumulateAndGet(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max),
                0,
                100,
                TimeUnit.MILLISECONDS);
        return peak;
    }
}
