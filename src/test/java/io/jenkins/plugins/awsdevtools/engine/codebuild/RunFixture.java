package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/** A controller's worth of the ground floor against an embedded AWS. */
final class RunFixture implements AutoCloseable {

    static final String REGION = "eu-west-1";

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Timing timing = Timing.of(threads, Clock.systemUTC());
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final Watcher watcher = new Watcher(
            timing,
            new Random(1),
            () -> new WatchPacing(Duration.ofSeconds(1), 0, Duration.ofMillis(10), Duration.ofSeconds(2)));
    private final LocalAws aws;

    final BuildRuns runs = new BuildRuns(new WorkContext(
            clients,
            watcher,
            new ReadBudget(timing),
            timing,
            new Random(2),
            new TailPacing(
                    Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(1)),
            () -> UUID.randomUUID().toString()));

    /** The log of a Jenkins build, as lines. */
    static final class Lines implements LineSink {
        private final List<String> all = new ArrayList<>();

        @Override
        public synchronized void print(String line) {
            all.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public synchronized long linesHeld() {
            return all.size();
        }

        synchronized List<String> all() {
            return List.copyOf(all);
        }
    }

    RunFixture(LocalAws aws) {
        this.aws = aws;
    }

    AwsAccess access() {
        AccessKey key = aws.rootKey();
        return new AwsAccess(
                new CredentialSource.Supplied(
                        key.accessKeyId(), () -> AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())),
                Optional.empty(),
                Region.of(REGION),
                Optional.of(aws.endpoint()),
                Optional.empty(),
                2);
    }

    ArtifactCheck artifacts() {
        return new ArtifactCheck(clients, access());
    }

    static <R> R await(RemoteWork<R> run) throws Exception {
        return resultOf(run.result());
    }

    @Override
    public void close() {
        watcher.close();
        clients.close();
        threads.shutdownNow();
    }
}
