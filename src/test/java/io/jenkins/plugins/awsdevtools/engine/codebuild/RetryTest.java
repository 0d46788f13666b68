package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.REGION;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.RunFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryTest {

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
        aws.codeBuild().createScripted(REGION, project);
        aws.calls().clear();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private BuildRun begin(Journal<BuildRecord> journal, RetryPolicy retry) {
        return fixture.runs.begin(
                fixture.access(),
                BuildRequest.of(project),
                new BuildSettings(LogMode.STREAM, 20, OnAbort.STOP, retry),
                journal,
                lines,
                (build, earlier) -> {});
    }

    private String attempt(int number, String operation) throws Exception {
        aws.calls().await(operation, 1);
        eventually(() -> attempts().size() >= number);
        return attempts().get(number - 1);
    }

    private List<String> attempts() {
        return aws.codeBuild().builds().stream()
                .filter(id -> id.startsWith(project))
                .toList();
    }

    @Test
    void aBuildThatAwsFailedIsTriedAgainAndTheLogOfEachAttemptIsPrinted() throws Exception {
        BuildRun run = begin(Journal.inMemory(), new RetryPolicy(2, false));
        String first = attempt(1, "codebuild:StartBuild");
        aws.codeBuild().say(first, "first");
        aws.codeBuild().fail(first, "PROVISIONING", "FAULT", "INTERNAL_ERROR", "no capacity");
        String second = attempt(2, "codebuild:RetryBuild");
        aws.codeBuild().say(second, "second");
        aws.codeBuild().finish(second, "SUCCEEDED");
        BuildResult result = await(run);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.build().id()).isEqualTo(second);
        assertThat(lines.all()).containsSubsequence("first", "second").doesNotHaveDuplicates();
        assertThat(String.join("\n", lines.all())).contains("Attempt 2 of 3: PROVISIONING", "no capacity");
        assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(1);
        assertThat(BuildFlow.of(result.build(), result.earlier()).facts())
                .first()
                .satisfies(fact -> {
                    assertThat(fact.name()).isEqualTo("Attempt 1");
                    assertThat(fact.value())
                            .startsWith(project + " #1: FAULT, PROVISIONING INTERNAL_ERROR: no capacity, after ");
                    assertThat(fact.link()).contains("/build/" + project);
                });
    }

    @Test
    void aBuildThatFailedByItselfIsNotTriedAgainUnlessThatIsWanted() throws Exception {
        BuildRun run = begin(Journal.inMemory(), new RetryPolicy(2, false));
        String first = attempt(1, "codebuild:StartBuild");
        aws.codeBuild().fail(first, "BUILD", "FAILED", "COMMAND_EXECUTION_ERROR", "exit status 1");
        assertThat(await(run).succeeded()).isFalse();
        assertThat(attempts()).hasSize(1);
        BuildRun wanted = begin(Journal.inMemory(), new RetryPolicy(1, true));
        aws.codeBuild().fail(attempt(2, "codebuild:StartBuild"), "BUILD", "FAILED", "X", "exit status 1");
        aws.codeBuild().finish(attempt(3, "codebuild:RetryBuild"), "SUCCEEDED");
        assertThat(await(wanted).succeeded()).isTrue();
    }

    @Test
    void anImageThatDoesNotExistIsNotTriedAgain() throws Exception {
        BuildRun run = begin(Journal.inMemory(), new RetryPolicy(2, false));
        aws.codeBuild()
                .fail(
                        attempt(1, "codebuild:StartBuild"),
                        "PROVISIONING",
                        "CLIENT_ERROR",
                        "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
                        "no such image");
        assertThat(await(run).succeeded()).isFalse();
        assertThat(attempts()).hasSize(1);
    }

    @Test
    void aProcessThatDiedWhileItRetriedIsFollowedByOneThatFindsTheAttempt(@TempDir Path folder) throws Exception {
        Journal<BuildRecord> journal = new FileJournal<>(folder.resolve("build.json"), BuildRecord.class);
        BuildRun first = begin(journal, new RetryPolicy(1, false));
        aws.codeBuild().fail(attempt(1, "codebuild:StartBuild"), "PROVISIONING", "FAULT", "X", "x");
        String again = attempt(2, "codebuild:RetryBuild");
        first.detach();
        BuildRecord known = journal.load().orElseThrow();
        journal.save(new BuildRecord(
                known.marker(),
                known.requested(),
                null,
                false,
                known.log(),
                List.of(new BuildAttempt(attempts().get(0), "first", "FAULT", 1, ""))));
        BuildRun second = begin(journal, new RetryPolicy(1, false));
        aws.codeBuild().say(again, "once");
        aws.codeBuild().finish(again, "SUCCEEDED");
        assertThat(await(second).build().id()).isEqualTo(again);
        assertThat(attempts()).hasSize(2);
        assertThat(lines.all().stream().filter("once"::equals)).hasSize(1);
    }

    @Test
    void aRunningBuildOfSomebodyElseIsFollowedToItsEnd() throws Exception {
        begin(Journal.inMemory(), RetryPolicy.NEVER);
        String id = attempt(1, "codebuild:StartBuild");
        LogLines other = new LogLines();
        BuildRun attached = fixture.runs.attach(
                fixture.access(), id, BuildSettings.DEFAULT, Journal.inMemory(), other, (build, earlier) -> {});
        aws.codeBuild().say(id, "hello");
        aws.codeBuild().finish(id, "SUCCEEDED");
        assertThat(await(attached).succeeded()).isTrue();
        assertThat(other.all()).contains("hello");
        assertThat(other.all().get(0)).startsWith("Following CodeBuild build");
        assertThat(attempts()).hasSize(1);
    }

    @Test
    void whatIsNotTheIdOfABuildIsRefused() {
        assertThatThrownBy(() -> fixture.runs.attach(
                        fixture.access(),
                        "site",
                        BuildSettings.DEFAULT,
                        Journal.inMemory(),
                        lines,
                        (build, earlier) -> {}))
                .hasMessageContaining("attach 'site'");
    }
}
