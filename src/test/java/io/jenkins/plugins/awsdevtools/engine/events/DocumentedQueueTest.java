package io.jenkins.plugins.awsdevtools.engine.events;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.awsdevtools.docs.DocumentedPage;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.BranchWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.NamePatterns;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushFilter;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushedCommit;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushedJob;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page "Events", with the unmodified AWS CLI. */
class DocumentedQueueTest {

    private static final String QUEUE = "jenkins-events";

    @TempDir
    Path folder;

    private final LocalAws aws = LocalAws.start();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Timing timing = Timing.of(threads, Clock.systemUTC());
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final Watcher watcher =
            new Watcher(timing, new Random(1), source -> WatchPacing.every(source.interval(Duration.ofSeconds(5))));
    private final EventHub hub = new EventHub(clients, timing, new Random(2), watcher);

    @BeforeEach
    void needsTheCli() {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "aws"))),
                "Skipped: there is no AWS CLI (aws) on the PATH");
    }

    @AfterEach
    void close() {
        hub.close();
        watcher.close();
        clients.close();
        threads.shutdownNow();
        aws.close();
    }

    /** Version 1 of the CLI asks AWS itself for SQS, whatever the variable says. */
    private static final String EVERYTHING_HERE =
            "aws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; }\n";

    /** @return what the commands said, if they succeeded */
    private String run(String commands) throws Exception {
        Path said = folder.resolve("said");
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", EVERYTHING_HERE + commands)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        shell.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        shell.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", aws.rootKey().accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", aws.rootKey().secretAccessKey(),
                        "AWS_DEFAULT_REGION", aws.region(),
                        "AWS_CONFIG_FILE", folder.resolve("none").toString(),
                        "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString(),
                        "AWS_PAGER", ""));
        Process process = shell.start();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String commands() {
        return DocumentedPage.of("events").examples("bash").get(0).text();
    }

    @Test
    void afterTheCommandsAPushIsHeardOf() throws Exception {
        run(commands());
        List<AwsEvent> heard = new CopyOnWriteArrayList<>();
        hub.listen(heard::add);
        hub.read(List.of(new EventQueue(TestAccess.root(aws), QUEUE)));

        aws.codeCommit().createRepository(aws.region(), "shop").commit("main", "Open", "a.txt");

        eventually(() -> heard.size() == 1);
        assertThat(heard.get(0).subject()).isInstanceOf(AwsEvent.BranchChanged.class);
        eventually(() -> aws.sqs().createQueue(aws.region(), QUEUE).bodies().isEmpty());
    }

    /** "EventBridge delivers at least once" and a standard queue keeps no order. */
    @Test
    void whatTheRuleDeliversTwiceAndInDisorderIsBuiltOnce() throws Exception {
        run(commands());
        aws.sqs().createQueue(aws.region(), QUEUE).disorderly(5, 0.3);
        GitRepository shop = aws.codeCommit().createRepository(aws.region(), "shop");
        shop.commit("main", "Open", "a.txt");
        PushedJob job = new PushedJob();
        new PushWatches(
                        new BranchWatches(watcher, clients),
                        () -> UUID.randomUUID().toString(),
                        threads)
                .of(
                        new PushRequest("shop", NamePatterns.parse("main"), PushFilter.NONE, Duration.ofHours(1)),
                        TestAccess.root(aws),
                        folder.resolve("shop.json"),
                        job)
                .start();
        eventually(() -> job.lines().stream().anyMatch(line -> line.contains("first time")));
        hub.read(List.of(new EventQueue(TestAccess.root(aws), QUEUE)));

        List<String> pushed = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            pushed.add(shop.commit("main", "Push " + i, "a.txt"));
        }

        eventually(() -> built(job).size() >= pushed.size());
        eventually(() -> aws.sqs().createQueue(aws.region(), QUEUE).bodies().isEmpty());
        assertThat(built(job)).containsExactlyInAnyOrderElementsOf(pushed);
    }

    private static List<String> built(PushedJob job) {
        return job.pushes().stream()
                .flatMap(push -> push.commits().stream())
                .map(PushedCommit::id)
                .toList();
    }

    @Test
    void aQueueWhosePolicyDoesNotNameTheRuleGetsNothing() throws Exception {
        String commands = commands();
        run(commands.substring(0, commands.indexOf("aws sqs set-queue-attributes")));

        aws.codeCommit().createRepository(aws.region(), "shop").commit("main", "Open", "a.txt");

        assertThat(aws.sqs().createQueue(aws.region(), QUEUE).bodies()).isEmpty();
    }

    @Test
    void whatEventBridgeRefusesIsRefused() throws Exception {
        assertThat(run("aws events put-rule --name bad --event-pattern '{\"source\": \"aws.codebuild\"}' || true"))
                .contains("InvalidEventPatternException");
        assertThat(run("aws events put-targets --rule none"
                        + " --targets Id=1,Arn=arn:aws:sqs:eu-west-1:123456789012:jenkins || true"))
                .contains("ResourceNotFoundException");
        run("aws events put-rule --name good --event-pattern '{\"source\": [\"aws.codebuild\"]}'");
        assertThat(run("aws events put-targets --rule good --targets Id=1,Arn=jenkins || true"))
                .contains("ValidationException");
        run("aws events put-targets --rule good --targets Id=1,Arn=arn:aws:sqs:eu-west-1:123456789012:jenkins");
        assertThat(run("aws events delete-rule --name good || true")).contains("ValidationException");
        run("aws events remove-targets --rule good --ids 1 && aws events delete-rule --name good");
        assertThat(run("aws events list-rules")).doesNotContain("good");
    }
}
