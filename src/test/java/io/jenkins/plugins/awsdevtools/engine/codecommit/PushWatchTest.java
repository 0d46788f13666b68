package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushWatchTest {

    private static final Duration EVERY = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final LocalAws aws = LocalAws.start();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final Watcher watcher = new Watcher(
            Timing.of(threads, Clock.systemUTC()),
            new Random(1),
            source -> new WatchPacing(
                    source.interval(EVERY), 0, Duration.ofMillis(10), source.interval(Duration.ofSeconds(2))));
    private final BranchWatches branches = new BranchWatches(watcher, clients);
    private final PushWatches watches =
            new PushWatches(branches, () -> UUID.randomUUID().toString(), threads);
    private final PushedJob job = new PushedJob();
    private GitRepository shop;

    @BeforeEach
    void repository() {
        shop = aws.codeCommit().createRepository("eu-west-1", "shop");
        shop.commit("main", "Open", "a.txt");
    }

    @AfterEach
    void close() {
        watcher.close();
        clients.close();
        threads.shutdownNow();
        aws.close();
    }

    private PushWatch start(String names, PushFilter filter) {
        PushWatch watch = watches.of(
                new PushRequest("shop", NamePatterns.parse(names), filter, EVERY),
                TestAccess.root(aws),
                folder.resolve("trigger.json"),
                job);
        watch.start();
        return watch;
    }

    private void awaitLine(String part) {
        eventually(() -> job.lines().stream().anyMatch(line -> line.contains(part)));
    }

    @Test
    void theFirstSightBuildsNothingAndTheNextPushDoes() {
        start("main", PushFilter.NONE);
        awaitLine("first time");
        String commit = shop.commit("main", "Grace Hopper", "Fix the door\n\nat last", Map.of("b.txt", "1"));
        eventually(() -> job.pushes().size() == 1);
        Push push = job.pushes().get(0);
        assertThat(push.commit()).isEqualTo(commit);
        assertThat(push.branch()).isEqualTo("main");
        assertThat(push.author()).isEqualTo("Grace Hopper");
        assertThat(push.title()).isEqualTo("Fix the door");
    }

    @Test
    void severalPushesBetweenTwoReadingsAreOneBuildWithAllTheirCommits() {
        PushWatch watch = start("main", PushFilter.NONE);
        awaitLine("first time");
        watch.stop();
        String first = shop.commit("main", "One", "b.txt");
        String second = shop.commit("main", "Two", "c.txt");
        start("main", PushFilter.NONE);
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).commits().stream().map(PushedCommit::id)).containsExactly(second, first);
    }

    @Test
    void aPushMadeWhileNobodyWatchedIsBuiltOnceAfterARestart() {
        PushWatch watch = start("main", PushFilter.NONE);
        awaitLine("first time");
        watch.stop();
        shop.commit("main", "While Jenkins was down", "b.txt");
        PushWatch second = start("main", PushFilter.NONE);
        eventually(() -> job.pushes().size() == 1);
        second.stop();
        start("main", PushFilter.NONE).poll();
        String last = shop.commit("main", "Later", "c.txt");
        eventually(() -> job.pushes().size() == 2);
        assertThat(job.pushes().get(1).commit()).isEqualTo(last);
    }

    @Test
    void aBuildThatWasLostBeforeItBeganIsPutInTheQueueAgain() {
        PushWatch watch = start("main", PushFilter.NONE);
        awaitLine("first time");
        shop.commit("main", "Fix", "b.txt");
        eventually(() -> job.pushes().size() == 1);
        watch.stop();
        job.forgetQueue();
        PushWatch second = start("main", PushFilter.NONE);
        eventually(() -> job.pushes().size() == 2);
        assertThat(job.pushes().get(1).id()).isEqualTo(job.pushes().get(0).id());
        second.begun(job.pushes().get(0).id());
        second.stop();
        job.forgetQueue();
        start("main", PushFilter.NONE);
        eventually(() ->
                job.lines().stream().filter(line -> line.contains("Watching")).count() == 3);
        shop.commit("main", "More", "c.txt");
        eventually(() -> job.pushes().size() == 3);
        assertThat(job.pushes().get(2).title()).isEqualTo("More");
    }

    @Test
    void pathsThatDoNotCountAreSeenAndNotBuilt() {
        start("main", PushFilter.parse("", "docs/", "", ""));
        awaitLine("first time");
        shop.commit("main", "Write", "docs/a.md");
        awaitLine("Not built");
        String code = shop.commit("main", "Code", "src/a.c");
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).commit()).isEqualTo(code);
        assertThat(job.pushes().get(0).commits()).hasSize(1);
    }

    @Test
    void aForcedPushIsBuiltAndSaid() {
        String old = shop.commit("main", "Mistake", "b.txt");
        start("main", PushFilter.NONE);
        awaitLine("first time");
        String base = shop.commit("other", "Another history", "z.txt");
        shop.forcePush("main", base);
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).forced()).isTrue();
        assertThat(job.pushes().get(0).previous()).isEqualTo(old);
        assertThat(job.pushes().get(0).commits()).extracting(PushedCommit::id).containsExactly(base);
    }

    @Test
    void aBranchMadeAnewIsBuiltIfItIsElsewhere() {
        String first = shop.commit("topic", "One", "b.txt");
        start("topic", PushFilter.NONE);
        awaitLine("first time");
        shop.deleteBranch("topic");
        awaitLine("was deleted");
        shop.forcePush("topic", first);
        awaitLine("there again");
        assertThat(job.pushes()).isEmpty();
        shop.deleteBranch("topic");
        eventually(() -> job.lines().stream()
                        .filter(line -> line.contains("was deleted"))
                        .count()
                == 2);
        String second = shop.commit("topic", "Two", "c.txt");
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).commit()).isEqualTo(second);
    }

    @Test
    void globsFindBranchesThatComeLater() {
        start("feature/*", PushFilter.NONE);
        awaitLine("No branch of shop matches feature/*. There are: main");
        shop.commit("feature/a", "One", "b.txt");
        awaitLine("Saw branch feature/a");
        shop.commit("feature/a", "Two", "b.txt");
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).branch()).isEqualTo("feature/a");
    }

    @Test
    void aRepositoryThatIsNotThereIsSaidOnceAndWatchedOn() {
        aws.codeCommit().deleteRepository("eu-west-1", "shop");
        start("main", PushFilter.NONE);
        awaitLine("another AWS account");
        int calls = (int) aws.calls().count("codecommit:GetBranch");
        eventually(() -> aws.calls().count("codecommit:GetBranch") > calls + 1);
        assertThat(job.lines().stream().filter(line -> line.contains("another AWS account")))
                .hasSize(1);
        GitRepository made = aws.codeCommit().createRepository("eu-west-1", "shop");
        made.commit("main", "Open", "a.txt");
        awaitLine("first time");
        made.commit("main", "Fix", "a.txt");
        eventually(() -> job.pushes().size() == 1);
    }

    @Test
    void throttlingIsSaidOnceAndTheTriggerGoesOn() {
        start("main", PushFilter.NONE);
        awaitLine("first time");
        aws.faults().throttle("codecommit:GetBranch", 2);
        awaitLine("throttles");
        shop.commit("main", "Fix", "b.txt");
        awaitLine("works again");
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.lines().stream().filter(line -> line.contains("throttles")))
                .hasSize(1);
    }

    @Test
    void aJobThatCannotBeBuiltGetsItsPushLater() {
        start("main", PushFilter.NONE);
        awaitLine("first time");
        job.buildable(false);
        shop.commit("main", "Fix", "b.txt");
        awaitLine("pushes wait");
        assertThat(job.pushes()).isEmpty();
        job.buildable(true);
        eventually(() -> job.pushes().size() == 1);
    }

    @Test
    void aPushThatTheQueueDidNotTakeIsBuiltWhenItDoes() {
        start("main", PushFilter.NONE);
        awaitLine("first time");
        job.taking(false);
        String commit = shop.commit("main", "Fix", "b.txt");
        awaitLine("pushes wait");
        assertThat(job.lines()).noneMatch(line -> line.startsWith("Building"));
        job.taking(true);
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).commit()).isEqualTo(commit);
        String next = shop.commit("main", "More", "c.txt");
        eventually(() -> job.pushes().size() == 2);
        assertThat(job.pushes().get(1).commit()).isEqualTo(next);
    }

    @Test
    void aPushThatCouldNotBePutInTheQueueIsBuiltOnceItCan() {
        start("main", PushFilter.NONE);
        awaitLine("first time");
        job.failing(true);
        String commit = shop.commit("main", "Fix", "b.txt");
        awaitLine("no default");
        job.failing(false);
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).commit()).isEqualTo(commit);
    }

    @Test
    void aPushThatTheQueueDidNotTakeIsBuiltWhenTheTriggerIsConfiguredAnew() {
        PushWatch watch = start("main", PushFilter.NONE);
        awaitLine("first time");
        job.taking(false);
        String commit = shop.commit("main", "Fix", "b.txt");
        awaitLine("pushes wait");
        watch.stop();
        job.taking(true);
        start("main", PushFilter.NONE);
        eventually(() -> job.pushes().size() == 1);
        assertThat(job.pushes().get(0).commit()).isEqualTo(commit);
    }

    @Test
    void aPushWhoseJobIsDisabledWhileItIsReadIsBuiltTogetherWithTheNext() throws Exception {
        start("main", PushFilter.NONE);
        awaitLine("first time");
        aws.faults().stall("codecommit:BatchGetCommits", 1, Duration.ofHours(1));
        String first = shop.commit("main", "One", "b.txt");
        eventually(() -> aws.calls().count("codecommit:BatchGetCommits") == 1);
        job.buildable(false);
        aws.faults().releaseStalled();
        awaitLine("pushes wait");
        String second = shop.commit("main", "Two", "c.txt");
        // A reading that was under way may still tell of the first alone: the next but one begins when it is done with.
        aws.calls().awaitEnded("codecommit:GetBranch", aws.calls().count("codecommit:GetBranch") + 2);
        job.buildable(true);
        eventually(() -> !job.pushes().isEmpty() && job.pushes().get(0).commit().equals(second));
        assertThat(job.pushes()).hasSize(1);
        assertThat(job.pushes().get(0).commits()).extracting(PushedCommit::id).containsExactly(second, first);
    }

    @Test
    void aTriggerThatCannotSaveWhatItFindsPendingWatchesAllTheSame() throws Exception {
        PushWatch watch = start("main", PushFilter.NONE);
        awaitLine("first time");
        shop.commit("main", "Fix", "b.txt");
        eventually(() -> job.pushes().size() == 1);
        watch.stop();
        job.beginAll();
        Path inTheWay = folder.resolve("trigger.json.next");
        Files.createDirectory(inTheWay);
        start("main", PushFilter.NONE);
        awaitLine("trigger.json.next");
        Files.delete(inTheWay);
        String commit = shop.commit("main", "More", "c.txt");
        eventually(() -> job.pushes().size() == 2);
        assertThat(job.pushes().get(1).commit()).isEqualTo(commit);
    }

    @Test
    void aTriggerThatIsConfiguredAnewBeginsWhenTheOneBeforeHasEnded() {
        VirtualTiming timing = new VirtualTiming();
        Watcher still = new Watcher(timing, new Random(1), () -> WatchPacing.every(EVERY));
        PushWatches pushes = new PushWatches(
                new BranchWatches(still, clients), () -> UUID.randomUUID().toString(), timing);
        PushRequest request = new PushRequest("shop", NamePatterns.parse("main"), PushFilter.NONE, EVERY);
        Path record = folder.resolve("trigger.json");
        PushWatch former = pushes.of(request, TestAccess.root(aws), record, job);
        List<Integer> watched = new java.util.ArrayList<>();
        PushWatch next = pushes.of(request, TestAccess.root(aws), record, new PushedJob() {
            @Override
            public synchronized void say(String line) {
                watched.add(still.size());
            }
        });
        former.start();
        former.poll();
        former.stop();
        next.start();
        timing.advance(Duration.ZERO);
        assertThat(watched).containsExactly(0);
        still.close();
    }

    @Test
    void fiveHundredJobsOnFiftyBranchesOfTwentyRepositoriesMakeFiftyCallsInAnInterval() {
        for (int r = 0; r < 20; r++) {
            GitRepository repository = aws.codeCommit().createRepository("eu-west-1", "r" + r);
            repository.commit("main", "Open", "a.txt");
            for (int b = 1; b < 3; b++) {
                repository.forcePush("b" + b, repository.tip("main").orElseThrow());
            }
        }
        List<BranchKey> keys = new java.util.ArrayList<>();
        for (int i = 0; i < 50; i++) {
            keys.add(new BranchKey("r" + i % 20, i < 20 ? "main" : i < 40 ? "b1" : "b2"));
        }
        List<PushedJob> jobs = new java.util.ArrayList<>();
        Duration interval = Duration.ofHours(1);
        for (int i = 0; i < 500; i++) {
            BranchKey key = keys.get(i % 50);
            PushedJob one = new PushedJob();
            jobs.add(one);
            watches.of(
                            new PushRequest(
                                    key.repository(), NamePatterns.parse(key.branch()), PushFilter.NONE, interval),
                            TestAccess.root(aws),
                            folder.resolve("job" + i + ".json"),
                            one)
                    .start();
        }
        eventually(() ->
                jobs.stream().allMatch(one -> one.lines().stream().anyMatch(line -> line.contains("first time"))));
        assertThat(branches.size()).isEqualTo(50);
        // Who comes during a reading has the branch read once more: the first of these is read with those, the second
        // after all of them.
        for (String last : List.of("last1", "last2")) {
            GitRepository repository = aws.codeCommit().repository("eu-west-1", "r0");
            repository.forcePush(last, repository.tip("main").orElseThrow());
            PushedJob one = new PushedJob();
            watches.of(
                            new PushRequest("r0", NamePatterns.parse(last), PushFilter.NONE, interval),
                            TestAccess.root(aws),
                            folder.resolve(last + ".json"),
                            one)
                    .start();
            eventually(() -> one.lines().stream().anyMatch(line -> line.contains("first time")));
        }
        keys.stream().map(BranchKey::repository).distinct().forEach(name -> aws.codeCommit()
                .repository("eu-west-1", name)
                .commit("main", "Push", "b.txt"));
        aws.calls().clear();
        watcher.nudgeAll();
        eventually(() -> jobs.stream().mapToInt(one -> one.pushes().size()).sum() == 200);
        assertThat(aws.calls().count("codecommit:GetBranch")).isLessThanOrEqualTo(50 + 2);
        assertThat(jobs).allSatisfy(one -> assertThat(one.pushes()).hasSizeLessThanOrEqualTo(1));
    }
}
