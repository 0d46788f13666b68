package io.jenkins.plugins.awsdevtools.engine.pipelineaction;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.await;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.batch;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.build;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionLogs;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRecord;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRun;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRuns;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSettings;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on behind the actions of an execution, in the log of its run. */
class ActionLogsTest {

    private static LocalAws aws;
    private FollowedPipeline pipeline;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void create() {
        pipeline = FollowedPipeline.create(
                aws,
                "PARALLEL",
                SOURCE,
                stage("Build", build("Compile"), build("Lint")),
                stage("Review", approval("Ask")));
        pipeline.project("Compile", "echo compiling", "for i in 1 2 3 4 5; do echo compiled $i; done");
        pipeline.project("Lint", "for i in 1 2 3 4 5; do echo linted $i; done");
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    private ExecutionRun begin(ActionLogs logs, Journal<ExecutionRecord> journal) {
        return pipeline.begin(runs(), new ExecutionSettings(OnAbort.STOP, 0, false, true, logs, ""), journal);
    }

    private ExecutionRuns runs() {
        return PipelineActions.runs(pipeline.context());
    }

    @Test
    void theLogsOfParallelBuildsComeLineByLineWithTheActionInFront() throws Exception {
        ExecutionRun run = begin(ActionLogs.PREFIXED, Journal.inMemory());
        pipeline.answer("Review", "Ask", true);
        assertThat(await(run).good()).isTrue();
        assertThat(numbered("[Build / Compile] compiled")).containsExactly("1", "2", "3", "4", "5");
        assertThat(numbered("[Build / Lint] linted")).containsExactly("1", "2", "3", "4", "5");
    }

    private List<String> numbered(String what) {
        return pipeline.linesWith(what).stream()
                .map(line -> line.substring(line.indexOf(what) + what.length() + 1))
                .toList();
    }

    @Test
    void aFoldedLogStandsAsAWholeUnderItsAction() throws Exception {
        ExecutionRun run = begin(ActionLogs.FOLDED, Journal.inMemory());
        pipeline.answer("Review", "Ask", true);
        await(run);
        List<String> lines = pipeline.lines();
        int heading = lines.indexOf("----- Build / Compile -----");
        assertThat(heading).isPositive();
        assertThat(lines.subList(heading, lines.size()))
                .containsSubsequence("compiled 1", "compiled 2", "compiled 3", "compiled 4", "compiled 5");
        assertThat(lines).containsOnlyOnce("----- Build / Lint -----");
    }

    @Test
    void withoutLogsNeitherBuildsNorLogsAreAskedFor() throws Exception {
        ExecutionRun run = begin(ActionLogs.NONE, Journal.inMemory());
        pipeline.answer("Review", "Ask", true);
        await(run);
        assertThat(pipeline.linesWith("compil")).isEmpty();
        assertThat(aws.calls().count("codebuild:BatchGetBuilds")).isZero();
        assertThat(aws.calls().count("logs:GetLogEvents")).isZero();
    }

    @Test
    void stagesAndActionsAreToldOnceWithTheirTimes() throws Exception {
        ExecutionRun run = begin(ActionLogs.NONE, Journal.inMemory());
        pipeline.answer("Review", "Ask", true);
        await(run);
        String time = "\\d\\d:\\d\\d:\\d\\d UTC";
        assertThat(pipeline.linesWith("Stage Build")).hasSize(2);
        assertThat(pipeline.lines())
                .anyMatch(line -> line.matches("Stage Build began at " + time))
                .anyMatch(line -> line.matches("Stage Build: Succeeded after \\d+ s"))
                .anyMatch(line -> line.matches("Build / Lint began at " + time + " \\(CodeBuild\\)"))
                .anyMatch(line -> line.matches("Build / Lint: Succeeded after \\d+ s"));
    }

    @Test
    void anApprovalIsToldWithItsMessageAndItsLinkAndWhoAnswered() throws Exception {
        ExecutionRun run = begin(ActionLogs.NONE, Journal.inMemory());
        pipeline.answer("Review", "Ask", true);
        await(run);
        assertThat(pipeline.lines())
                .containsSubsequence("  Is test as it should be?", "  To be looked at: https://example.com/review");
        assertThat(pipeline.linesWith("Review / Ask: Succeeded"))
                .singleElement()
                .asString()
                .contains("by arn:aws:", "Seen by Ada");
    }

    @Test
    void aFailedBuildIsToldWithItsErrorAndItsPage() throws Exception {
        pipeline.project("Lint", "echo this is wrong", "exit 3");
        ExecutionResult result = await(begin(ActionLogs.PREFIXED, Journal.inMemory()));
        assertThat(result.good()).isFalse();
        assertThat(result.failureText())
                .contains("Build / Lint: Failed", "JobFailed: Build terminated", "/codesuite/codebuild/projects/");
        assertThat(pipeline.linesWith("[Build / Lint] this is wrong")).hasSize(1);
        assertThat(pipeline.linesWith("Stage Build: Failed")).hasSize(1);
    }

    @Test
    void theBuildsOfABatchHaveTheirGroupsInFrontAlsoOverProcessesThatAreKilled(@TempDir Path folder) throws Exception {
        try (FollowedPipeline batched =
                FollowedPipeline.create(aws, "PARALLEL", SOURCE, stage("Build", batch("Matrix"), build("Lint")))) {
            batched.batchProject("Matrix", waitingEvery(2, 6, "echo $TASK $i", folder));
            batched.project("Lint", "echo linted");
            Journal<ExecutionRecord> journal = new FileJournal<>(folder.resolve("record.json"), ExecutionRecord.class);
            ExecutionSettings settings = new ExecutionSettings(OnAbort.STOP, 0, false, true, ActionLogs.PREFIXED, "");
            ExecutionRuns runs = PipelineActions.runs(batched.context());
            for (int life = 0; life < 2; life++) {
                int seen = batched.linesWith("[Build / Matrix / ").size();
                ExecutionRun run = batched.begin(runs, settings, journal);
                eventually(() -> batched.linesWith("[Build / Matrix / ").size() > seen);
                run.detach();
                Files.createFile(folder.resolve("go-" + 2 * (life + 1)));
            }
            Files.createFile(folder.resolve("go-6"));
            assertThat(await(batched.begin(runs, settings, journal)).good()).isTrue();
            for (String task : List.of("linux", "windows")) {
                assertThat(batched.linesWith("[Build / Matrix / " + task + "] " + task + " ").stream()
                                .map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                        .as(task)
                        .containsExactly("1", "2", "3", "4", "5", "6");
            }
            assertThat(batched.linesWith("[Build / Lint] linted")).hasSize(1);
        }
    }

    @Test
    void aLogOfABatchThatIsGoneAfterARestartKeepsNoOtherBackAndTakesNoLineOfThem() throws Exception {
        try (FollowedPipeline batched =
                FollowedPipeline.create(aws, "PARALLEL", SOURCE, stage("Build", batch("Matrix"), build("Lint")))) {
            batched.batchProject("Matrix", "echo built on $TASK");
            batched.project("Lint", "for i in 1 2 3 4 5; do echo linted $i; done");
            ExecutionSettings settings = new ExecutionSettings(OnAbort.STOP, 0, false, true, ActionLogs.PREFIXED, "");
            ExecutionRuns runs = PipelineActions.runs(batched.context());
            ExecutionResult result = await(batched.begin(
                    runs,
                    new ExecutionSettings(OnAbort.STOP, 0, false, true, ActionLogs.NONE, ""),
                    Journal.inMemory()));
            String action = result.execution().actions().stream()
                    .filter(one -> one.name().equals("Matrix"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            // Two lines were printed of the page that the killed process was printing.
            LogPosition position = new LogPosition(action + "/old:gone token", batched.linesHeld() - 2, 0, 0);
            assertThat(await(batched.begin(runs, settings, batched.journal(result.execution(), position)))
                            .good())
                    .isTrue();
            for (String task : List.of("linux", "windows")) {
                assertThat(batched.linesWith("[Build / Matrix / " + task + "] built on " + task))
                        .as(task)
                        .hasSize(1);
            }
            assertThat(batched.linesWith("[Build / Lint] linted")).hasSize(5);
            assertThat(batched.linesWith("The rest of the log of old:gone cannot be read any more."))
                    .hasSize(1);
        }
    }

    @Test
    void aFoldedBatchHasAHeadingForEachBuild() throws Exception {
        try (FollowedPipeline batched =
                FollowedPipeline.create(aws, "PARALLEL", SOURCE, stage("Build", batch("Matrix")))) {
            batched.batchProject("Matrix", "echo built on $TASK");
            ExecutionSettings settings = new ExecutionSettings(OnAbort.STOP, 0, false, true, ActionLogs.FOLDED, "");
            await(batched.begin(PipelineActions.runs(batched.context()), settings, Journal.inMemory()));
            for (String task : List.of("linux", "windows")) {
                assertThat(batched.lines())
                        .containsOnlyOnce("----- Build / Matrix / " + task + " -----")
                        .containsSubsequence("----- Build / Matrix / " + task + " -----", "built on " + task);
            }
        }
    }

    @Test
    void aLogThatMayNotBeReadIsSaidOnceAndTheOthersAndTheEndCome() throws Exception {
        aws.faults().deny("logs:GetLogEvents", Faults.ANYONE);
        ExecutionRun run = begin(ActionLogs.PREFIXED, Journal.inMemory());
        pipeline.answer("Review", "Ask", true);
        assertThat(await(run).good()).isTrue();
        assertThat(pipeline.linesWith("logs:GetLogEvents")).isNotEmpty();
        aws.faults().clear();
    }

    @Test
    void anExecutionThatIsStoppedDoesNotWaitForTheBuildOfAnAbandonedAction(@TempDir Path folder) throws Exception {
        pipeline.project("Compile", waitingEvery(2, 2, "echo compiled $i", folder));
        ExecutionRun run = begin(ActionLogs.PREFIXED, Journal.inMemory());
        eventually(() -> numbered("[Build / Compile] compiled").size() == 2);
        String execution = pipeline.executions().get(0);
        pipeline.client().stopPipelineExecution(stop -> stop.pipelineName(pipeline.name())
                .pipelineExecutionId(execution)
                .abandon(true)
                .reason("Enough"));
        assertThat(await(run).good()).isFalse();
        assertThat(pipeline.linesWith("Build / Compile was abandoned.")).hasSize(1);
        assertThat(numbered("[Build / Compile] compiled")).containsExactly("1", "2");
        Files.createFile(folder.resolve("go-2"));
    }

    /** A command that does something so many times, and after each few of them waits for a file to go on. */
    private static String waitingEvery(int few, int times, String what, Path folder) {
        return "for i in $(seq 1 " + times + "); do " + what + "; if [ $((i % " + few + ")) = 0 ]; then while [ ! -e "
                + folder + "/go-$i ]; do sleep 0.05; done; fi; done";
    }

    @Test
    void processesThatAreKilledAgainAndAgainPrintEachLineOnce(@TempDir Path folder) throws Exception {
        pipeline.project("Compile", waitingEvery(6, 30, "echo compiled $i", folder));
        Journal<ExecutionRecord> journal = new FileJournal<>(folder.resolve("record.json"), ExecutionRecord.class);
        for (int life = 0; life < 4; life++) {
            int seen = pipeline.linesWith("compiled").size();
            ExecutionRun run = begin(ActionLogs.PREFIXED, journal);
            eventually(() -> pipeline.linesWith("compiled").size() > seen);
            run.detach();
            Files.createFile(folder.resolve("go-" + 6 * (life + 1)));
        }
        Files.createFile(folder.resolve("go-30"));
        ExecutionRun last = begin(ActionLogs.PREFIXED, journal);
        pipeline.answer("Review", "Ask", true);
        assertThat(await(last).good()).isTrue();
        assertThat(pipeline.executions()).hasSize(1);
        assertThat(numbered("[Build / Compile] compiled"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).toList());
        assertThat(numbered("[Build / Lint] linted")).containsExactly("1", "2", "3", "4", "5");
        assertThat(pipeline.linesWith("Build / Compile: Succeeded")).hasSize(1);
        assertThat(pipeline.linesWith("waits for approval")).hasSize(1);
    }
}
