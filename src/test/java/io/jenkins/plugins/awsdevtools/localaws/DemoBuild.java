package io.jenkins.plugins.awsdevtools.localaws;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRequest;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildResult;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildRuns;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSettings;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployRequest;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployRuns;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeploySettings;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/**
 * The demonstration without Jenkins: the ground floor builds a site in the embedded AWS, says where it is served, reads it
 * there, and deploys to ECS.
 */
public final class DemoBuild {

    private static final int OK = 200;

    private DemoBuild() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException, IOException {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        Timing timing = Timing.of(threads, Clock.systemUTC());
        boolean succeeded;
        try (LocalAws aws = LocalAws.start();
                AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
                Watcher watcher = new Watcher(timing, new Random(), () -> WatchPacing.every(Duration.ofSeconds(1)))) {
            DemoProject.create(aws);
            WorkContext context = new WorkContext(
                    clients,
                    watcher,
                    new ReadBudget(timing),
                    timing,
                    new Random(),
                    TailPacing.DEFAULT,
                    () -> UUID.randomUUID().toString());
            succeeded = builds(aws, context) && deploys(aws, context);
        } finally {
            threads.shutdownNow();
        }
        System.exit(succeeded ? 0 : 1);
    }

    private static boolean builds(LocalAws aws, WorkContext context)
            throws InterruptedException, ExecutionException, IOException {
        BuildResult result = new BuildRuns(context)
                .begin(
                        access(aws),
                        BuildRequest.of(DemoProject.NAME),
                        BuildSettings.DEFAULT,
                        Journal.inMemory(),
                        new Terminal(System.out),
                        (build, earlier) ->
                                System.out.println("-- " + build.displayName() + ": " + build.currentPhase()))
                .result()
                .toCompletableFuture()
                .get();
        aws.s3()
                .keys(DemoProject.BUCKET, "")
                .forEach(key -> System.out.println("s3://" + DemoProject.BUCKET + "/" + key));
        URI site = DemoProject.site(aws, result.build().artifacts().get(0).location());
        System.out.println("The site is served at " + site);
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(site).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println("HTTP " + page.statusCode() + ": " + page.body().strip());
        return result.succeeded() && page.statusCode() == OK;
    }

    private static boolean deploys(LocalAws aws, WorkContext context) throws InterruptedException, ExecutionException {
        DeployRequest request = DeployRequest.of(
                "demo",
                "web",
                new TaskDefinitionChange(
                        List.of(ContainerChange.ofImage("app", "registry.example/web:2")), null, null));
        return new DeployRuns(context)
                .begin(
                        access(aws),
                        request,
                        DeploySettings.DEFAULT,
                        Journal.inMemory(),
                        new Terminal(System.out),
                        progress -> {})
                .result()
                .toCompletableFuture()
                .get()
                .succeeded();
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

    private static final class Terminal implements LineSink {
        private final PrintStream out;
        private long lines;

        Terminal(PrintStream out) {
            this.out = out;
        }

        @Override
        public void print(String line) {
            out.println(line);
            lines++;
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public long linesHeld() {
            return lines;
        }
    }
}
