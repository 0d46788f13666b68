package io.jenkins.plugins.awsdevtools.engine.events;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.codecommit.BranchWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.NamePatterns;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushFilter;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushedCommit;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushedJob;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import io.jenkins.plugins.awsdevtools.localaws.sqs.SqsQueue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class EventHubTest {

    private static final String REGION = "eu-west-1";
    private static final Set<String> ALL = Set.of();

    @TempDir
    Path folder;

    private final LocalAws aws = LocalAws.start();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Timing timing = Timing.of(threads, Clock.systemUTC());
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final Watcher watcher =
            new Watcher(timing, new Random(1), source -> hub().pacing(source, Duration.ofSeconds(5)));
    private final EventHub hub = new EventHub(clients, timing, new Random(2), watcher);
    private final AwsAccess access = TestAccess.root(aws);
    private final EventQueue queue = new EventQueue(access, "jenkins");
    private final List<AwsEvent> heard = new CopyOnWriteArrayList<>();

    private EventHub hub() {
        return hub;
    }

    @AfterEach
    void close() {
        hub.close();
        watcher.close();
        clients.close();
        threads.shutdownNow();
        aws.close();
    }

    private QueueHealth health() {
        return hub.health().get(queue);
    }

    private void start() {
        hub.listen(heard::add);
        hub.read(List.of(queue));
    }

    @Test
    void eachPushIsBuiltOnceThoughEventsComeTwiceInDisorderAndTheQueueBreaksTwice() {
        SqsQueue events = aws.sqs().createEventQueue(REGION, "jenkins", aws.events(), ALL);
        events.disorderly(7, 0.1);
        PushWatches watches = new PushWatches(
                new BranchWatches(watcher, clients), () -> UUID.randomUUID().toString(), threads);
        List<GitRepository> repositories = new ArrayList<>();
        List<PushedJob> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            GitRepository repository = aws.codeCommit().createRepository(REGION, "r" + i);
            repository.commit("main", "Open", "a.txt");
            repositories.add(repository);
            PushedJob job = new PushedJob();
            jobs.add(job);
            watches.of(
                            new PushRequest("r" + i, NamePatterns.parse("main"), PushFilter.NONE, Duration.ofHours(1)),
                            access,
                            folder.resolve(i + ".json"),
                            job)
                    .start();
        }
        eventually(() -> jobs.stream().allMatch(job -> job.lines().size() == 2));
        start();
        List<List<String>> pushed = new ArrayList<>();
        repositories.forEach(repository -> pushed.add(new ArrayList<>()));
        for (int i = 0; i < 990; i++) {
            pushed.get(i % 20).add(repositories.get(i % 20).commit("main", "Push " + i, "a.txt"));
            if (i % 99 == 50) {
                aws.sqs().createQueue(REGION, "jenkins").send(i % 2 == 0 ? "{\"detail\":" : "{\"id\":\"1\"}");
            }
            if (i == 300 || i == 600) {
                aws.sqs().deleteQueue(REGION, "jenkins");
                eventually(() -> health().failure().isPresent());
            }
            if (i == 330 || i == 630) {
                aws.sqs().createQueue(REGION, "jenkins").disorderly(i, 0.1);
                eventually(() -> health().isHealthy());
            }
        }
        eventually(() -> {
            for (int i = 0; i < 20; i++) {
                if (jobs.get(i).pushes().stream()
                                .mapToInt(push -> push.commits().size())
                                .sum()
                        < pushed.get(i).size()) {
                    return false;
                }
            }
            return true;
        });
        for (int i = 0; i < 20; i++) {
            assertThat(jobs.get(i).pushes().stream()
                            .flatMap(push -> push.commits().stream())
                            .map(PushedCommit::id))
                    .containsExactlyInAnyOrderElementsOf(pushed.get(i));
        }
        assertThat(health().malformed()).isPositive();
    }

    /** "VisibilityTimeout: 0 to 43,200" seconds (SetQueueAttributes). */
    private void showAgainAtOnce() {
        SqsAsyncClient client = clients.sqs(access);
        String url = client.getQueueUrl(request -> request.queueName("jenkins"))
                .join()
                .queueUrl();
        client.setQueueAttributes(
                        request -> request.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "0")))
                .join();
    }

    @Test
    void whatIsNoEventGoesToTheDeadLettersAfterAsManyTriesAsTheQueueSays() {
        SqsQueue events = aws.sqs().createQueue(REGION, "jenkins");
        SqsQueue dead = aws.sqs().createQueue(REGION, "jenkins-dead");
        events.redrive(dead, 2);
        showAgainAtOnce();
        events.send("not an event");
        start();
        eventually(() -> dead.size() == 1);
        assertThat(dead.bodies()).containsExactly("not an event");
        assertThat(events.bodies()).isEmpty();
        assertThat(aws.calls().count("sqs:DeleteMessageBatch")).isZero();
        assertThat(health().malformed()).isEqualTo(1);
    }

    @Test
    void aQueueWhoseEventsMayNotBeDeletedIsNamedOnceWithThePermissionAndIsWellWhenTheyMay() {
        SqsQueue events = aws.sqs().createQueue(REGION, "jenkins");
        showAgainAtOnce();
        events.send("{\"id\":\"1\",\"source\":\"aws.ec2\",\"detail\":{}}");
        aws.faults().deny("sqs:DeleteMessageBatch", Faults.ANYONE);
        List<String> told = new CopyOnWriteArrayList<>();
        EventPump.EventListener listener = new EventPump.EventListener() {
            @Override
            public void onEvent(AwsEvent event) {
                heard.add(event);
            }

            @Override
            public void onHealthy() {
                told.add("healthy");
            }

            @Override
            public void onBroken(AwsFailure failure) {
                told.add(failure.text());
            }
        };
        try (EventPump pump = new EventPump(queue, clients, timing, new Random(3), listener)) {
            pump.start();
            eventually(() -> aws.calls().count("sqs:DeleteMessageBatch") >= 3);
            assertThat(pump.health().isHealthy()).isFalse();
            assertThat(told).singleElement().asString().contains("sqs:DeleteMessage");
            assertThat(heard).hasSizeGreaterThanOrEqualTo(3);
            aws.faults().clear();
            eventually(() -> told.size() == 2);
            assertThat(told).endsWith("healthy");
            assertThat(pump.health().isHealthy()).isTrue();
            assertThat(events.size()).isZero();
        }
    }

    @Test
    void aQueueThatWasLostWhileItsEventsWereDeletedIsWellAgainWithoutAnotherEvent() throws Exception {
        aws.sqs().createQueue(REGION, "jenkins").send("{\"id\":\"1\",\"source\":\"aws.ec2\",\"detail\":{}}");
        aws.faults().stall("sqs:DeleteMessageBatch", 1, Duration.ofMinutes(4));
        start();
        aws.calls().await("sqs:DeleteMessageBatch", 1);
        aws.sqs().deleteQueue(REGION, "jenkins");
        aws.faults().releaseStalled();
        eventually(() -> health().failure().isPresent());
        aws.sqs().createQueue(REGION, "jenkins");
        eventually(() -> health().isHealthy());
        assertThat(heard).hasSize(1);
    }

    @Test
    void whatIsNoEventIsNeverDeleted() {
        SqsQueue events = aws.sqs().createEventQueue(REGION, "jenkins", aws.events(), ALL);
        events.send("not an event");
        aws.codeCommit().createRepository(REGION, "shop").commit("main", "Open", "a.txt");
        start();
        eventually(() -> heard.size() == 1 && events.size() == 1 && health().malformed() == 1);
        assertThat(events.bodies()).containsExactly("not an event");
    }

    @Test
    void anEventThatNobodyFollowsIsTakenFromTheQueue() {
        SqsQueue events = aws.sqs().createQueue(REGION, "jenkins");
        events.send("{\"id\":\"1\",\"source\":\"aws.ec2\",\"detail\":{}}");
        start();
        eventually(() -> heard.size() == 1 && events.size() == 0);
    }

    @Test
    void aQueueThatMayNotBeReadIsNamedWithThePermissionAndReadWhenItMay() {
        aws.sqs().createEventQueue(REGION, "jenkins", aws.events(), ALL);
        aws.faults().deny("sqs:ReceiveMessage", "*");
        start();
        eventually(() -> health().failure().isPresent());
        assertThat(health().failure().get().kind()).isEqualTo(AwsFailure.Kind.DENIED);
        assertThat(health().failure().get().text()).contains("sqs:ReceiveMessage");
        aws.faults().clear();
        eventually(() -> health().isHealthy());
    }

    private record Source(AwsAccess access, String operation) implements StatusSource<String, String> {
        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public CompletionStage<Map<String, String>> read(List<String> keys) {
            return CompletableFuture.completedFuture(Map.of());
        }

        @Override
        public Optional<AwsAccess> caller() {
            return Optional.of(access);
        }
    }

    @Test
    void pollingRelaxesForAServiceOnceTheQueueHasToldOfItAndNotForOthers() {
        aws.sqs().createEventQueue(REGION, "jenkins", aws.events(), ALL);
        Duration usual = Duration.ofSeconds(5);
        Source commits = new Source(access, "codecommit:GetBranch");
        start();
        eventually(() -> health().isHealthy());
        assertThat(hub.pacing(commits, usual).interval()).isEqualTo(usual);
        aws.codeCommit().createRepository(REGION, "shop").commit("main", "Open", "a.txt");
        eventually(() -> heard.size() == 1);
        assertThat(hub.pacing(commits, usual).interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(hub.pacing(new Source(access, "codebuild:BatchGetBuilds"), usual)
                        .interval())
                .isEqualTo(usual);
        aws.sqs().deleteQueue(REGION, "jenkins");
        eventually(() -> health().failure().isPresent());
        assertThat(hub.pacing(commits, usual).interval()).isEqualTo(usual);
    }

    @Test
    void onePollIsUnderWayForAQueueHoweverOftenItIsConfigured() {
        aws.sqs().createEventQueue(REGION, "jenkins", aws.events(), ALL);
        start();
        eventually(() -> health().isHealthy());
        hub.read(List.of(queue));
        hub.read(List.of(queue));
        eventually(() -> aws.calls().count("sqs:ReceiveMessage") >= 1);
        aws.codeCommit().createRepository(REGION, "shop").commit("main", "Open", "a.txt");
        eventually(() -> heard.size() == 1);
        assertThat(aws.calls().count("sqs:ReceiveMessage")).isLessThanOrEqualTo(3);
        hub.read(List.of());
        assertThat(hub.health()).isEmpty();
    }

    @Test
    void aQueueIsNamedByItsNameOrItsAddress() {
        new EventQueue(access, "https://sqs.eu-west-1.amazonaws.com/123456789012/jenkins");
        for (String bad : List.of(
                "",
                "my queue",
                "jenkins.fifo",
                "https://sqs.us-east-1.amazonaws.com/123456789012/jenkins",
                "https://example.com/",
                "arn:aws:sqs:eu-west-1:123456789012:jenkins")) {
            Assertions.assertThatThrownBy(() -> new EventQueue(access, bad))
                    .as(bad)
                    .isInstanceOf(ParameterException.class);
        }
    }
}
