package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.REGION;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRunTest {

    private static LocalAws aws;

    private final RunFixture fixture = new RunFixture(aws);
    private final LogLines lines = new LogLines();
    private String project;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void nameProject() {
        project = "project-" + UUID.randomUUID();
        aws.calls().clear();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private BuildRun begin(Journal<BuildRecord> journal, BuildSettings settings) {
        return fixture.runs.begin(
                fixture.access(), BuildRequest.of(project), settings, journal, lines, (build, earlier) -> {});
    }

    private BuildRun begin() {
        return begin(Journal.inMemory(), BuildSettings.DEFAULT);
    }

    @Test
    void aBuildRunsItsBuildspecAndItsLogIsPrintedOnceAndInOrder() throws Exception {
        aws.codeBuild()
                .createProject(
                        REGION,
                        project,
                        "version: 0.2\nenv:\n  exported-variables: [WHAT]\nphases:\n  build:\n    commands:\n"
                                + "      - for i in $(seq 1 3000); do echo line $i; done\n      - export WHAT=done\n");
        BuildResult result = await(begin());
        assertThat(result.succeeded()).isTrue();
        assertThat(result.build().exportedVariables()).containsEntry("WHAT", "done");
        assertThat(lines.all().stream().filter(line -> line.startsWith("line ")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 3000)
                        .mapToObj(i -> "line " + i)
                        .toList());
        assertThat(result.build().phases()).extracting(BuildPhase::type).contains("PROVISIONING", "BUILD", "COMPLETED");
    }

    @Test
    void aFailedBuildTellsItsPhaseItsMessageAndTheEndOfItsLog() throws Exception {
        aws.codeBuild()
                .createProject(
                        REGION,
                        project,
                        "version: 0.2\n"
                                + "phases:\n"
                                + "  build:\n"
                                + "    commands:\n"
                                + "      - echo about to fail\n"
                                + "      - sh -c 'exit 7'\n");
        BuildResult result = await(begin());
        assertThat(result.succeeded()).isFalse();
        assertThat(result.failureText()).contains("Phase BUILD", "exit status 7", "about to fail");
    }

    @Test
    void theReasonOfAFailureHoldsNoConsoleNote() throws Exception {
        aws.codeBuild()
                .createProject(
                        REGION,
                        project,
                        "version: 0.2\nphases:\n  build:\n    commands:\n"
                                + "      - \": evil\\e[8mha:AAAA\\e[0m; exit 7\"\n");
        BuildResult result = await(begin());
        assertThat(result.failureText()).contains("evil", "exit status 7").doesNotContain("\u001B[8mha:");
    }

    @Test
    void aThrottledStartIsRepeatedUntilTheBuildExists() throws Exception {
        aws.codeBuild().createProject(REGION, project, "version: 0.2\nphases:\n  build:\n    commands: [echo hi]\n");
        aws.faults().throttle("codebuild:StartBuild", 5);
        assertThat(await(begin()).succeeded()).isTrue();
        assertThat(aws.codeBuild().builds().stream().filter(id -> id.startsWith(project)))
                .hasSize(1);
    }

    @Test
    void aStartWhoseAnswerIsLostStartsOneBuild() throws Exception {
        aws.codeBuild().createProject(REGION, project, "version: 0.2\nphases:\n  build:\n    commands: [echo hi]\n");
        aws.faults().cutAfterExecution("codebuild:StartBuild", 3);
        assertThat(await(begin()).succeeded()).isTrue();
        assertThat(aws.codeBuild().builds().stream().filter(id -> id.startsWith(project)))
                .hasSize(1);
    }

    @Test
    void brokenAnswersWhileWatchingDoNotLoseTheBuild() throws Exception {
        aws.codeBuild()
                .createProject(
                        REGION, project, "version: 0.2\nphases:\n  build:\n    commands: [sleep 1, echo over]\n");
        aws.faults().htmlErrorPage("codebuild:BatchGetBuilds", 3);
        aws.faults().cutMidBody("logs:GetLogEvents", 2);
        assertThat(await(begin()).succeeded()).isTrue();
        assertThat(lines.all().stream().filter("over"::equals)).hasSize(1);
    }

    @Test
    void anAbortStopsTheRemoteBuildAndSaysSo() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        BuildRun run = begin();
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        run.abort();
        assertThatThrownBy(() -> await(run))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(WorkAbortedException.class)
                .hasMessageContaining("was stopped");
        assertThat(theBuild()).isEqualTo("STOPPED");
    }

    @Test
    void anAbortBetweenStartBuildAndItsAnswerStopsTheOneBuildThatWasStarted() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        aws.faults().cutAfterExecution("codebuild:StartBuild", 3);
        BuildRun run = begin();
        aws.calls().await("codebuild:StartBuild", 1);
        run.abort();
        assertThatThrownBy(() -> await(run)).hasCauseInstanceOf(WorkAbortedException.class);
        assertThat(theBuild()).isEqualTo("STOPPED");
    }

    @Test
    void anAbortCanLeaveTheRemoteBuildRunning() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        BuildRun run = begin(Journal.inMemory(), new BuildSettings(LogMode.NONE, 0, OnAbort.LEAVE));
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        run.abort();
        assertThatThrownBy(() -> await(run)).hasMessageContaining("left running");
        assertThat(theBuild()).isEqualTo("IN_PROGRESS");
        assertThat(aws.calls().count("codebuild:StopBuild")).isZero();
    }

    @Test
    void aSecondProcessGoesOnWithTheBuildOfTheFirst(@TempDir Path folder) throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        Journal<BuildRecord> journal = new FileJournal<>(folder.resolve("build.json"), BuildRecord.class);
        BuildRun first = begin(journal, BuildSettings.DEFAULT);
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        String id = aws.codeBuild().builds().get(aws.codeBuild().builds().size() - 1);
        aws.codeBuild().say(id, "before");
        aws.calls().await("logs:GetLogEvents", 3);
        first.detach();
        aws.codeBuild().say(id, "between");
        BuildRun second = begin(journal, BuildSettings.DEFAULT);
        aws.codeBuild().say(id, "after");
        aws.codeBuild().finish(id, "SUCCEEDED");
        assertThat(await(second).succeeded()).isTrue();
        assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(1);
        assertThat(lines.all())
                .containsSubsequence("before", "between", "after")
                .doesNotHaveDuplicates();
    }

    @Test
    void aProcessThatDiedBeforeTheAnswerIsFollowedByOneThatFindsTheBuild(@TempDir Path folder) throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        Journal<BuildRecord> journal = new FileJournal<>(folder.resolve("build.json"), BuildRecord.class);
        BuildRun first = begin(journal, BuildSettings.DEFAULT);
        aws.calls().awaitExecuted("codebuild:StartBuild", 1);
        first.detach();
        BuildRecord known = journal.load().orElseThrow();
        journal.save(new BuildRecord(known.marker(), known.requested(), null, false, known.log()));
        BuildRun second = begin(journal, BuildSettings.DEFAULT);
        aws.calls().await("codebuild:BatchGetBuilds", 2);
        List<String> mine = aws.codeBuild().builds().stream()
                .filter(id -> id.startsWith(project))
                .toList();
        assertThat(mine).hasSize(1);
        aws.codeBuild().finish(mine.get(0), "SUCCEEDED");
        assertThat(await(second).succeeded()).isTrue();
        assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(1);
    }

    @Test
    void anUnknownProjectIsToldByNameWithTheClosestThatExists() {
        aws.codeBuild().createScripted(REGION, project + "s");
        assertThatThrownBy(() -> await(begin()))
                .hasMessageContaining("AWS does not know " + project)
                .hasMessageContaining("Did you mean " + project + "s");
    }

    @Test
    void aDeniedStartShowsThePolicyThatWouldAllowIt() {
        aws.codeBuild().createScripted(REGION, project);
        aws.faults().deny("codebuild:StartBuild", io.jenkins.plugins.awsdevtools.localaws.Faults.ANYONE);
        try {
            assertThatThrownBy(() -> await(begin()))
                    .hasMessageContaining("codebuild:StartBuild")
                    .hasMessageContaining("\"Effect\" : \"Allow\"")
                    .hasMessageContaining(project);
        } finally {
            aws.faults().clear();
        }
    }

    @Test
    void thirtyThousandLinesInBurstsWithEmptyPagesAndALineOfAMegabyteArriveOnceAndInOrder() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        aws.logs().answerWithEmptyPages(true);
        aws.logs().limitPages(2_000);
        try {
            BuildRun run = begin();
            aws.calls().await("codebuild:BatchGetBuilds", 1);
            String id = aws.codeBuild().builds().get(aws.codeBuild().builds().size() - 1);
            String group = "/aws/codebuild/" + project;
            String stream = id.substring(id.indexOf(':') + 1);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 30_000; i++) {
                // a thousand events share each millisecond
                aws.logs().append(REGION, group, stream, 1_000_000 + i / 1000, "line " + i + "\n");
                expected.add("line " + i);
            }
            String piece = "x".repeat(256 * 1024 - 26);
            for (int i = 0; i < 4; i++) {
                aws.logs().append(REGION, group, stream, 2_000_000, piece);
            }
            aws.logs().append(REGION, group, stream, 2_000_000, "end\n");
            expected.add(piece.repeat(4) + "end");
            aws.codeBuild().finish(id, "SUCCEEDED");
            assertThat(await(run).succeeded()).isTrue();
            assertThat(lines.all().stream().filter(line -> line.startsWith("line ") || line.startsWith("xxx")))
                    .containsExactlyElementsOf(expected);
        } finally {
            aws.logs().answerWithEmptyPages(false);
            aws.logs().limitPages(10_000);
        }
    }

    @Test
    void whatCloudWatchShowsAfterTheEndOfTheBuildIsPrintedToo() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        BuildRun run = begin();
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        String id = aws.codeBuild().builds().get(aws.codeBuild().builds().size() - 1);
        var stream = aws.logs().stream(REGION, "/aws/codebuild/" + project, id.substring(id.indexOf(':') + 1));
        aws.codeBuild().say(id, "early");
        stream.hold();
        aws.codeBuild().say(id, "late");
        // A reading is under way when the end is heard of, so that the log is not drained however slow this test is.
        aws.faults().stall("logs:GetLogEvents", 1, LIMIT);
        aws.codeBuild().finish(id, "SUCCEEDED");
        eventually(() -> run.state().startsWith("reading the rest of the log"));
        stream.release();
        aws.faults().releaseStalled();
        await(run);
        assertThat(lines.all()).containsSubsequence("early", "late");
    }

    private String theBuild() {
        List<String> mine = aws.codeBuild().builds().stream()
                .filter(id -> id.startsWith(project))
                .toList();
        assertThat(mine).hasSize(1);
        return aws.codeBuild().status(mine.get(0));
    }

    @Test
    void theTwentyFirstBuildOfALimitedAccountIsToldWhichQuotaIsReached() {
        aws.codeBuild().createScripted(REGION, project);
        aws.codeBuild().limit(0);
        try {
            assertThatThrownBy(() -> await(begin()))
                    .hasMessageContaining("Concurrently running builds")
                    .isNotInstanceOf(CompletionException.class);
        } finally {
            aws.codeBuild().limit(Integer.MAX_VALUE);
        }
    }
}
