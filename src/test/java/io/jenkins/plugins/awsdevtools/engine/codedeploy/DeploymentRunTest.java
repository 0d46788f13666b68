package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentRunTest {

    private static final String REGION = "eu-west-1";
    private static final String FAILS_ON_TWO =
            "case $INSTANCE_ID in i-2-*) for n in 1 2 3; do echo line $n; done; echo no disk >&2; exit 7;; esac\n";

    /** A hook that ends when the test lets it. */
    private static final String WAITS = "while [ ! -e $INSTANCE_ROOT/go ]; do sleep 0.05; done\n";

    private static LocalAws aws;

    private DeploymentFixture fixture;
    private final List<Instance> hosts = new ArrayList<>();
    private String application;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
        aws.s3().createBucket("revisions", REGION);
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void application() {
        fixture = new DeploymentFixture(aws);
        application = "app-" + UUID.randomUUID();
        aws.codeDeploy().createApplication(REGION, application, "Server");
        aws.calls().clear();
        aws.faults().clear();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void hosts(int count, String config) {
        for (int i = 1; i <= count; i++) {
            hosts.add(aws.codeDeploy().addInstance(REGION, "i-" + i + "-" + application, Map.of("group", application)));
        }
        aws.codeDeploy().createServerGroup(REGION, application, "live", config, application);
    }

    private Revision.S3 revision(String page, String script) throws Exception {
        String key = application + "/" + page + ".zip";
        aws.s3().put("revisions", key, Bundles.site(page, script));
        return new Revision.S3("revisions", key, null, null, null);
    }

    private DeploymentRequest request(String page, String script) throws Exception {
        return DeploymentRequest.of(application, "live", revision(page, script));
    }

    private static DeploymentRequest rollingBack(DeploymentRequest request) {
        return new DeploymentRequest(
                request.application(),
                request.group(),
                request.revision(),
                request.taskDefinition(),
                null,
                "",
                null,
                List.of("DEPLOYMENT_FAILURE"),
                null,
                List.of(),
                List.of(),
                false,
                false);
    }

    private DeploymentRun begin(DeploymentRequest request, DeploymentSettings settings) {
        return fixture.begin(request, settings);
    }

    private DeploymentRun begin(DeploymentRequest request) {
        return fixture.begin(request);
    }

    private DeploymentResult await(DeploymentRun run) throws Exception {
        return fixture.await(run);
    }

    private void letHooksEnd() throws Exception {
        for (Instance host : hosts) {
            Files.createDirectories(host.root());
            Files.writeString(host.root().resolve("go"), "");
        }
    }

    private static DeploymentSettings settings(OnReady onReady, OnAbort onAbort, boolean waitForOther) {
        return new DeploymentSettings(onReady, onAbort, true, waitForOther, false, 20, "http://jenkins/job/1/aws");
    }

    private List<String> mine() {
        return fixture.deployments(application);
    }

    @Test
    void oneThatIsNotWaitedForGoesOnByItself() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentSettings settings =
                new DeploymentSettings(OnReady.CONTINUE, OnAbort.STOP, false, false, false, 20, "");
        DeploymentResult result = await(begin(request("one", WAITS), settings));
        assertThat(result.failed()).isFalse();
        assertThat(result.succeeded()).isFalse();
        assertThat(mine()).containsExactly(result.deployment().id());
        letHooksEnd();
        eventually(() -> aws.codeDeploy()
                .deployment(result.deployment().id())
                .path("status")
                .asText()
                .equals("Succeeded"));
    }

    @Test
    void everyEventOfEveryInstanceIsToldOnceAndTheSumAtTheEnd() throws Exception {
        hosts(3, "OneAtATime");
        DeploymentResult result = await(begin(request("one", "exit 0\n")));
        assertThat(result.succeeded()).isTrue();
        assertThat(result.targets()).hasSize(3).allMatch(target -> target.status()
                .equals("Succeeded"));
        for (Instance host : hosts) {
            assertThat(fixture.lines().stream().filter(line -> line.startsWith("[" + host.id() + "]")))
                    .hasSize(7)
                    .allMatch(line -> line.contains("succeeded"));
        }
        assertThat(fixture.lines()).anyMatch(line -> line.contains("SUCCEEDED in") && line.contains("3 succeeded"));
    }

    @Test
    void aHookThatFailsOnOneOfFiveIsShownAndTheRollbackIsFollowedToItsEnd() throws Exception {
        hosts(5, "OneAtATime");
        await(begin(request("one", "exit 0\n")));
        aws.codeDeploy().rollbackDelay(Duration.ofMillis(700));
        DeploymentResult result;
        try {
            result = await(begin(rollingBack(request("two", FAILS_ON_TWO))));
        } finally {
            aws.codeDeploy().rollbackDelay(Duration.ZERO);
        }
        assertThat(result.succeeded()).isFalse();
        String instance = hosts.get(1).id();
        assertThat(fixture.lines())
                .anyMatch(line -> line.startsWith("[" + instance + "] AfterInstall: FAILED")
                        && line.contains("scripts/after.sh")
                        && line.contains("exit code 7"))
                .contains("    [stdout]line 3", "    [stderr]no disk")
                .anyMatch(line -> line.contains(result.rollback().id()) && line.contains("ended as SUCCEEDED"));
        assertThat(result.failureText())
                .contains(
                        instance,
                        "AfterInstall",
                        "exit code 7",
                        "HEALTH_CONSTRAINTS",
                        result.rollback().id());
        assertThat(hosts)
                .allSatisfy(host -> assertThat(Files.readString(host.root().resolve("var/www/index.html")))
                        .isEqualTo("one"));
    }

    @Test
    void aDeploymentWhoseAnswerIsLostIsCreatedOnce() throws Exception {
        hosts(1, "AllAtOnce");
        aws.faults().cutAfterExecution("codedeploy:CreateDeployment", 2);
        assertThat(await(begin(request("one", "exit 0\n"))).succeeded()).isTrue();
        assertThat(mine()).hasSize(1);
    }

    @Test
    void aDeploymentThatAwsNeverHeardOfIsAskedForAgain() throws Exception {
        hosts(1, "AllAtOnce");
        aws.faults().cutBeforeAnswer("codedeploy:CreateDeployment", 2);
        assertThat(await(begin(request("one", "exit 0\n"))).succeeded()).isTrue();
        assertThat(mine()).hasSize(1);
    }

    @Test
    void throttlingSlowsDownAndFailsNothing() throws Exception {
        hosts(2, "AllAtOnce");
        aws.faults().throttle("codedeploy:CreateDeployment", 3);
        aws.faults().throttle("codedeploy:BatchGetDeployments", 1);
        aws.faults().throttle("codedeploy:ListDeploymentTargets", 1);
        aws.faults().htmlErrorPage("codedeploy:BatchGetDeploymentTargets", 1);
        assertThat(await(begin(request("one", "exit 0\n"))).succeeded()).isTrue();
        assertThat(mine()).hasSize(1);
    }

    @Test
    void aProcessThatDiedBeforeTheAnswerIsFollowedByOneThatFindsTheDeployment(@TempDir Path folder) throws Exception {
        hosts(1, "AllAtOnce");
        Journal<DeploymentRecord> journal = new FileJournal<>(folder.resolve("d.json"), DeploymentRecord.class);
        DeploymentRequest request = request("one", WAITS);
        DeploymentRun first = fixture.begin(request, journal);
        aws.calls().awaitExecuted("codedeploy:CreateDeployment", 1);
        first.detach();
        journal.save(DeploymentRecord.fresh(
                journal.load().orElseThrow().marker(),
                journal.load().orElseThrow().requested()));
        DeploymentRun second = fixture.begin(request, journal);
        letHooksEnd();
        assertThat(await(second).succeeded()).isTrue();
        assertThat(aws.calls().count("codedeploy:CreateDeployment")).isEqualTo(1);
        assertThat(mine()).hasSize(1);
    }

    @Test
    void aProcessKilledBeforeAnyLineLosesNoneAndPrintsNoneTwice() throws Exception {
        hosts(2, "AllAtOnce");
        await(begin(request("one", "exit 0\n")));
        DeploymentRequest request = rollingBack(request("two", FAILS_ON_TWO.replace("i-2-", "i-")));
        await(begin(request));
        String id = mine().get(1);
        LogLines whole = new LogLines();
        await(fixture.begin(request, DeploymentSettings.DEFAULT, DeploymentFixture.known(id), whole));
        assertThat(whole.all()).hasSizeGreaterThan(30);
        for (int killedBefore = 0; killedBefore < whole.all().size(); killedBefore++) {
            Journal<DeploymentRecord> journal = DeploymentFixture.known(id);
            MortalLog log = new MortalLog(killedBefore);
            DeploymentRun first = fixture.begin(request, DeploymentSettings.DEFAULT, journal, log);
            assertThatThrownBy(() -> await(first)).hasMessageContaining("killed");
            log.revive();
            await(fixture.begin(request, DeploymentSettings.DEFAULT, journal, log));
            assertThat(log.all()).as("killed before line " + killedBefore).isEqualTo(whole.all());
        }
    }

    @Test
    void anAbortStopsTheDeploymentAndSaysSo() throws Exception {
        hosts(2, "OneAtATime");
        DeploymentRun run = begin(request("one", "sleep 600\n"));
        aws.calls().await("codedeploy:BatchGetDeploymentTargets", 1);
        run.abort();
        assertThatThrownBy(() -> await(run))
                .hasCauseInstanceOf(WorkAbortedException.class)
                .hasMessageContaining("ended as STOPPED");
        assertThat(status(mine().get(0))).isEqualTo("Stopped");
    }

    @Test
    void anAbortCanRollBackAndNamesTheRollback() throws Exception {
        hosts(1, "AllAtOnce");
        await(begin(request("one", "exit 0\n")));
        aws.calls().clear();
        DeploymentRun run = begin(request("two", "sleep 600\n"), settings(OnReady.CONTINUE, OnAbort.ROLL_BACK, false));
        aws.calls().await("codedeploy:BatchGetDeploymentTargets", 1);
        run.abort();
        assertThatThrownBy(() -> await(run)).hasCauseInstanceOf(WorkAbortedException.class);
        assertThat(mine()).hasSize(3);
        assertThat(fixture.lines()).anyMatch(line -> line.contains("rolls it back with " + mine().get(2)));
    }

    @Test
    void anAbortEndsThoughNothingCanBeReadOfTheDeployment() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentRun run = begin(request("one", "sleep 600\n"));
        aws.calls().await("codedeploy:BatchGetDeploymentTargets", 1);
        aws.faults().throttle("codedeploy:BatchGetDeployments", 10_000);
        run.abort();
        assertThatThrownBy(() -> await(run)).hasMessageContaining("was told to stop and has not ended yet");
        aws.faults().clear();
    }

    @Test
    void anAbortCanLeaveTheDeploymentRunning() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentRun run = begin(request("one", WAITS), settings(OnReady.CONTINUE, OnAbort.LEAVE, false));
        aws.calls().await("codedeploy:BatchGetDeployments", 1);
        run.abort();
        assertThatThrownBy(() -> await(run)).hasMessageContaining("left running");
        assertThat(aws.calls().count("codedeploy:StopDeployment")).isZero();
        letHooksEnd();
    }

    @Test
    void aGroupThatIsBusyIsToldWithTheOtherDeploymentsIdOrWaitedFor() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentRun other = begin(request("one", WAITS));
        aws.calls().awaitExecuted("codedeploy:CreateDeployment", 1);
        String otherId = mine().get(0);
        DeploymentRun refused = begin(request("two", "exit 0\n"));
        assertThatThrownBy(() -> await(refused))
                .hasMessageContaining("Deployment " + otherId + " already runs")
                .hasMessageContaining("waitForOther");
        DeploymentRun waiting = begin(request("two", "exit 0\n"), settings(OnReady.CONTINUE, OnAbort.STOP, true));
        fixture.log().await("this one waits for its end");
        letHooksEnd();
        assertThat(await(waiting).succeeded()).isTrue();
        assertThat(await(other).succeeded()).isTrue();
        assertThat(fixture.lines().stream().filter(line -> line.contains("this one waits for its end")))
                .hasSize(1);
        assertThat(hosts.get(0).root().resolve("var/www/index.html")).hasContent("two");
    }

    @Test
    void anotherDeploymentThatMustNotBeReadFailsWhatWaitsForItAfterOneAttempt() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentSettings leaving =
                new DeploymentSettings(OnReady.CONTINUE, OnAbort.STOP, false, false, false, 20, "");
        await(begin(request("one", WAITS), leaving));
        aws.calls().clear();
        aws.faults().deny("codedeploy:BatchGetDeployments", Faults.ANYONE);
        DeploymentRun waiting = begin(request("two", "exit 0\n"), settings(OnReady.CONTINUE, OnAbort.STOP, true));
        assertThatThrownBy(() -> await(waiting)).hasMessageContaining("codedeploy:BatchGetDeployments");
        assertThat(aws.calls().count("codedeploy:CreateDeployment")).isEqualTo(1);
        letHooksEnd();
    }

    @Test
    void anAbortWhileAnotherDeploymentIsWaitedForCreatesNone() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentRun other = begin(request("one", WAITS));
        aws.calls().awaitExecuted("codedeploy:CreateDeployment", 1);
        DeploymentRun waiting = begin(request("two", "exit 0\n"), settings(OnReady.CONTINUE, OnAbort.STOP, true));
        aws.calls().awaitEnded("codedeploy:CreateDeployment", 2);
        waiting.abort();
        assertThatThrownBy(() -> await(waiting)).hasMessageContaining("no CodeDeploy deployment was created");
        letHooksEnd();
        assertThat(await(other).succeeded()).isTrue();
        assertThat(mine()).hasSize(1);
    }

    private void blueGreen() {
        var group = aws.codeDeploy().group(REGION, application, "live");
        group.putObject("deploymentStyle").put("deploymentType", "BLUE_GREEN");
        var blueGreen = group.putObject("blueGreenDeploymentConfiguration");
        blueGreen
                .putObject("deploymentReadyOption")
                .put("actionOnTimeout", "STOP_DEPLOYMENT")
                .put("waitTimeInMinutes", 600);
        blueGreen
                .putObject("terminateBlueInstancesOnDeploymentSuccess")
                .put("action", "TERMINATE")
                .put("terminationWaitTimeInMinutes", 2880);
    }

    @Test
    void aReadyDeploymentGoesOnWhenSomebodySaysSoAndTheOldInstancesGoAtOnceIfWanted() throws Exception {
        hosts(2, "AllAtOnce");
        blueGreen();
        DeploymentRun run = begin(
                request("green", "exit 0\n"),
                new DeploymentSettings(OnReady.INPUT, OnAbort.STOP, true, false, true, 20, "http://jenkins/job/1/aws"));
        fixture.log().await("is ready");
        assertThat(run.waitsForApproval()).isTrue();
        run.proceed("alice");
        assertThat(await(run).succeeded()).isTrue();
        assertThat(run.waitsForApproval()).isFalse();
        assertThat(fixture.lines())
                .anyMatch(line -> line.contains("is ready") && line.contains("http://jenkins/job/1/aws"))
                .anyMatch(line -> line.contains("approved by alice"))
                .anyMatch(line -> line.startsWith("[i-1-" + application) && line.contains("Green".toUpperCase()));
        assertThat(hosts).allMatch(Instance::isTerminated);
    }

    @Test
    void oldInstancesThatDoNotWaitToBeTerminatedYetAreTerminatedWhenTheyDo() throws Exception {
        hosts(1, "AllAtOnce");
        blueGreen();
        aws.codeDeploy()
                .group(REGION, application, "live")
                .with("blueGreenDeploymentConfiguration")
                .putObject("deploymentReadyOption")
                .put("actionOnTimeout", "CONTINUE_DEPLOYMENT");
        aws.faults()
                .fail(
                        "codedeploy:ContinueDeployment",
                        2,
                        "DeploymentIsNotInReadyStateException",
                        400,
                        "It still blocks the traffic of the old instances");
        DeploymentRun run = begin(
                request("green", "exit 0\n"),
                new DeploymentSettings(OnReady.CONTINUE, OnAbort.STOP, true, false, true, 20, ""));
        assertThat(await(run).succeeded()).isTrue();
        assertThat(hosts).allMatch(Instance::isTerminated);
        assertThat(aws.calls().countExecuted("codedeploy:ContinueDeployment")).isEqualTo(1);
        assertThat(fixture.log().with("does not wait before it terminates")).hasSize(1);
    }

    @Test
    void aReadyDeploymentGoesOnByItselfAlsoAfterAwsCouldNotBeAskedForLong() throws Exception {
        hosts(1, "AllAtOnce");
        blueGreen();
        aws.codeDeploy()
                .group(REGION, application, "live")
                .with("blueGreenDeploymentConfiguration")
                .putObject("terminateBlueInstancesOnDeploymentSuccess")
                .put("action", "KEEP_ALIVE");
        aws.faults().throttle("codedeploy:ContinueDeployment", 10_000);
        DeploymentRun run = begin(request("green", "exit 0\n"));
        fixture.log().await("codedeploy:ContinueDeployment");
        Instant longer = fixture.timing().now().plus(Duration.ofMinutes(4)); // than a call is repeated
        eventually(() -> fixture.timing().now().isAfter(longer));
        aws.faults().clear();
        assertThat(await(run).succeeded()).isTrue();
        // Once for each spell and once when it was too long, whatever else was answered meanwhile.
        assertThat(fixture.log().with("codedeploy:ContinueDeployment")).hasSizeLessThan(5);
    }

    @Test
    void aReadyDeploymentGoesOnByItselfUnlessToldOtherwise() throws Exception {
        hosts(1, "AllAtOnce");
        blueGreen();
        aws.codeDeploy()
                .group(REGION, application, "live")
                .with("blueGreenDeploymentConfiguration")
                .putObject("terminateBlueInstancesOnDeploymentSuccess")
                .put("action", "KEEP_ALIVE");
        assertThat(await(begin(request("green", "exit 0\n"))).succeeded()).isTrue();
        assertThat(hosts).noneMatch(Instance::isTerminated);
    }

    @Test
    void aGroupThatDoesNotExistIsToldWithTheClosestThatDoes() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentRequest request = DeploymentRequest.of(application, "life", revision("one", "exit 0\n"));
        assertThatThrownBy(() -> await(begin(request))).hasMessageContaining("Did you mean live");
    }

    @Test
    void whatAHookPrintsCannotForgeAConsoleNote() throws Exception {
        hosts(1, "AllAtOnce");
        DeploymentResult result = await(begin(request("one", "printf 'x\\033[8mha:AAAA\\033[0my\\n'\nexit 1\n")));
        assertThat(result.succeeded()).isFalse();
        assertThat(String.join("\n", fixture.lines())).contains("[stdout]xy").doesNotContain("\u001B[8mha:");
    }

    @Test
    void aFunctionsTrafficIsTold() throws Exception {
        String lambda = "lambda-" + application;
        aws.codeDeploy().createApplication(REGION, lambda, "Lambda");
        aws.codeDeploy().createServerGroup(REGION, lambda, "live", "LambdaCanary10Percent5Minutes", "none");
        DeploymentRequest request = DeploymentRequest.of(
                lambda,
                "live",
                new Revision.Inline("version: 0.0\nResources:\n  - site:\n      Type: AWS::Lambda::Function\n"
                        + "      Properties:\n        Name: site\n        Alias: live\n        CurrentVersion: '1'\n"
                        + "        TargetVersion: '2'\n"));
        // The share is told of when it is read, so it is there until then.
        aws.codeDeploy().minute(Duration.ofMinutes(1));
        try {
            DeploymentRun run = begin(request);
            fixture.log().await("10 % of the traffic");
            aws.codeDeploy().minute(Duration.ofMillis(20));
            assertThat(await(run).succeeded()).isTrue();
        } finally {
            aws.codeDeploy().minute(Duration.ofMillis(200));
        }
        assertThat(fixture.lines()).contains("[site:live] 10 % of the traffic", "[site:live] 100 % of the traffic");
    }

    private static String status(String id) {
        return aws.codeDeploy().deployment(id).get("status").asText();
    }
}
