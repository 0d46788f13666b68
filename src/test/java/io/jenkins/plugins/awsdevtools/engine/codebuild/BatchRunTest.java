package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.REGION;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.codebuild.model.BuildBatch;
import software.amazon.awssdk.services.codebuild.model.StartBuildBatchRequest;

class BatchRunTest {

    private static LocalAws aws;
    private final RunFixture fixture = new RunFixture(aws);
    private final LogLines lines = new LogLines();
    private final List<Flow> seen = new ArrayList<>();
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
        aws.faults().clear();
        fixture.close();
    }

    private static String graph(String... tasks) {
        StringBuilder text = new StringBuilder("version: 0.2\nbatch:\n  build-graph:\n");
        for (String task : tasks) {
            String[] parts = task.split("<", 2);
            text.append("    - identifier: ").append(parts[0]).append("\n      env: {variables: {TASK: ");
            text.append(parts[0]).append("}}\n");
            if (parts.length > 1) {
                text.append("      depend-on: [").append(parts[1]).append("]\n");
            }
        }
        return text.append("phases:\n  build:\n    commands:\n").toString();
    }

    private BatchRun begin(Journal<BatchRecord> journal, BatchSettings settings) {
        return fixture.runs.beginBatch(
                fixture.access(), BatchRequest.of(project), settings, journal, lines, (batch, builds) -> {
                    Flow flow = BatchFlow.of(batch, builds, List.of());
                    synchronized (seen) {
                        seen.add(flow);
                    }
                });
    }

    private BatchRun begin(BatchSettings settings) {
        return begin(Journal.inMemory(), settings);
    }

    @Test
    void noQueueSlowsTheReadingOfBatchesDownForCodeBuildSendsNoEventsOfThem() {
        Duration usual = Duration.ofSeconds(5);
        assertThat(fixture.batches().caller()).isEmpty();
        assertThat(fixture.batches().interval(usual)).isEqualTo(usual);
    }

    @Test
    void everyMemberOfStartBuildBatchIsOfferedOrLeftOutForAReason() {
        BuildOverrides all = OverridesTest.EVERYTHING.overrides();
        EnvironmentOverride environment = all.environment();
        SourceOverride source = all.source();
        BuildRequest build = new BuildRequest(
                "site",
                "main",
                OverridesTest.EVERYTHING.variables(),
                OverridesTest.EVERYTHING.buildspec(),
                10,
                20,
                new BuildOverrides(
                        new SourceOverride(
                                source.type(),
                                source.location(),
                                1,
                                true,
                                true,
                                true,
                                null,
                                null,
                                source.authType(),
                                source.authResource()),
                        all.secondarySources(),
                        new EnvironmentOverride(
                                environment.image(),
                                environment.computeType(),
                                environment.type(),
                                null,
                                true,
                                environment.certificate(),
                                environment.registryCredential(),
                                environment.imagePullCredentials()),
                        all.artifacts(),
                        all.secondaryArtifacts(),
                        all.cache(),
                        all.logs(),
                        all.serviceRole(),
                        all.encryptionKey(),
                        true,
                        null));
        BatchConfig config = new BatchConfig(
                "arn:aws:iam::123456789012:role/batch", true, 5, List.of("BUILD_GENERAL1_SMALL"), 60, null);
        StartBuildBatchRequest call = StartBatchCall.of(new BatchRequest(build, config), build, "token");
        assertThat(StartBuildBatchRequest.builder().sdkFields().stream()
                        .filter(field -> unset(field, call))
                        .map(SdkField::memberName)
                        .filter(name -> !StartBatchCall.LEFT_OUT.containsKey(name)))
                .isEmpty();
    }

    private static boolean unset(SdkField<?> field, StartBuildBatchRequest call) {
        Object value = field.getValueOrDefault(call);
        return value == null || value instanceof java.util.Collection<?> many && many.isEmpty();
    }

    @Test
    void whatABuildTakesAndABatchDoesNotIsRefusedByName() {
        EnvironmentOverride fleet = new EnvironmentOverride(
                null, null, null, "arn:aws:codebuild:eu-west-1:123456789012:fleet/x:1", null, null, null, null);
        BuildOverrides none = BuildOverrides.NONE;
        BuildOverrides overrides = new BuildOverrides(
                none.source(), List.of(), fleet, null, List.of(), null, none.logs(), null, null, null, null);
        assertThatThrownBy(() ->
                        new BatchRequest(new BuildRequest("site", null, List.of(), null, null, null, overrides), null))
                .hasMessageContaining("fleet");
    }

    @Test
    void groupsRunInTheOrderOfTheirDependenciesAndTheirLogsAreTold() throws Exception {
        aws.codeBuild()
                .createBatchProject(
                        REGION,
                        project,
                        graph("one", "two<one", "three<one", "four<two, three") + "      - echo I am $TASK\n");
        BatchResult result = await(begin(BatchSettings.DEFAULT));
        assertThat(result.succeeded()).isTrue();
        assertThat(result.batch().groups()).extracting(BatchGroup::identifier).contains("one", "two", "three", "four");
        assertThat(lines.all()).contains("[one] I am one", "[four] I am four");
        assertThat(lines.all().stream().filter(line -> line.contains("] I am ")))
                .hasSize(4);
        assertThat(String.join("\n", lines.all()))
                .containsPattern("three +SUCCEEDED")
                .contains("BUILD_GENERAL1_SMALL");
        BuildSnapshot first = result.builds().get(group(result.batch(), "one").buildId());
        BuildSnapshot last = result.builds().get(group(result.batch(), "four").buildId());
        assertThat(first.ended()).isBeforeOrEqualTo(last.started());
        assertThat(BatchFlow.of(result.batch(), result.builds(), List.of()).isGraph())
                .isTrue();
    }

    private static BatchGroup group(BatchSnapshot batch, String identifier) {
        return batch.groups().stream()
                .filter(group -> group.identifier().equals(identifier))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theArtifactsAreThoseOfTheGroupsUnlessTheyAreCombined() throws Exception {
        aws.s3().createBucket("artifacts", REGION);
        aws.codeBuild()
                .createBatchProject(
                        REGION, project, graph("one", "two") + "      - echo $TASK > out\nartifacts: {files: [out]}\n");
        aws.codeBuild().artifacts(REGION, project, "artifacts");
        BatchResult result = await(begin(BatchSettings.DEFAULT));
        assertThat(result.artifacts()).extracting(BuildArtifact::group).containsExactly("one", "two");
        assertThat(result.artifacts()).extracting(BuildArtifact::location).doesNotHaveDuplicates();
        BuildBatch combined = BuildBatch.builder()
                .id("site:1")
                .arn("arn:aws:codebuild:eu-west-1:123456789012:build-batch/site:1")
                .buildBatchConfig(config -> config.combineArtifacts(true))
                .artifacts(artifacts -> artifacts.location("arn:aws:s3:::artifacts/all"))
                .build();
        assertThat(new BatchResult(BatchSnapshot.of(combined), result.builds(), Map.of()).artifacts())
                .containsExactly(new BuildArtifact("", "", "arn:aws:s3:::artifacts/all", null));
    }

    @Test
    void foldedLogsStandTogetherUnderTheirGroups() throws Exception {
        aws.codeBuild()
                .createBatchProject(
                        REGION,
                        project,
                        graph("one", "two") + "      - for i in 1 2 3; do echo $TASK $i; sleep 0.2; done\n");
        assertThat(await(begin(new BatchSettings(BatchSettings.Logs.FOLDED, 20, OnAbort.STOP, 0)))
                        .succeeded())
                .isTrue();
        for (String group : List.of("one", "two")) {
            List<String> all = lines.all();
            int heading = all.indexOf("----- " + group + " -----");
            assertThat(heading).isNotNegative();
            List<String> own =
                    all.stream().filter(line -> line.matches(group + " [123]")).toList();
            assertThat(own).containsExactly(group + " 1", group + " 2", group + " 3");
            assertThat(all.indexOf(group + " 3") - all.indexOf(group + " 1")).isEqualTo(2);
            assertThat(all.indexOf(group + " 1")).isGreaterThan(heading);
        }
    }

    @Test
    void theFailedGroupsAreToldWithTheEndOfTheirLogsAndWhatWaitedForThemIsNotRun() throws Exception {
        aws.codeBuild()
                .createBatchProject(
                        REGION, project, graph("good", "bad", "later<bad") + "      - echo $TASK; test $TASK != bad\n");
        BatchResult result = await(begin(BatchSettings.DEFAULT));
        assertThat(result.succeeded()).isFalse();
        assertThat(result.failureText())
                .contains("Group bad: FAILED", "exit status 1")
                .doesNotContain("Group good");
        assertThat(String.join("\n", lines.all())).containsPattern("later +not run");
    }

    @Test
    void failedBuildsAreTriedAgainAndWhatWaitedForThemIsRunThen(@TempDir Path folder) throws Exception {
        aws.codeBuild()
                .createBatchProject(
                        REGION,
                        project,
                        graph("good", "flaky", "later<flaky")
                                + "      - echo I am $TASK\n      - 'if [ $TASK = flaky ] && [ ! -e "
                                + folder.resolve("tried") + " ]; then touch " + folder.resolve("tried")
                                + "; false; fi'\n");
        BatchResult result = await(begin(new BatchSettings(BatchSettings.Logs.PREFIXED, 20, OnAbort.STOP, 2)));
        assertThat(result.succeeded()).isTrue();
        assertThat(aws.calls().count("codebuild:RetryBuildBatch")).isEqualTo(1);
        assertThat(group(result.batch(), "flaky").attempts()).isEqualTo(2);
        assertThat(lines.all().stream().filter("[good] I am good"::equals)).hasSize(1);
        assertThat(String.join("\n", lines.all())).contains("Attempt 2 of 3");
        assertThat(aws.calls().count("codebuild:StartBuildBatch")).isEqualTo(1);
    }

    @Test
    void anAbortStopsTheBatchAndItsBuilds() throws Exception {
        aws.codeBuild().createScriptedBatch(REGION, project, graph("one", "two"));
        BatchRun run = begin(BatchSettings.DEFAULT);
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        run.abort();
        assertThatThrownBy(() -> await(run))
                .hasCauseInstanceOf(WorkAbortedException.class)
                .hasMessageContaining("was stopped");
        String batch = theBatch();
        assertThat(aws.codeBuild().batches().status(batch)).isEqualTo("STOPPED");
        assertThat(aws.codeBuild()
                        .status(aws.codeBuild().batches().builds(batch).get("two")))
                .isEqualTo("STOPPED");
    }

    private String theBatch() {
        return aws.codeBuild().batches().all().stream()
                .filter(id -> id.startsWith(project))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLostAnswerOfTheStartStartsOneBatch() throws Exception {
        aws.codeBuild().createBatchProject(REGION, project, graph("one") + "      - echo hi\n");
        aws.faults().cutAfterExecution("codebuild:StartBuildBatch", 2);
        assertThat(await(begin(BatchSettings.DEFAULT)).succeeded()).isTrue();
        assertThat(aws.codeBuild().batches().all().stream().filter(id -> id.startsWith(project)))
                .hasSize(1);
    }

    @Test
    void aLogThatIsGoneAfterARestartKeepsNoOtherBackAndTakesNoLineOfThem() throws Exception {
        aws.codeBuild().createBatchProject(REGION, project, graph("one", "two") + "      - echo I am $TASK\n");
        await(begin(new BatchSettings(BatchSettings.Logs.NONE, 0, OnAbort.STOP, 0)));
        Journal<BatchRecord> journal = Journal.inMemory();
        // One line was printed of the page that the killed process was printing.
        LogPosition position = new LogPosition(project + ":gone token", lines.linesHeld() - 1, 0, 0);
        journal.save(BatchRecord.fresh("marker", Instant.now())
                .withRemoteId(theBatch())
                .withLog(position));
        assertThat(await(begin(journal, BatchSettings.DEFAULT)).succeeded()).isTrue();
        for (String group : List.of("one", "two")) {
            List<String> own = lines.all().stream()
                    .filter(line -> line.startsWith("[" + group + "]"))
                    .toList();
            assertThat(own).contains("[" + group + "] I am " + group);
            assertThat(own.get(0)).contains("Waiting for agent ping");
        }
        assertThat(lines.all()).contains("The rest of the log of " + project + ":gone cannot be read any more.");
    }

    @Test
    void aBatchOfTwentyGroupsIsFollowedByOneProcessAfterTheOtherAndEachLineIsPrintedOnce(@TempDir Path folder)
            throws Exception {
        String[] tasks = new String[20];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = "g" + i;
        }
        aws.codeBuild().createScriptedBatch(REGION, project, graph(tasks));
        Journal<BatchRecord> journal = new FileJournal<>(folder.resolve("batch.json"), BatchRecord.class);
        BatchRun run = begin(journal, BatchSettings.DEFAULT);
        aws.calls().await("codebuild:BatchGetBuildBatches", 2);
        Map<String, String> builds = new HashMap<>(aws.codeBuild().batches().builds(theBatch()));
        builds.remove("DOWNLOAD_SOURCE");
        assertThat(builds).hasSize(20);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (Map.Entry<String, String> build : builds.entrySet()) {
                for (int line = 0; line < 5; line++) {
                    String text = "line " + round + "." + line;
                    aws.codeBuild().say(build.getValue(), text);
                    expected.add("[" + build.getKey() + "] " + text);
                }
            }
            aws.calls().await("logs:GetLogEvents", 15 * (round + 1));
            run.detach();
            run = begin(journal, BatchSettings.DEFAULT);
        }
        builds.values().forEach(id -> aws.codeBuild().finish(id, "SUCCEEDED"));
        assertThat(await(run).succeeded()).isTrue();
        assertThat(lines.all().stream().filter(line -> line.startsWith("[g")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(aws.calls().count("codebuild:StartBuildBatch")).isEqualTo(1);
    }
}
