package io.jenkins.plugins.awsdevtools.engine.ecs;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.ecs.DeployResult.Outcome;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.engine.work.LocalController;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
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

class DeployRunTest {

    private static final String REGION = "eu-west-1";
    private static final String CLUSTER = "prod";
    private static LocalAws aws;

    private final LocalController controller = new LocalController(aws, 20, TailPacing.DEFAULT);
    private final DeployRuns runs = new DeployRuns(controller.context());
    private final LogLines lines = new LogLines();
    private String name;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
        aws.ecs().createCluster(REGION, CLUSTER);
        aws.ecs().tickEvery(Duration.ofMillis(10));
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void nameService() {
        name = "web-" + UUID.randomUUID();
        aws.calls().clear();
    }

    @AfterEach
    void close() {
        aws.faults().clear();
        controller.close();
    }

    private void service(int desired, boolean breaker, boolean rollback) {
        String arn = aws.ecs().registerTaskDefinition(REGION, name, "app", "web:1");
        aws.ecs().createService(REGION, CLUSTER, name, arn, desired, breaker, rollback);
        eventually(() -> rollout().equals("COMPLETED"));
    }

    private String rollout() {
        return aws.ecs()
                .describeService(REGION, CLUSTER, name)
                .path("deployments")
                .path(0)
                .path("rolloutState")
                .asText();
    }

    private String running() {
        String arn = aws.ecs()
                .describeService(REGION, CLUSTER, name)
                .path("taskDefinition")
                .asText();
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private DeployRequest image(String image) {
        return DeployRequest.of(
                CLUSTER, name, new TaskDefinitionChange(List.of(ContainerChange.ofImage("app", image)), null, null));
    }

    private DeployRun begin(DeployRequest request, DeploySettings settings, Journal<DeployRecord> journal) {
        return runs.begin(
                TestAccess.root(aws, AwsAccess.DEFAULT_ATTEMPTS),
                request,
                settings,
                journal,
                lines,
                progress -> DeployFlow.of(progress));
    }

    private DeployRun begin(DeployRequest request) {
        return begin(request, DeploySettings.DEFAULT, Journal.inMemory());
    }

    private static DeploySettings settings(OnAbort onAbort, OnFailure onFailure) {
        return new DeploySettings(true, 60, onAbort, onFailure, 20);
    }

    private static DeployResult await(DeployRun run) throws Exception {
        return resultOf(run.result());
    }

    @Test
    void aNewImageBecomesARevisionThatKeepsTheRestAndTheServiceBecomesSteady() throws Exception {
        service(2, true, true);
        TaskDefinitionChange change = new TaskDefinitionChange(
                List.of(new ContainerChange(
                        "app",
                        "web:2",
                        Map.of("STAGE", "prod", "NEW", "1"),
                        Map.of("KEY", "/web/key"),
                        null,
                        null,
                        null)),
                "512",
                "1024");
        DeployResult result = await(begin(DeployRequest.of(CLUSTER, name, change)));
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.taskDefinition()).endsWith(":2");
        assertThat(result.previousTaskDefinition()).endsWith(":1");
        var definition = aws.ecs().taskDefinition(REGION, name + ":2");
        assertThat(definition.path("executionRoleArn").asText()).contains("role/ecs-execution");
        assertThat(definition.path("cpu").asText()).isEqualTo("512");
        var container = definition.path("containerDefinitions").path(0);
        assertThat(container.path("image").asText()).isEqualTo("web:2");
        assertThat(container.path("environment").toString())
                .contains("prod", "NEW")
                .doesNotContain("test");
        assertThat(container.path("secrets").toString()).contains("/web/key");
        assertThat(container.path("logConfiguration").toString()).contains("/ecs/" + name);
        assertThat(lines.all()).anyMatch(line -> line.contains("has started 2 tasks"));
        assertThat(lines.all().stream().filter(line -> line.endsWith("has reached a steady state.")))
                .hasSize(1);
        assertThat(lines.all()).doesNotHaveDuplicates();
    }

    @Test
    void aCircuitBreakersRollbackIsRecognisedAndTheFailedTasksTellReasonExitCodeAndLog() throws Exception {
        service(2, true, true);
        DeployResult result = await(begin(image("web:exit-3")));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.restored()).isTrue();
        assertThat(result.failureText())
                .contains(
                        "tasks failed to start",
                        "Essential container in task exited",
                        "Container app ended with exit code 3",
                        "fatal: the process ends with 3",
                        "runs " + name + ":1 again");
        assertThat(running()).isEqualTo("1");
        assertThat(lines.all()).anyMatch(line -> line.contains("ECS undoes the deployment"));
    }

    @Test
    void aFailureThatEcsDoesNotUndoIsUndoneWhenThatIsWanted() throws Exception {
        service(1, true, false);
        DeployResult result = await(
                begin(image("web:pull-error"), settings(OnAbort.ROLLBACK, OnFailure.ROLLBACK), Journal.inMemory()));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.restored()).isTrue();
        assertThat(result.failureText()).contains("CannotPullContainerError");
        assertThat(running()).isEqualTo("1");
        eventually(() -> rollout().equals("COMPLETED"));
    }

    @Test
    void aFailureIsLeftAloneWhenThatIsWantedAndTheFormerRevisionIsNamed() throws Exception {
        service(1, true, false);
        DeployResult result = await(begin(image("web:unhealthy")));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.restored()).isFalse();
        assertThat(result.failureText()).contains("health checks", "taskDefinition: '" + name + ":1'");
        assertThat(running()).isEqualTo("2");
        DeployResult back = await(begin(DeployRequest.of(CLUSTER, name, name + ":1")));
        assertThat(back.succeeded()).isTrue();
        assertThat(running()).isEqualTo("1");
    }

    @Test
    void lostAnswersRegisterOneRevisionAndBeginOneDeployment() throws Exception {
        service(1, true, true);
        aws.faults().cutAfterExecution("ecs:RegisterTaskDefinition", 1);
        aws.faults().cutAfterExecution("ecs:UpdateService", 1);
        DeployResult result = await(begin(image("web:2")));
        assertThat(result.succeeded()).isTrue();
        assertThat(aws.ecs().revisions(REGION, name)).hasSize(2);
        assertThat(aws.calls().count("ecs:UpdateService")).isEqualTo(1);
        assertThat(aws.ecs().describeService(REGION, CLUSTER, name).path("deployments"))
                .hasSize(1);
        assertThat(started()).hasSize(2);
    }

    /** Events that tell of started tasks; one for each deployment. */
    private List<String> started() {
        List<String> all = new ArrayList<>();
        aws.ecs().describeService(REGION, CLUSTER, name).path("events").forEach(event -> {
            if (event.path("message").asText().contains("has started")) {
                all.add(event.path("message").asText());
            }
        });
        return all;
    }

    @Test
    void throttlingAndBrokenAnswersDoNotFailADeployment() throws Exception {
        service(1, true, true);
        aws.faults().throttle("ecs:UpdateService", 2);
        aws.faults().throttle("ecs:RegisterTaskDefinition", 1);
        aws.faults().htmlErrorPage("ecs:DescribeServices", 1);
        assertThat(await(begin(image("web:2"))).succeeded()).isTrue();
        assertThat(started()).hasSize(2);
    }

    @Test
    void aForcedDeploymentWhoseAnswerIsLostIsBegunOnce() throws Exception {
        service(1, true, true);
        aws.faults().cutAfterExecution("ecs:UpdateService", 1);
        DeployRequest force = DeployRequest.of(CLUSTER, name, TaskDefinitionChange.NONE);
        assertThat(await(begin(force)).succeeded()).isTrue();
        assertThat(aws.calls().count("ecs:UpdateService")).isEqualTo(1);
        assertThat(started()).hasSize(2);
    }

    @Test
    void anAbortBringsTheFormerRevisionBackAndSaysSo() throws Exception {
        service(1, true, true);
        DeployRun run = begin(image("web:slow"));
        eventually(() -> running().equals("2"));
        aws.calls().await("ecs:UpdateService", 1);
        run.abort();
        assertThatThrownBy(() -> await(run))
                .hasCauseInstanceOf(WorkAbortedException.class)
                .hasMessageContaining("goes back to " + name + ":1");
        assertThat(running()).isEqualTo("1");
    }

    @Test
    void anAbortCanLeaveTheDeploymentGoingOn() throws Exception {
        service(1, true, true);
        DeployRun run = begin(image("web:slow"), settings(OnAbort.LEAVE, OnFailure.LEAVE), Journal.inMemory());
        eventually(() -> running().equals("2"));
        run.abort();
        assertThatThrownBy(() -> await(run)).hasMessageContaining("left going on");
        assertThat(running()).isEqualTo("2");
        assertThat(aws.calls().count("ecs:UpdateService")).isEqualTo(1);
    }

    @Test
    void aSecondProcessGoesOnAndNoEventIsPrintedTwiceOrLost(@TempDir Path folder) throws Exception {
        service(1, true, true);
        Journal<DeployRecord> journal = new FileJournal<>(folder.resolve("deploy.json"), DeployRecord.class);
        DeployRun first = begin(image("web:slow"), DeploySettings.DEFAULT, journal);
        eventually(() -> running().equals("2"));
        aws.ecs().say(REGION, CLUSTER, name, "before.");
        eventually(() -> lines.all().contains("(service " + name + ") before."));
        first.detach();
        aws.ecs().say(REGION, CLUSTER, name, "between.");
        DeployRun second = begin(image("web:slow"), DeploySettings.DEFAULT, journal);
        aws.ecs().say(REGION, CLUSTER, name, "after.");
        aws.ecs().letSlowTasksStart(true);
        try {
            assertThat(await(second).succeeded()).isTrue();
        } finally {
            aws.ecs().letSlowTasksStart(false);
        }
        assertThat(aws.calls().count("ecs:UpdateService")).isEqualTo(1);
        assertThat(aws.calls().count("ecs:RegisterTaskDefinition")).isEqualTo(1);
        String service = "(service " + name + ") ";
        assertThat(lines.all())
                .containsSubsequence(service + "before.", service + "between.", service + "after.")
                .doesNotHaveDuplicates();
    }

    @Test
    void aProcessThatDiedBeforeAnAnswerIsFollowedByOneThatFindsWhatWasDone(@TempDir Path folder) throws Exception {
        service(1, true, true);
        Journal<DeployRecord> journal = new FileJournal<>(folder.resolve("deploy.json"), DeployRecord.class);
        DeployRun first = begin(image("web:2"), DeploySettings.DEFAULT, journal);
        eventually(() -> journal.load().map(DeployRecord::remoteId).isPresent());
        first.detach();
        DeployRecord known = journal.load().orElseThrow();
        journal.save(known.withRemoteId(null).withTaskDefinition(null).withDeployment(null));
        assertThat(await(begin(image("web:2"), DeploySettings.DEFAULT, journal)).succeeded())
                .isTrue();
        assertThat(aws.calls().count("ecs:RegisterTaskDefinition")).isEqualTo(1);
        assertThat(aws.ecs().revisions(REGION, name)).hasSize(2);
    }

    @Test
    void aRollbackOfOursIsFinishedByASecondProcess(@TempDir Path folder) throws Exception {
        service(1, true, false);
        Journal<DeployRecord> journal = new FileJournal<>(folder.resolve("deploy.json"), DeployRecord.class);
        DeploySettings settings = settings(OnAbort.ROLLBACK, OnFailure.ROLLBACK);
        DeployRun first = begin(image("web:exit-1"), settings, journal);
        eventually(() -> journal.load().map(DeployRecord::rollbackSince).isPresent());
        first.detach();
        DeployResult result = await(begin(image("web:exit-1"), settings, journal));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.restored()).isTrue();
        assertThat(running()).isEqualTo("1");
    }

    @Test
    void aDeploymentThatIsNotWaitedForEndsAtOnce() throws Exception {
        service(1, true, true);
        DeployResult result = await(begin(
                image("web:slow"),
                new DeploySettings(false, 60, OnAbort.ROLLBACK, OnFailure.LEAVE, 20),
                Journal.inMemory()));
        assertThat(result.outcome()).isEqualTo(Outcome.STARTED);
        assertThat(running()).isEqualTo("2");
    }

    @Test
    void anotherDeploymentThatTakesItsPlaceEndsItWithoutUndoingThatOne() throws Exception {
        service(1, true, true);
        DeployRun run = begin(image("web:slow"), settings(OnAbort.ROLLBACK, OnFailure.ROLLBACK), Journal.inMemory());
        eventually(() -> running().equals("2"));
        assertThat(await(begin(image("web:3"))).succeeded()).isTrue();
        assertThat(await(run).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(running()).isEqualTo("3");
    }

    @Test
    void servicesThatOthersControlAreRefusedWithWhatToUse() {
        String arn = aws.ecs().registerTaskDefinition(REGION, name, "app", "web:1");
        aws.ecs().createService(REGION, """
            {"cluster": "prod", "serviceName": "%s", "taskDefinition": "%s", "desiredCount": 1,
             "launchType": "FARGATE", "deploymentController": {"type": "CODE_DEPLOY"},
             "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}}
            """.formatted(name, arn));
        assertThatThrownBy(() -> await(begin(image("web:2")))).hasMessageContaining("Use codeDeploy");
        assertThat(aws.calls().count("ecs:RegisterTaskDefinition")).isZero();
    }

    @Test
    void whatDoesNotExistIsToldWithTheClosestName() {
        service(1, true, true);
        String slip = name.replace("web-", "wbe-");
        TaskDefinitionChange change =
                new TaskDefinitionChange(List.of(ContainerChange.ofImage("app", "web:2")), null, null);
        assertThatThrownBy(() -> await(begin(DeployRequest.of(CLUSTER, slip, change))))
                .hasMessageContaining("has no service " + slip)
                .hasMessageContaining("Did you mean " + name);
        assertThatThrownBy(() -> await(begin(DeployRequest.of("pord", name, change))))
                .hasMessageContaining("Did you mean prod");
        TaskDefinitionChange other =
                new TaskDefinitionChange(List.of(ContainerChange.ofImage("aap", "web:2")), null, null);
        assertThatThrownBy(() -> await(begin(DeployRequest.of(CLUSTER, name, other))))
                .hasMessageContaining("Did you mean app");
    }

    @Test
    void aRoleThatMayNotBePassedIsToldWithTheStatementThatWouldAllowIt() {
        service(1, true, true);
        aws.faults()
                .fail(
                        "ecs:RegisterTaskDefinition",
                        Faults.ALWAYS,
                        "AccessDeniedException",
                        400,
                        "User: arn:aws:iam::123456789012:user/jenkins is not authorized to perform: iam:PassRole on"
                                + " resource: arn:aws:iam::123456789012:role/ecs-execution because no identity-based"
                                + " policy allows the iam:PassRole action");
        assertThatThrownBy(() -> await(begin(image("web:2"))))
                .hasMessageContaining("may not call iam:PassRole")
                .hasMessageContaining("role/ecs-execution")
                .hasMessageContaining("\"Effect\" : \"Allow\"");
    }

    @Test
    void whatHostileTasksWriteCannotForgeANoteOfJenkins() throws Exception {
        String hostile = "\\u001b[8mha:////AAAA\\u001b[0mevil";
        String arn = aws.ecs().registerTaskDefinition(REGION, """
            {"family": "%s", "containerDefinitions": [{"name": "app", "image": "web:1", "memory": 64,
              "environment": [{"name": "LOCALAWS_SAYS", "value": "%s"}],
              "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/hostile",
                "awslogs-stream-prefix": "task"}}}]}
            """.formatted(name, hostile));
        aws.ecs().createService(REGION, """
            {"cluster": "prod", "serviceName": "%s", "taskDefinition": "%s", "desiredCount": 1,
             "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}}
            """.formatted(name, arn));
        eventually(() -> rollout().equals("COMPLETED"));
        DeployResult result = await(begin(image("web:exit-9")));
        assertThat(result.failureText()).contains("evil").doesNotContain("[8mha:");
        assertThat(String.join("\n", lines.all())).doesNotContain("[8mha:");
    }

    @Test
    void thirtyDeploymentsOfOneClusterReadTheirStatusInTens() throws Exception {
        List<DeployRun> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            nameService();
            names.add(name);
            aws.ecs()
                    .createService(
                            REGION,
                            CLUSTER,
                            name,
                            aws.ecs().registerTaskDefinition(REGION, name, "app", "web:1"),
                            1,
                            true,
                            true);
        }
        aws.calls().clear();
        for (String one : names) {
            name = one;
            all.add(begin(image("web:slow")));
        }
        eventually(() -> aws.calls().count("ecs:UpdateService") == 30);
        eventually(() -> aws.calls().count("ecs:DescribeServices") > 40);
        Instant from = controller.timing().now();
        long before = aws.calls().count("ecs:DescribeServices");
        aws.calls().await("ecs:DescribeServices", before + 30 + 8 * 3);
        // One that is new is read at once, with others or alone. One round of all thirty is three calls; rounds are a
        // second apart.
        assertThat(Duration.between(from, controller.timing().now())).isGreaterThan(Duration.ofSeconds(5));
        all.forEach(DeployRun::detach);
    }
}
