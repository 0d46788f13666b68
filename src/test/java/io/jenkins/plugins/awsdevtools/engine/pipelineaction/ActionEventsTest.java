package io.jenkins.plugins.awsdevtools.engine.pipelineaction;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.await;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.deploy;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionLogs;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRecord;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionRun;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSettings;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.OnAbort;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of the deployment behind a CodeDeploy action, in the log of the run that follows the execution. */
class ActionEventsTest {

    /** "Lifecycle event hook availability", an in-place deployment without a load balancer. */
    private static final String[] EVENTS = {
        "ApplicationStop",
        "DownloadBundle",
        "BeforeInstall",
        "Install",
        "AfterInstall",
        "ApplicationStart",
        "ValidateService"
    };

    /** A hook that ends when the test lets it. */
    private static final String WAITS = "while [ ! -e $INSTANCE_ROOT/go ]; do sleep 0.05; done\n";

    private static final String FAILS_ON_TWO =
            "case $INSTANCE_ID in i-2-*) for n in 1 2 3; do echo line $n; done; echo no disk >&2; exit 7;; esac\n";

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
        pipeline = FollowedPipeline.create(aws, "PARALLEL", SOURCE, stage("Deploy", deploy("Live")));
    }

    @AfterEach
    void close() {
        aws.faults().clear();
        pipeline.close();
    }

    private ExecutionRun begin(ActionLogs logs, Journal<ExecutionRecord> journal) {
        return pipeline.begin(
                PipelineActions.runs(pipeline.context()),
                new ExecutionSettings(OnAbort.STOP, 0, false, true, logs, ""),
                journal);
    }

    private static void letHooksEnd(Instance server) throws IOException {
        Files.createDirectories(server.root());
        Files.writeString(server.root().resolve("go"), "");
    }

    private List<String> told(Instance server) {
        return pipeline.linesWith("[Deploy / Live] [" + server.id() + "] ").stream()
                .map(line ->
                        line.substring(line.indexOf(server.id()) + server.id().length() + 2))
                .toList();
    }

    private void assertEachEventOnce(Instance server) {
        assertThat(told(server)).hasSize(EVENTS.length);
        for (int i = 0; i < EVENTS.length; i++) {
            assertThat(told(server).get(i)).startsWith(EVENTS[i] + ": succeeded (");
        }
    }

    @Test
    void eachEventOfEachServerIsToldOnceBetweenTheBeginningAndTheEndOfTheAction() throws Exception {
        List<Instance> servers = pipeline.servers(3);
        pipeline.push(Bundles.siteFiles("one", "exit 0\n"));
        assertThat(await(begin(ActionLogs.PREFIXED, Journal.inMemory())).good()).isTrue();
        servers.forEach(this::assertEachEventOnce);
        List<String> lines = pipeline.lines();
        int began = indexOf(lines, "Deploy / Live began");
        assertThat(lines.stream().filter(line -> line.contains("[Deploy / Live]")))
                .allMatch(line -> lines.indexOf(line) > began);
        assertThat(pipeline.linesWith("Deploy / Live: Succeeded")).hasSize(1);
        assertThat(servers).allSatisfy(server -> assertThat(server.root().resolve("var/www/index.html"))
                .hasContent("one"));
    }

    private static int indexOf(List<String> lines, String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void aProcessThatComesAfterTellsTheEventsThatTheFirstDidNot(@TempDir Path folder) throws Exception {
        List<Instance> servers = pipeline.servers(2);
        pipeline.push(Bundles.siteFiles("one", WAITS));
        Journal<ExecutionRecord> journal = new FileJournal<>(folder.resolve("record.json"), ExecutionRecord.class);
        ExecutionRun first = begin(ActionLogs.PREFIXED, journal);
        eventually(() -> told(servers.get(0)).size() == 4);
        first.detach();
        letHooksEnd(servers.get(0));
        ExecutionRun second = begin(ActionLogs.PREFIXED, journal);
        eventually(() -> told(servers.get(1)).size() == 4);
        second.detach();
        ExecutionRun third = begin(ActionLogs.PREFIXED, journal);
        letHooksEnd(servers.get(1));
        assertThat(await(third).good()).isTrue();
        servers.forEach(this::assertEachEventOnce);
        assertThat(pipeline.executions()).hasSize(1);
        assertThat(aws.codeDeploy().deployments().stream().filter(id -> aws.codeDeploy()
                        .deployment(id)
                        .get("applicationName")
                        .asText()
                        .equals(pipeline.name())))
                .hasSize(1);
    }

    @Test
    void aDeploymentThatEndedWhileNobodyWatchedIsToldToItsEnd(@TempDir Path folder) throws Exception {
        List<Instance> servers = pipeline.servers(1);
        pipeline.push(Bundles.siteFiles("one", WAITS));
        Journal<ExecutionRecord> journal = new FileJournal<>(folder.resolve("record.json"), ExecutionRecord.class);
        ExecutionRun first = begin(ActionLogs.PREFIXED, journal);
        eventually(() -> told(servers.get(0)).size() == 4);
        first.detach();
        letHooksEnd(servers.get(0));
        pipeline.awaitStatus(pipeline.executions().get(0), "Succeeded");
        assertThat(await(begin(ActionLogs.PREFIXED, journal)).good()).isTrue();
        assertEachEventOnce(servers.get(0));
    }

    @Test
    void aFailedEventIsToldWithItsScriptItsCodeAndTheEndOfItsLog() throws Exception {
        List<Instance> servers = pipeline.servers(3);
        pipeline.push(Bundles.siteFiles("one", FAILS_ON_TWO));
        ExecutionResult result = await(begin(ActionLogs.PREFIXED, Journal.inMemory()));
        assertThat(result.good()).isFalse();
        assertEachEventOnce(servers.get(0));
        assertThat(told(servers.get(1)))
                .filteredOn(line -> line.startsWith("AfterInstall: FAILED ("))
                .singleElement()
                .asString()
                .contains("scripts/after.sh", "ScriptFailed", "exit code 7");
        assertThat(pipeline.lines())
                .containsSubsequence(
                        "[Deploy / Live]     [stdout]line 1",
                        "[Deploy / Live]     [stdout]line 2",
                        "[Deploy / Live]     [stdout]line 3")
                .contains("[Deploy / Live]     [stderr]no disk");
        assertThat(pipeline.linesWith("Deploy / Live: Failed"))
                .filteredOn(line -> line.contains("JobFailed: Deployment d-"))
                .isNotEmpty();
        assertThat(result.failureText()).contains("Deploy / Live", "/codesuite/codedeploy/deployments/d-");
    }

    @Test
    void withoutLogsNoDeploymentIsAskedAbout() throws Exception {
        pipeline.servers(1);
        pipeline.push(Bundles.siteFiles("one", "exit 0\n"));
        aws.calls().clear();
        assertThat(await(begin(ActionLogs.NONE, Journal.inMemory())).good()).isTrue();
        assertThat(aws.calls().all().toString()).doesNotContain("codedeploy:");
    }

    @Test
    void eventsThatMayNotBeReadAreSaidAndTheExecutionIsFollowedToItsEnd() throws Exception {
        pipeline.servers(1);
        pipeline.push(Bundles.siteFiles("one", "exit 0\n"));
        aws.faults().deny("codedeploy:ListDeploymentTargets", Faults.ANYONE);
        assertThat(await(begin(ActionLogs.PREFIXED, Journal.inMemory())).good()).isTrue();
        assertThat(pipeline.linesWith("codedeploy:ListDeploymentTargets")).isNotEmpty();
        assertThat(pipeline.linesWith("Deploy / Live: Succeeded")).hasSize(1);
    }
}
