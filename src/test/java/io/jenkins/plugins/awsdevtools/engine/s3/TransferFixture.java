package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.ThreadPlace;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/** What transfers need, with a folder of this process as their place. */
public final class TransferFixture implements AutoCloseable {

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Timing timing = Timing.of(threads, Clock.systemUTC());
    private final AwsClients clients;
    private final Watcher watcher =
            new Watcher(timing, new Random(1), source -> WatchPacing.every(Duration.ofSeconds(1)));
    private final AwsAccess access;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Flow> pictures = new CopyOnWriteArrayList<>();
    private final LineSink sink = new LineSink() {
        @Override
        public void print(String line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public long linesHeld() {
            return lines.size();
        }
    };

    public TransferFixture(URI endpoint, String region, AccessKey key) {
        this(
                endpoint,
                region,
                new CredentialSource.Supplied(
                        key.accessKeyId(), () -> AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())),
                Clock.systemUTC());
    }

    /** @param clock by which credentials expire */
    TransferFixture(URI endpoint, String region, CredentialSource source, Clock clock) {
        clients = new AwsClients(clock, threads);
        access = new AwsAccess(
                source,
                Optional.empty(),
                Region.of(region),
                Optional.of(endpoint),
                Optional.empty(),
                AwsAccess.DEFAULT_ATTEMPTS);
    }

    public S3Transfers transfers(Path root, Journal<DeployRecord> journal) {
        return transfers(new ThreadPlace(root), journal);
    }

    public S3Transfers transfers(TransferPlace place, Journal<DeployRecord> journal) {
        return new S3Transfers(
                new WorkContext(
                        clients,
                        watcher,
                        new ReadBudget(timing),
                        timing,
                        new Random(2),
                        TailPacing.DEFAULT,
                        () -> UUID.randomUUID().toString()),
                access,
                journal,
                sink,
                pictures::add,
                place);
    }

    /** What was drawn, the latest last. */
    List<Flow> pictures() {
        return List.copyOf(pictures);
    }

    AwsAccess access() {
        return access;
    }

    AwsClients clients() {
        return clients;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    int openUploads(String bucket) {
        return clients.s3(access)
                .listMultipartUploads(r -> r.bucket(bucket))
                .join()
                .uploads()
                .size();
    }

    String begin(String bucket, String key) {
        return clients.s3(access)
                .createMultipartUpload(r -> r.bucket(bucket).key(key))
                .join()
                .uploadId();
    }

    @Override
    public void close() {
        watcher.close();
        clients.close();
        threads.shutdownNow();
    }
}
