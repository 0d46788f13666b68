package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.timing.FastTiming;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/** One controller's runs of deployments in an embedded AWS, and the log of a Jenkins build. Time passes quickly. */
final class DeploymentFixture implements AutoCloseable {

    static final String REGION = "eu-west-1";
    private static final int SPEED = 20;

    private final LocalAws aws;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Timing timing = new FastTiming(threads, SPEED);
    private final Watcher watcher = new Watcher(
            timing,
            new Random(1),
            () -> new WatchPacing(Duration.ofSeconds(1), 0, Duration.ofMillis(10), Duration.ofSeconds(2)));
    private final DeploymentRuns runs;
    private final Lines lines = new Lines(Integer.MAX_VALUE);

    /** @param clients shared by the tests of a class, for closing them takes its time */
    DeploymentFixture(LocalAws aws, AwsClients clients) {
        this.aws = aws;
        this.runs = new DeploymentRuns(new WorkContext(
                clients,
                watcher,
                new ReadBudget(timing),
                timing,
                new Random(2),
                TailPacing.DEFAULT,
                () -> UUID.randomUUID().toString()));
    }

    /** The log of a Jenkins build, as lines; its process may die before a line. */
    static final class Lines implements LineSink {
        private final List<String> all = new ArrayList<>();
        private int left;

        Lines(int left) {
            this.left = left;
        }

        @Override
        public synchronized void print(String line) {
            if (left-- == 0) {
                throw new IllegalStateException("killed");
            }
            all.add(line);
            notifyAll();
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

        synchronized void revive() {
            left = Integer.MAX_VALUE;
        }

        /** Waits until a line has this text. */
        void await(String text) {
            eventually(() -> all().stream().anyMatch(line -> line.contains(text)));
        }
    }

    Lines log() {
        return lines;
    }

    List<String> lines() {
        return lines.all();
    }

    private AwsAccess access() {
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

    DeploymentRun begin(
            DeploymentRequest request, DeploymentSettings settings, Journal<DeploymentRecord> journal, Lines sink) {
        return runs.begin(access(), request, settings, journal, sink, view -> DeploymentFlow.of(view));
    }

    DeploymentRun begin(DeploymentRequest request, Journal<DeploymentRecord> journal) {
        return begin(request, DeploymentSettings.DEFAULT, journal, lines);
    }

    DeploymentRun begin(DeploymentRequest request, DeploymentSettings settings) {
        return begin(request, settings, Journal.inMemory(), lines);
    }

    DeploymentRun begin(DeploymentRequest request) {
        return begin(request, DeploymentSettings.DEFAULT);
    }

    DeploymentResult await(DeploymentRun run) throws Exception {
        try {
            return resultOf(run.result());
        } catch (TimeoutException late) {
            throw new AssertionError(run.state() + " after " + lines.all(), late);
        }
    }

    /** The ids of an application's deployments, oldest first. */
    List<String> deployments(String application) {
        return aws.codeDeploy().deployments().stream()
                .filter(id -> aws.codeDeploy()
                        .deployment(id)
                        .get("applicationName")
                        .asText()
                        .equals(application))
                .toList();
    }

    /** Of a process that knows a deployment and has printed nothing of it. */
    static Journal<DeploymentRecord> known(String id) {
        Journal<DeploymentRecord> journal = Journal.inMemory();
        journal.save(DeploymentRecord.fresh("marker", Instant.now()).withRemoteId(id));
        return journal;
    }

    @Override
    public void close() {
        watcher.close();
        threads.shutdownNow();
    }
}
