package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.JournalFolder;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

class WorkerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTION = "builds";
    private static final String STRUCTURE = """
        {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "executionMode": "PARALLEL", "artifactStore": {"type": "S3", "location": "artifacts"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "code", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Build", "actions": [{"name": "Compile", "namespace": "Built",
           "actionTypeId": {"category": "Build", "owner": "Custom", "provider": "Jenkins", "version": "1"},
           "configuration": {"ProjectName": "site", "Password": "hush"},
           "inputArtifacts": [{"name": "Code"}], "outputArtifacts": [{"name": "Site"}]}]}]}\
        """;
    private static final String TYPE = """
        {"category": "Build", "provider": "Jenkins", "version": "1",
         "configurationProperties": [
           {"name": "ProjectName", "required": true, "key": true, "secret": false, "queryable": true, "type": "String"},
           {"name": "Password", "required": false, "key": false, "secret": true, "queryable": false, "type": "String"}],
         "inputArtifactDetails": {"minimumCount": 0, "maximumCount": 5},
         "outputArtifactDetails": {"minimumCount": 0, "maximumCount": 5}}\
        """;

    @TempDir
    private Path folder;

    private Path home;
    private Path records;
    private Path aside;
    private final LocalAws aws = LocalAws.start();
    private final CodePipelineClient client = LocalClients.root(aws, CodePipelineClient.builder());
    private final List<Controller> controllers = new ArrayList<>();
    private final WorkingTarget target = new WorkingTarget();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private AwsAccess access = TestAccess.root(aws);

    /** What one process has: it can be killed without a word. */
    private final class Controller {
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        private final Timing timing = Timing.of(threads, Clock.systemUTC());
        private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);
        private final Watcher watcher = new Watcher(
                timing,
                new Random(1),
                source -> new WatchPacing(Duration.ofSeconds(1), 0, Duration.ofMillis(10), Duration.ofSeconds(2)));
        private Worker worker;

        Controller(WorkerTarget runs, int batch, int most) {
            this();
            worker = worker(runs, recordsOf(), () -> UUID.randomUUID().toString());
            worker.take(request(batch, most), CONNECTION, TestAccess.root(aws));
            worker.start();
        }

        /** Has no worker of its own. */
        Controller() {
            controllers.add(this);
        }

        private WorkerRecords recordsOf() {
            return new WorkerRecords(home, Path.of("plugin", "records"), timing, target::say);
        }

        private Worker worker(WorkerTarget runs, WorkerRecords kept, Supplier<String> tickets) {
            return new Worker(
                    name -> {
                        asked.add(name);
                        return access;
                    },
                    new WorkerContext(clients, watcher, timing, new Random(3), tickets),
                    kept,
                    runs);
        }

        /** Whatever is under way is dropped, as when the process dies. */
        void kill() throws InterruptedException {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            watcher.close();
            clients.close();
        }
    }

    @BeforeEach
    void createPipelineAndType() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        records = home.resolve("plugin").resolve("records");
        aside = folder.resolve("aside");
        aws.s3().createBucket("artifacts", aws.region());
        aws.codeCommit().createRepository(aws.region(), "code").commit("main", "Ada", "Begin", Map.of("a", "b"));
        var type = JSON.readTree(TYPE);
        aws.codePipeline().createActionType(aws.region(), type);
        pipeline("site");
    }

    private void pipeline(String name) throws IOException {
        aws.codePipeline().createPipeline(aws.region(), JSON.readTree(STRUCTURE.formatted(name)));
    }

    @AfterEach
    void close() {
        controllers.forEach(controller -> {
            controller.threads.shutdownNow();
            controller.watcher.close();
            controller.clients.close();
        });
        client.close();
        aws.close();
    }

    private static WorkerRequest request(int batch, int most) {
        return new WorkerRequest(
                new ActionType("Build", "Jenkins", "1"),
                WorkerRequest.query("ProjectName=site"),
                batch,
                most,
                Duration.ofSeconds(1));
    }

    private Controller controller() {
        return new Controller(target, 10, 1000);
    }

    private String start() {
        return client.startPipelineExecution(start -> start.name("site")).pipelineExecutionId();
    }

    private String ticket() {
        eventually(() -> !target.tickets().isEmpty());
        return target.tickets().get(0);
    }

    private void awaitStatus(String execution, String status) {
        eventually(
                () -> aws.codePipeline().status(aws.region(), "site", execution).equals(status));
    }

    private static JobAnswer good() {
        return JobAnswer.success("Build 7 succeeded", "7", Map.of("Version", "1.2"), null);
    }

    @Test
    void aJobIsAcknowledgedDoneAndAnswered() {
        Controller controller = controller();
        String execution = start();
        String ticket = ticket();
        controller.worker.begun(ticket);
        controller.worker.ended(ticket, good());
        awaitStatus(execution, "Succeeded");
        var action = client.listActionExecutions(list -> list.pipelineName("site")).actionExecutionDetails().stream()
                .filter(detail -> detail.actionName().equals("Compile"))
                .findFirst()
                .orElseThrow();
        assertThat(action.output().executionResult().externalExecutionSummary()).isEqualTo("Build 7 succeeded");
        assertThat(action.output().executionResult().externalExecutionId()).isEqualTo("7");
        assertThat(action.output().outputVariables()).containsEntry("Version", "1.2");
        eventually(() -> new JournalFolder<>(records, JobRecord.class).all().isEmpty());
    }

    @Test
    void aJobSaysWhatItIsForAndKeepsNoSecret() {
        controller();
        String execution = start();
        PipelineJob job = target.job(ticket());
        assertThat(job.place()).isEqualTo("site: Build / Compile");
        assertThat(job.executionId()).isEqualTo(execution);
        assertThat(job.configuration()).containsExactly(Map.entry("ProjectName", "site"));
        assertThat(job.inputs()).containsExactly("Code");
        assertThat(job.outputs()).containsExactly("Site");
    }

    @Test
    void aFailedRunFailsTheActionWithItsReason() {
        Controller controller = controller();
        String execution = start();
        controller.worker.ended(ticket(), JobAnswer.failure("JobFailed", "Tests failed", "7"));
        awaitStatus(execution, "Failed");
    }

    @Test
    void lostAnswersOfAcknowledgeAndPutLeadToOneRunAndOneAnswer() {
        aws.faults().cutAfterExecution("codepipeline:AcknowledgeJob", 2);
        aws.faults().cutAfterExecution("codepipeline:PutJobSuccessResult", 2);
        Controller controller = controller();
        String execution = start();
        controller.worker.ended(ticket(), good());
        awaitStatus(execution, "Succeeded");
        assertThat(target.scheduled().values()).containsExactly(1);
        assertThat(aws.codePipeline().answers().values()).containsExactly(1);
    }

    @Test
    void aProcessKilledBeforeTheAcknowledgementIsAnsweredDoesTheJobAfterIt() throws Exception {
        aws.faults().stall("codepipeline:AcknowledgeJob", 1, Duration.ofMinutes(5));
        Controller first = controller();
        String execution = start();
        aws.calls().await("codepipeline:AcknowledgeJob", 1);
        first.kill();
        aws.faults().clear();
        Controller second = controller();
        second.worker.ended(ticket(), good());
        awaitStatus(execution, "Succeeded");
        assertThat(aws.codePipeline().acknowledgements().values()).containsExactly(1);
    }

    private boolean isSaid(String part) {
        return target.lines().stream().anyMatch(line -> line.contains(part));
    }

    /** Until it is unblocked, nothing can be written where the records are. */
    private void blockRecords() throws IOException {
        if (Files.exists(records)) {
            Files.move(records, aside);
        }
        Files.createDirectories(records.getParent());
        Files.createFile(records);
    }

    private void unblockRecords() throws IOException {
        Files.delete(records);
        if (Files.exists(aside)) {
            Files.move(aside, records);
        }
    }

    @Test
    void aRunThatIsRefusedIsPutInTheQueueOnceItIsTaken() {
        target.refuseRuns(true);
        Controller controller = controller();
        String execution = start();
        eventually(() -> isSaid("takes no build"));
        target.refuseRuns(false);
        controller.worker.ended(ticket(), good());
        awaitStatus(execution, "Succeeded");
        assertThat(target.scheduled().values()).containsExactly(1);
        assertThat(target.lines().stream().filter(line -> line.contains("takes no build")))
                .hasSize(1);
    }

    @Test
    void aRunThatCouldNotBePutInTheQueueIsPutThereOnceItCan() {
        target.failRuns(true);
        Controller controller = controller();
        String execution = start();
        eventually(() -> target.lines().contains("no default"));
        target.failRuns(false);
        controller.worker.ended(ticket(), good());
        awaitStatus(execution, "Succeeded");
    }

    @Test
    void jobsWhoseRunsCannotBePutInTheQueueAfterARestartDoNotKeepOthersFromBeingDone() throws Exception {
        target.refuseRuns(true);
        Controller first = controller();
        String one = start();
        String other = start();
        eventually(() -> acknowledged() == 2);
        first.kill();
        target.refuseRuns(false);
        target.failRuns(true);
        Controller second = controller();
        eventually(() -> target.lines().contains("no default"));
        target.failRuns(false);
        eventually(() -> target.tickets().size() == 2);
        target.tickets().forEach(ticket -> second.worker.ended(ticket, good()));
        awaitStatus(one, "Succeeded");
        awaitStatus(other, "Succeeded");
    }

    private long acknowledged() {
        return new JournalFolder<>(records, JobRecord.class)
                .all().values().stream()
                        .filter(record -> record.state() == JobRecord.State.ACKNOWLEDGED)
                        .count();
    }

    @Test
    void aClientThatCannotBeMadeForAMomentDoesNotEndTheWorker() {
        AtomicInteger failures = new AtomicInteger(2);
        Controller controller = new Controller();
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("Too many open files");
                }
                return Instant.now();
            }
        };
        try (AwsClients clients = new AwsClients(clock, controller.threads)) {
            Worker worker = new Worker(
                    name -> TestAccess.root(aws),
                    new WorkerContext(clients, controller.watcher, controller.timing, new Random(3), () -> "ticket"),
                    controller.recordsOf(),
                    target);
            worker.take(request(10, 1000), CONNECTION, TestAccess.root(aws));
            worker.start();
            String execution = start();
            worker.ended(ticket(), good());
            awaitStatus(execution, "Succeeded");
            worker.stop();
        }
    }

    @Test
    void aRunThatIsRefusedAfterARestartIsPutInTheQueueOnceItIsTaken() throws Exception {
        target.forgetWhatIsScheduled(true);
        Controller first = controller();
        String execution = start();
        String ticket = ticket();
        first.kill();
        target.forgetWhatIsScheduled(false);
        target.refuseRuns(true);
        Controller second = controller();
        eventually(() -> isSaid("takes no build"));
        target.refuseRuns(false);
        eventually(() -> target.scheduled().containsValue(2));
        second.worker.ended(ticket, good());
        awaitStatus(execution, "Succeeded");
    }

    @Test
    void aJobThatIsCancelledBeforeItsRunIsTakenGetsNone() {
        target.refuseRuns(true);
        controller();
        String execution = start();
        eventually(() -> isSaid("takes no build"));
        client.stopPipelineExecution(
                stop -> stop.pipelineName("site").pipelineExecutionId(execution).abandon(true));
        eventually(() -> isSaid("did not wait for the answer"));
        target.refuseRuns(false);
        assertThat(target.tickets()).isEmpty();
    }

    @Test
    void jobsThatCannotBeRecordedAreNotTakenAndOthersAreAskedForOnceTheyCan() throws Exception {
        blockRecords();
        controller();
        start();
        eventually(() -> isSaid("cannot be written"));
        assertThat(aws.calls().count("codepipeline:AcknowledgeJob")).isZero();
        unblockRecords();
        String execution = start();
        eventually(() -> target.tickets().stream()
                .anyMatch(ticket -> target.job(ticket).executionId().equals(execution)));
    }

    @Test
    void anAcknowledgementThatCannotBeRecordedIsAskedForAgainOnceItCan() throws Exception {
        aws.faults().stall("codepipeline:AcknowledgeJob", 1, LIMIT);
        Controller controller = controller();
        String execution = start();
        aws.calls().await("codepipeline:AcknowledgeJob", 1);
        blockRecords();
        aws.faults().releaseStalled();
        eventually(() -> isSaid("cannot be written"));
        assertThat(target.tickets()).isEmpty();
        unblockRecords();
        controller.worker.ended(ticket(), good());
        awaitStatus(execution, "Succeeded");
        assertThat(target.scheduled().values()).containsExactly(1);
    }

    @Test
    void anAnswerThatCannotBeRecordedIsGivenOnceItCan() throws Exception {
        Controller controller = controller();
        String execution = start();
        String ticket = ticket();
        blockRecords();
        controller.worker.ended(ticket, good());
        eventually(() -> isSaid("cannot be written"));
        unblockRecords();
        awaitStatus(execution, "Succeeded");
        assertThat(aws.codePipeline().answers().values()).containsExactly(1);
    }

    @Test
    void anAcknowledgedJobWhoseRunNeverCameGetsOneAfterARestart() throws Exception {
        target.forgetWhatIsScheduled(true);
        Controller first = controller();
        String execution = start();
        String ticket = ticket();
        first.kill();
        target.forgetWhatIsScheduled(false);
        Controller second = controller();
        eventually(() -> target.scheduled().containsValue(2));
        second.worker.ended(ticket, good());
        awaitStatus(execution, "Succeeded");
    }

    @Test
    void aJobWhoseRunIsGoneAfterARestartIsAnsweredAsFailed() throws Exception {
        Controller first = controller();
        String execution = start();
        String ticket = ticket();
        first.worker.begun(ticket);
        eventually(() -> new JournalFolder<>(records, JobRecord.class)
                .all()
                .get(ticket)
                .state()
                .equals(JobRecord.State.BEGUN));
        first.kill();
        target.lose(ticket);
        controller();
        awaitStatus(execution, "Failed");
        assertThat(target.scheduled()).containsValue(1);
    }

    @Test
    void aRunThatEndedWhileNobodyListenedIsAnsweredAfterARestart() throws Exception {
        Controller first = controller();
        String execution = start();
        String ticket = ticket();
        first.kill();
        target.set(ticket, new WorkerTarget.Fate.Ended(good()));
        controller();
        awaitStatus(execution, "Succeeded");
    }

    @Test
    void aRetiredWorkerAnswersWhatWasOpenAfterARestartAndTakesNoMore() throws Exception {
        Controller first = controller();
        String execution = start();
        String ticket = ticket();
        first.kill();
        Controller second = new Controller();
        Worker retired = second.worker(target, second.recordsOf(), () -> "t");
        access = TestAccess.of(aws, aws.createUser("retired"));
        retired.start();
        retired.ended(ticket, good());
        awaitStatus(execution, "Succeeded");
        resultOf(retired.done());
        assertThat(asked).containsOnly(CONNECTION);
        String arn = "arn:aws:iam::" + aws.accountId() + ":user/retired";
        assertThat(aws.calls().count("codepipeline:PutJobSuccessResult", arn)).isEqualTo(1);
        assertThat(aws.calls().count("codepipeline:PollForJobs", arn)).isZero();
        assertThat(new JournalFolder<>(records, JobRecord.class).all()).isEmpty();
    }

    @Test
    void aRetiredWorkerIsDoneOnceTheLastJobIsAnswered() throws Exception {
        Controller controller = controller();
        start();
        String ticket = ticket();
        controller.worker.retire();
        controller.worker.ended(ticket, good());
        resultOf(controller.worker.done());
        assertThat(aws.codePipeline().answers().values()).containsExactly(1);
    }

    @Test
    void aJobIsAnsweredWithTheConnectionItWasFetchedWith() throws Exception {
        Controller first = controller();
        String execution = start();
        String ticket = ticket();
        first.kill();
        Controller second = new Controller();
        Worker other = second.worker(target, second.recordsOf(), () -> "t");
        other.take(request(10, 10), "another", TestAccess.of(aws, new AccessKey("AKIAIOSFODNN7STRANGE", "unknown")));
        other.start();
        other.ended(ticket, good());
        awaitStatus(execution, "Succeeded");
        assertThat(asked).containsOnly(CONNECTION);
    }

    @Test
    void aRecordOfAVersionThatKeptNoConnectionIsAnsweredWithThatOfTheWorker() throws Exception {
        Controller first = controller();
        String execution = start();
        String ticket = ticket();
        first.kill();
        Path file = records.resolve(ticket + ".json");
        ObjectNode record = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        assertThat(record.remove("connection").asText()).isEqualTo(CONNECTION);
        Files.write(file, JSON.writeValueAsBytes(record));
        Controller second = controller();
        second.worker.ended(ticket, good());
        awaitStatus(execution, "Succeeded");
        assertThat(asked).isEmpty();
    }

    @Test
    void theNextWorkerDoesTheJobThatTheOneBeforeWasRecordingWhenItCame() throws Exception {
        CountDownLatch offered = new CountDownLatch(1);
        CompletableFuture<String> going = new CompletableFuture<>();
        Controller controller = new Controller();
        WorkerRecords kept = controller.recordsOf();
        Worker former = controller.worker(target, kept, () -> {
            offered.countDown();
            return going.join();
        });
        former.take(request(10, 10), CONNECTION, TestAccess.root(aws));
        former.start();
        String execution = start();
        assertThat(offered.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Worker next = controller.worker(target, former.records(), () -> "next");
        former.stop();
        next.take(request(10, 10), CONNECTION, TestAccess.root(aws));
        next.start();
        going.complete("former");
        assertThat(ticket()).isEqualTo("former");
        next.ended("former", good());
        awaitStatus(execution, "Succeeded");
        assertThat(target.scheduled().values()).containsExactly(1);
    }

    @Test
    void aWorkerWhoseJobWasMovedTakesNothingAndLeavesNothingWhereItWas() throws Exception {
        controller();
        eventually(() -> aws.calls().count("codepipeline:PollForJobs") > 0);
        Files.move(home, aside);
        start();
        eventually(() -> isSaid("cannot be written"));
        assertThat(home).doesNotExist();
        assertThat(aws.calls().count("codepipeline:AcknowledgeJob")).isZero();
    }

    @Test
    void aCancelledJobsRunIsStopped() {
        Controller controller = controller();
        String execution = start();
        String ticket = ticket();
        controller.worker.begun(ticket);
        client.stopPipelineExecution(
                stop -> stop.pipelineName("site").pipelineExecutionId(execution).abandon(true));
        eventually(() -> target.cancelled().containsKey(ticket));
        controller.worker.ended(ticket, JobAnswer.failure("JobFailed", "Aborted", "7"));
        eventually(() -> new JournalFolder<>(records, JobRecord.class).all().isEmpty());
        assertThat(target.lines()).anyMatch(line -> line.contains("did not wait for the answer"));
    }

    @Test
    void aCancelledJobsRunThatIsAboutToBeginIsStoppedWhenItHas() {
        Controller controller = controller();
        String execution = start();
        String ticket = ticket();
        target.setStarting(ticket);
        client.stopPipelineExecution(
                stop -> stop.pipelineName("site").pipelineExecutionId(execution).abandon(true));
        eventually(() -> target.cancelled().containsKey(ticket));
        controller.worker.ended(ticket, JobAnswer.failure("JobFailed", "Aborted", "7"));
        eventually(() -> new JournalFolder<>(records, JobRecord.class).all().isEmpty());
    }

    @Test
    void aContinuationTokenBringsTheActionAgain() {
        Controller controller = controller();
        String execution = start();
        controller.worker.ended(ticket(), JobAnswer.success("Half done", "7", Map.of(), "half"));
        eventually(() -> target.tickets().size() == 2);
        assertThat(target.job(target.tickets().get(1)).continuationToken()).isEqualTo("half");
        controller.worker.ended(target.tickets().get(1), good());
        awaitStatus(execution, "Succeeded");
    }

    @Test
    void anAnswerThatAwsRefusesFailsTheActionInsteadOfLeavingItOpen() {
        aws.faults()
                .fail("codepipeline:PutJobSuccessResult", 1, "OutputVariablesSizeExceededException", 400, "Too much");
        Controller controller = controller();
        String execution = start();
        controller.worker.ended(ticket(), good());
        awaitStatus(execution, "Failed");
        assertThat(target.lines()).anyMatch(line -> line.contains("Too much"));
    }

    @Test
    void noMoreJobsAreTakenThanMayBeOpen() {
        Controller controller = new Controller(target, 10, 2);
        for (int i = 0; i < 3; i++) {
            start();
        }
        eventually(() -> target.tickets().size() == 2);
        controller.worker.ended(target.tickets().get(0), good());
        eventually(() -> target.tickets().size() == 3);
        assertThat(aws.codePipeline().acknowledgements().values()).containsExactly(1, 1, 1);
    }

    @Test
    void aDisabledJobTakesNothingUntilItIsEnabled() throws Exception {
        target.setBuildable(false);
        controller();
        start();
        eventually(() -> target.lines().stream().anyMatch(line -> line.contains("disabled")));
        assertThat(aws.calls().count("codepipeline:PollForJobs")).isZero();
        target.setBuildable(true);
        ticket();
    }

    @Test
    void anUnknownActionTypeIsToldWithTheClosest() {
        WorkingTarget other = new WorkingTarget();
        Controller any = controller();
        Worker worker =
                any.worker(other, new WorkerRecords(folder, Path.of("other"), any.timing, other::say), () -> "t");
        worker.take(
                new WorkerRequest(
                        new ActionType("Build", "Jenkin", "1"), Optional.empty(), 1, 1, Duration.ofSeconds(1)),
                CONNECTION,
                TestAccess.root(aws));
        worker.start();
        eventually(() -> other.lines().stream().anyMatch(line -> line.contains("Did you mean: Build / Jenkins / 1")));
    }

    @Test
    void anActionTypeIsMadeOnceAndOneWithOtherPropertiesIsTold() {
        ActionTypeCreation creation = new ActionTypeCreation(controller().clients, TestAccess.root(aws));
        ActionTypeRequest request = request("https://jenkins.example.com/job/a/{ExternalExecutionId}/");
        assertThat(creation.create(request).toCompletableFuture().join()).isTrue();
        assertThat(creation.create(request).toCompletableFuture().join()).isFalse();
        assertThatThrownBy(() -> creation.create(request("https://jenkins.example.com/other/{ExternalExecutionId}/"))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(ParameterException.class)
                .hasMessageContaining("executionUrlTemplate is https://jenkins.example.com/job/a/");
        assertThat(aws.calls().count("codepipeline:CreateCustomActionType")).isEqualTo(1);
    }

    private static ActionTypeRequest request(String executionUrl) {
        return new ActionTypeRequest(
                new ActionType("Test", "Checks", "1"),
                Optional.of("ProjectName"),
                "https://jenkins.example.com/job/{Config:ProjectName}/",
                executionUrl,
                5,
                5);
    }

    @Test
    void twoHundredJobsOfFourPipelinesAreEachDoneAndAnsweredOnceThoughTheProcessIsKilled() throws Exception {
        List<String> names = List.of("site", "shop", "mail", "docs");
        for (String name : names.subList(1, 4)) {
            pipeline(name);
        }
        for (int i = 0; i < 50; i++) {
            names.forEach(name -> client.startPipelineExecution(start -> start.name(name)));
        }
        Controller first = controller();
        Set<String> done = ConcurrentHashMap.newKeySet();
        eventually(() -> work(first, done, 60) >= 60);
        aws.faults().latency("codepipeline:PutJobSuccessResult", Duration.ofMillis(20));
        work(first, done, 90);
        first.kill();
        // What the killed process was told and did not save is known from the runs, which Jenkins keeps.
        done.forEach(ticket -> target.set(ticket, new WorkerTarget.Fate.Ended(good())));
        Controller second = controller();
        eventually(() -> work(second, done, 200) >= 200);
        names.forEach(name -> eventually(() -> aws.codePipeline().executions(aws.region(), name).stream()
                .allMatch(
                        id -> aws.codePipeline().status(aws.region(), name, id).equals("Succeeded"))));
        assertThat(aws.codePipeline().acknowledgements()).hasSize(200).allSatisfy((id, count) -> assertThat(count)
                .isEqualTo(1));
        assertThat(aws.codePipeline().answers()).hasSize(200).allSatisfy((id, count) -> assertThat(count)
                .isEqualTo(1));
        assertThat(target.scheduled()).hasSize(200);
        eventually(() -> new JournalFolder<>(records, JobRecord.class).all().isEmpty());
    }

    /** Ends runs that were put in the queue, up to a number in all. */
    private int work(Controller controller, Set<String> done, int most) {
        for (String ticket : target.tickets()) {
            if (done.size() < most && done.add(ticket)) {
                controller.worker.begun(ticket);
                controller.worker.ended(ticket, good());
            }
        }
        return done.size();
    }
}
