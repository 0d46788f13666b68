package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.events.AwsEvent;
import io.jenkins.plugins.awsdevtools.engine.events.EventNudges;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchListener;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;

class ChangeWatchTest {

    private static final String STRUCTURE = """
        {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "executionMode": "QUEUED", "artifactStore": {"type": "S3", "location": "artifacts"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "code", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Review", "actions": [{"name": "Approve",
           "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}}]}]}\
        """;

    @TempDir
    private Path folder;

    private final LocalAws aws = LocalAws.start();
    private final CodePipelineClient client = LocalClients.root(aws, CodePipelineClient.builder());
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
    private final Watcher watcher = new Watcher(
            Timing.of(threads, Clock.systemUTC()),
            new Random(1),
            source -> new WatchPacing(Duration.ofSeconds(1), 0, Duration.ofMillis(10), Duration.ofSeconds(2)));
    private final Job job = new Job();
    private String pipeline;
    private ChangeWatch watch;

    /** A Jenkins job, as far as a trigger is concerned. */
    private static class Job implements TriggerTarget<PipelineChange> {
        private final List<PipelineChange> scheduled = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private final Set<String> begun = new HashSet<>();
        private boolean buildable = true;
        private boolean taking = true;
        private boolean failing;

        @Override
        public synchronized boolean isBuildable() {
            return buildable;
        }

        synchronized void setBuildable(boolean value) {
            buildable = value;
        }

        @Override
        public synchronized boolean schedule(PipelineChange change) {
            if (failing) {
                throw new IllegalStateException("no default");
            }
            return taking && scheduled.add(change);
        }

        /** As if a parameter of the job had no default, which the plugin that brings it says by an exception. */
        synchronized void setFailing(boolean value) {
            failing = value;
        }

        /** As if the job were disabled between the question whether it can be built and the answer of the queue. */
        synchronized void setTaking(boolean value) {
            taking = value;
        }

        @Override
        public boolean isQueued(String changeId) {
            return false;
        }

        @Override
        public synchronized boolean isBegun(String changeId) {
            return begun.contains(changeId);
        }

        synchronized void begin(String changeId) {
            begun.add(changeId);
        }

        @Override
        public synchronized void say(String line) {
            lines.add(line);
        }

        @Override
        public void polled() {}

        synchronized List<String> changes() {
            return scheduled.stream()
                    .map(change -> change.place().replaceFirst("^\\S+ ?", "") + ":" + change.state())
                    .toList();
        }

        synchronized List<PipelineChange> scheduled() {
            return List.copyOf(scheduled);
        }

        synchronized boolean said(String text) {
            return lines.stream().anyMatch(line -> line.contains(text));
        }
    }

    @BeforeEach
    void createPipeline() throws IOException {
        aws.s3().createBucket("artifacts", aws.region());
        aws.codeCommit().createRepository(aws.region(), "code").commit("main", "Ada", "Begin", Map.of("a", "b"));
        pipeline = "p-" + UUID.randomUUID();
        create(pipeline);
    }

    private void create(String name) throws IOException {
        aws.codePipeline().createPipeline(aws.region(), new ObjectMapper().readTree(STRUCTURE.formatted(name)));
    }

    @AfterEach
    void close() {
        if (watch != null) {
            watch.stop();
        }
        watcher.close();
        clients.close();
        threads.shutdownNow();
        client.close();
        aws.close();
    }

    private ChangeWatch watch(Job job, String pipelines, ChangeLevel level, Set<String> states) {
        ChangeWatch made = new ChangeWatches(
                        clients, watcher, () -> UUID.randomUUID().toString(), threads)
                .of(
                        new ChangeRequest(NameGlobs.parse(pipelines), level, states),
                        TestAccess.root(aws),
                        folder.resolve("changes.json"),
                        job);
        made.start();
        return made;
    }

    private void watch(ChangeLevel level, String... states) {
        watch = watch(job, pipeline, level, Set.of(states));
        eventually(() -> job.said("seen for the first time"));
    }

    private String begin() {
        return client.startPipelineExecution(start -> start.name(pipeline)).pipelineExecutionId();
    }

    private void answer(ApprovalStatus status) {
        eventually(() -> token() != null);
        String token = token();
        client.putApprovalResult(put -> put.pipelineName(pipeline)
                .stageName("Review")
                .actionName("Approve")
                .token(token)
                .result(result -> result.status(status).summary("Seen")));
    }

    private String status(String execution) {
        return client.getPipelineExecution(get -> get.pipelineName(pipeline).pipelineExecutionId(execution))
                .pipelineExecution()
                .statusAsString();
    }

    /** Until it is remembered that nothing is pending. */
    private void awaitNothingPending() {
        Journal<ChangeRecord> journal = new FileJournal<>(folder.resolve("changes.json"), ChangeRecord.class);
        eventually(() -> journal.load().orElseThrow().pending().isEmpty());
    }

    private String token() {
        var latest = client.getPipelineState(get -> get.name(pipeline))
                .stageStates()
                .get(1)
                .actionStates()
                .get(0)
                .latestExecution();
        return latest == null ? null : latest.token();
    }

    @Test
    void eachChangeOfAnExecutionIsToldOnceAndTheFirstSightTellsNothing() {
        String before = begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> status(before).equals("Succeeded"));
        watch(ChangeLevel.PIPELINE);
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> job.changes().contains(":Succeeded"));
        assertThat(job.changes()).containsExactly(":InProgress", ":Succeeded");
    }

    @Test
    void anExecutionThatIsUnderWayAtTheFirstSightIsToldOnceItHasEnded() {
        begin();
        eventually(() -> token() != null);
        watch(ChangeLevel.PIPELINE);
        answer(ApprovalStatus.APPROVED);
        eventually(() -> !job.changes().isEmpty());
        assertThat(job.changes()).containsExactly(":Succeeded");
        assertThat(job.scheduled().get(0).previous()).isEqualTo("InProgress");
    }

    @Test
    void aStageThatWasSkippedWasNeverUnderWay() {
        Observed skipped = new Observed("Test/1", "1", "Test", "", "Skipped", null, "");
        assertThat(skipped.hasBegun()).isFalse();
        assertThat(new Observed("Test/1", "1", "Test", "", "Cancelled", null, "").hasBegun())
                .isTrue();
    }

    @Test
    void changesOfStagesAndOfActionsSayWhere() {
        watch(ChangeLevel.STAGE, "Failed");
        String execution = begin();
        answer(ApprovalStatus.REJECTED);
        eventually(() -> !job.changes().isEmpty());
        assertThat(job.changes()).containsExactly("Review:Failed");
        assertThat(job.scheduled().get(0).executionId()).isEqualTo(execution);
    }

    @Test
    void actionsThatEndedBetweenTwoReadingsWereUnderWayToo() {
        watch(ChangeLevel.ACTION, "InProgress", "Failed");
        begin();
        answer(ApprovalStatus.REJECTED);
        eventually(() -> job.changes().contains("Review / Approve:Failed"));
        assertThat(job.changes())
                .containsExactly(
                        "Source / Checkout:InProgress", "Review / Approve:InProgress", "Review / Approve:Failed");
        assertThat(job.scheduled().get(2).summary()).contains("Seen");
    }

    @Test
    void aStageThatFailsAgainAfterARetryIsToldAgain() {
        watch(ChangeLevel.PIPELINE, "Failed");
        String execution = begin();
        answer(ApprovalStatus.REJECTED);
        eventually(() -> job.changes().size() == 1);
        client.retryStageExecution(retry -> retry.pipelineName(pipeline)
                .stageName("Review")
                .pipelineExecutionId(execution)
                .retryMode("FAILED_ACTIONS"));
        answer(ApprovalStatus.REJECTED);
        eventually(() -> job.changes().size() == 2);
        assertThat(job.changes()).containsExactly(":Failed", ":Failed");
    }

    @Test
    void whatHappenedWhileNobodyWatchedIsToldAfterARestartAndWhatWasToldIsNot() {
        watch(ChangeLevel.PIPELINE, "Succeeded");
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> job.changes().size() == 1);
        watch.begun(job.scheduled().get(0).id());
        awaitNothingPending();
        watch.stop();
        begin();
        answer(ApprovalStatus.APPROVED);
        Job after = new Job();
        watch = watch(after, pipeline, ChangeLevel.PIPELINE, Set.of("Succeeded"));
        eventually(() -> !after.changes().isEmpty());
        assertThat(after.changes()).containsExactly(":Succeeded");
        assertThat(after.scheduled().get(0).executionId())
                .isNotEqualTo(job.scheduled().get(0).executionId());
    }

    @Test
    void changesThatCouldNotBePutInTheQueueAreBuiltOnceTheyCan() {
        watch(ChangeLevel.ACTION, "InProgress", "Failed");
        job.setFailing(true);
        begin();
        answer(ApprovalStatus.REJECTED);
        eventually(() -> job.said("no default"));
        job.setFailing(false);
        eventually(() -> job.changes().contains("Review / Approve:Failed"));
        assertThat(job.changes())
                .containsExactly(
                        "Source / Checkout:InProgress", "Review / Approve:InProgress", "Review / Approve:Failed");
    }

    @Test
    void aChangeWhoseBuildNeverBeganIsBuiltAfterARestart() {
        watch(ChangeLevel.PIPELINE, "Succeeded");
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> job.changes().size() == 1);
        watch.stop();
        Job after = new Job();
        watch = watch(after, pipeline, ChangeLevel.PIPELINE, Set.of("Succeeded"));
        eventually(() -> !after.changes().isEmpty());
        assertThat(after.scheduled().get(0).id())
                .isEqualTo(job.scheduled().get(0).id());
    }

    @Test
    void aDisabledJobIsBuiltForWhatHappenedOnceItIsEnabled() {
        watch(ChangeLevel.PIPELINE, "Succeeded");
        job.setBuildable(false);
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> job.said("while this job is disabled"));
        assertThat(job.changes()).isEmpty();
        job.setBuildable(true);
        eventually(() -> job.changes().size() == 1);
    }

    @Test
    void aChangeThatTheQueueDidNotTakeIsBuiltWhenItDoes() {
        watch(ChangeLevel.PIPELINE, "Succeeded");
        job.setTaking(false);
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> job.said("while this job is disabled"));
        assertThat(job.said("a build is in the queue")).isFalse();
        job.setTaking(true);
        eventually(() -> job.changes().size() == 1);
        assertThat(job.changes()).containsExactly(":Succeeded");
    }

    @Test
    void aTriggerThatCannotSaveWhatItFindsPendingWatchesAllTheSame() throws Exception {
        watch(ChangeLevel.PIPELINE, "Succeeded");
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> job.changes().size() == 1);
        watch.stop();
        Job after = new Job();
        after.begin(job.scheduled().get(0).id());
        Path inTheWay = folder.resolve("changes.json.next");
        Files.createDirectory(inTheWay);
        watch = watch(after, pipeline, ChangeLevel.PIPELINE, Set.of("Succeeded"));
        eventually(() -> after.said("changes.json.next"));
        Files.delete(inTheWay);
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> after.changes().size() == 1);
        assertThat(after.scheduled().get(0).executionId())
                .isNotEqualTo(job.scheduled().get(0).executionId());
    }

    @Test
    void aGlobFindsThePipelinesThatMatch() throws Exception {
        String other = "q-" + UUID.randomUUID();
        create(other);
        watch = watch(job, pipeline.substring(0, 12) + "*", ChangeLevel.PIPELINE, Set.of("Succeeded"));
        eventually(() -> job.said(pipeline + " was seen for the first time"));
        assertThat(job.said(other)).isFalse();
    }

    @Test
    void manyJobsThatWatchAPipelineReadItOnce() throws Exception {
        List<ChangeWatch> all = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Job one = new Job();
            jobs.add(one);
            all.add(new ChangeWatches(clients, watcher, () -> UUID.randomUUID().toString(), threads)
                    .of(
                            new ChangeRequest(NameGlobs.parse(pipeline), ChangeLevel.ACTION, Set.of()),
                            TestAccess.root(aws),
                            folder.resolve("many-" + i + ".json"),
                            one));
        }
        all.forEach(one -> one.start());
        eventually(() -> jobs.stream().allMatch(one -> one.said("seen for the first time")));
        aws.calls().clear();
        begin();
        answer(ApprovalStatus.APPROVED);
        eventually(() -> jobs.stream().allMatch(one -> one.changes().contains("Review / Approve:Succeeded")));
        long from = System.nanoTime();
        long readings = aws.calls().count("codepipeline:ListActionExecutions");
        aws.calls().await("codepipeline:ListActionExecutions", readings + 3);
        // A round of all twenty is one call; rounds are a second apart.
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofSeconds(1));
        all.forEach(ChangeWatch::stop);
    }

    @Test
    void aTriggerThatIsConfiguredAnewBeginsWhenTheOneBeforeHasEnded() {
        VirtualTiming timing = new VirtualTiming();
        Watcher still = new Watcher(timing, new Random(1), () -> WatchPacing.every(Duration.ofSeconds(1)));
        ChangeWatches changes =
                new ChangeWatches(clients, still, () -> UUID.randomUUID().toString(), timing);
        ChangeRequest request = new ChangeRequest(NameGlobs.parse(pipeline), ChangeLevel.PIPELINE, Set.of());
        Path record = folder.resolve("changes.json");
        ChangeWatch former = changes.of(request, TestAccess.root(aws), record, job);
        List<Integer> watched = new ArrayList<>();
        ChangeWatch next = changes.of(request, TestAccess.root(aws), record, new Job() {
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

    private AwsEvent event(String name) {
        return new AwsEvent(
                "1",
                aws.accountId(),
                aws.region(),
                "aws.codepipeline",
                Instant.now(),
                new AwsEvent.ExecutionChanged(name, UUID.randomUUID().toString()));
    }

    private Watcher patient() {
        Duration hour = Duration.ofHours(1);
        return new Watcher(
                Timing.of(threads, Clock.systemUTC()),
                new Random(1),
                () -> new WatchPacing(hour, 0, Duration.ofMillis(10), hour));
    }

    @Test
    void anEventHasThePipelineReadThatItIsAboutAndManyAtOnceMakeOneReading() {
        String calls = "codepipeline:ListPipelineExecutions";
        AtomicInteger readings = new AtomicInteger();
        try (Watcher patient = patient()) {
            EventNudges nudges = new EventNudges(patient);
            aws.calls().clear();
            patient.watch(
                    new ChangeSource(clients, TestAccess.root(aws), ChangeLevel.PIPELINE),
                    pipeline,
                    new WatchListener<PipelineReading>() {
                        @Override
                        public void onStatus(PipelineReading reading) {
                            readings.incrementAndGet();
                        }

                        @Override
                        public void onMissing() {}

                        @Override
                        public void onTrouble(Throwable failure) {}

                        @Override
                        public void onRecovered() {}

                        @Override
                        public void onDeadline() {}
                    },
                    Duration.ofDays(1));
            eventually(() -> readings.get() == 1);
            assertThat(nudges.nudge(event("another-" + pipeline))).isFalse();
            aws.faults().stall(calls, 1, Duration.ofHours(1));
            assertThat(nudges.nudge(event(pipeline))).isTrue();
            eventually(() -> aws.calls().count(calls) == 2);
            for (int i = 0; i < 100; i++) {
                nudges.nudge(event(pipeline));
            }
            aws.faults().releaseStalled();
            eventually(() -> readings.get() == 3);
            nudges.nudge(event(pipeline));
            eventually(() -> readings.get() == 4);
            assertThat(aws.calls().count(calls)).isEqualTo(4);
        }
    }

    @Test
    void whoAsksForItHasThePipelineReadNow() {
        try (Watcher patient = patient()) {
            watch = new ChangeWatches(clients, patient, () -> UUID.randomUUID().toString(), threads)
                    .of(
                            new ChangeRequest(NameGlobs.parse(pipeline), ChangeLevel.PIPELINE, Set.of("Succeeded")),
                            TestAccess.root(aws),
                            folder.resolve("changes.json"),
                            job);
            watch.start();
            eventually(() -> job.said("seen for the first time"));
            String execution = begin();
            answer(ApprovalStatus.APPROVED);
            eventually(() -> status(execution).equals("Succeeded"));
            watch.poll();
            eventually(() -> job.changes().contains(":Succeeded"));
        }
    }

    @Test
    void anEventOfAPipelineThatIsNotKnownHasTheListReadOnceIfAGlobMeansIt() throws Exception {
        String prefix = pipeline.substring(0, 12);
        try (Watcher patient = patient()) {
            watch = new ChangeWatches(clients, patient, () -> UUID.randomUUID().toString(), threads)
                    .of(
                            new ChangeRequest(NameGlobs.parse(prefix + "*"), ChangeLevel.PIPELINE, Set.of()),
                            TestAccess.root(aws),
                            folder.resolve("changes.json"),
                            job);
            watch.start();
            eventually(() -> job.said(pipeline + " was seen for the first time"));
            aws.calls().clear();
            create(prefix + "-new");
            for (int i = 0; i < 10; i++) {
                watch.heard(aws.region(), pipeline);
                watch.heard(aws.region(), "another-" + pipeline);
                watch.heard("us-east-1", prefix + "-new");
            }
            watch.heard(aws.region(), prefix + "-new");
            eventually(() -> job.said(prefix + "-new was seen for the first time"));
            watch.heard(aws.region(), prefix + "-nowhere");
            aws.calls().awaitEnded("codepipeline:ListPipelines", 2);
            for (int i = 0; i < 10; i++) {
                watch.heard(aws.region(), prefix + "-nowhere");
            }
            create(prefix + "-later");
            watch.heard(aws.region(), prefix + "-later");
            eventually(() -> job.said(prefix + "-later was seen for the first time"));
            assertThat(aws.calls().count("codepipeline:ListPipelines")).isEqualTo(3);
        }
    }

    @Test
    void aMisspeltPipelineIsToldWithTheClosest() {
        watch = watch(job, pipeline.substring(0, pipeline.length() - 1), ChangeLevel.PIPELINE, Set.of());
        eventually(() -> job.said("Did you mean " + pipeline));
    }

    @Test
    void aStateThatTheLevelHasNotIsRefusedWithTheClosest() {
        assertThatThrownBy(() -> new ChangeRequest(NameGlobs.parse("site"), ChangeLevel.ACTION, Set.of("Failled")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("Failed");
        assertThatThrownBy(() -> NameGlobs.parse(" ,")).isInstanceOf(ParameterException.class);
    }

    @Test
    void noGlobKeepsAThreadBusyWhateverThePipelinesAreCalled() {
        NameGlobs globs = NameGlobs.parse("*a".repeat(40) + "b");
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> globs.matches("a".repeat(99))))
                .isFalse();
        assertThat(NameGlobs.parse("site-*-v?").matches("site-a-b-v1")).isTrue();
        assertThat(NameGlobs.parse("site-*-v?").matches("site-a-b-v10")).isFalse();
    }
}
