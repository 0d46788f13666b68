package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.ECSTarget;
import software.amazon.awssdk.services.codedeploy.model.ECSTaskSet;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentStyleException;
import software.amazon.awssdk.services.codedeploy.model.InvalidEcsServiceException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLifecycleEventHookExecutionIdException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLifecycleEventHookExecutionStatusException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.TargetLabel;

/** Blue/green deployments of services of the embedded ECS. Minutes pass when a test says so. */
class EcsDeploymentTest {

    private static final ShiftedClock CLOCK = new ShiftedClock();

    /** An hour of these is less than the quarter of an hour by which a signature may be late. */
    private static final Duration MINUTE = Duration.ofSeconds(10);

    private static LocalAws aws;
    private static CodeDeployClient client;
    private String name;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(CLOCK));
        aws.codeDeploy().minute(MINUTE);
        aws.ecs().tickEvery(Duration.ofMillis(5));
        aws.ecs().createCluster(aws.region(), "prod");
        client = LocalClients.root(aws, CodeDeployClient.builder());
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
        CLOCK.reset();
    }

    @BeforeEach
    void service() {
        CLOCK.reset();
        name = "web-" + UUID.randomUUID();
        aws.ecs().createCodeDeployService(aws.region(), "prod", name, definition("web:1"), 2);
        aws.codeDeploy().createApplication(aws.region(), name, "ECS");
    }

    private void group(String config) {
        aws.codeDeploy().createEcsGroup(aws.region(), name, "live", config, "prod", name);
    }

    private String definition(String image) {
        return aws.ecs().registerTaskDefinition(aws.region(), name, "app", image);
    }

    private String deploy(String image, String hooks) {
        return client.createDeployment(deployment(image, hooks)).deploymentId();
    }

    private CreateDeploymentRequest deployment(String image, String hooks) {
        String content =
                "version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n      Properties:\n"
                        + "        TaskDefinition: '" + definition(image) + "'\n        LoadBalancerInfo:\n"
                        + "          ContainerName: app\n          ContainerPort: 80\n" + hooks;
        return CreateDeploymentRequest.builder()
                .applicationName(name)
                .deploymentGroupName("live")
                .autoRollbackConfiguration(rollback -> rollback.enabled(true)
                        .events(AutoRollbackEvent.DEPLOYMENT_FAILURE, AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST))
                .revision(revision -> revision.revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                        .appSpecContent(spec -> spec.content(content)))
                .build();
    }

    private static DeploymentInfo info(String id) {
        return client.getDeployment(request -> request.deploymentId(id)).deploymentInfo();
    }

    private ECSTarget target(String id) {
        return client.batchGetDeploymentTargets(
                        request -> request.deploymentId(id).targetIds("prod:" + name))
                .deploymentTargets()
                .get(0)
                .ecsTarget();
    }

    private Integer greenWeight(String id) {
        return target(id).taskSetsInfo().stream()
                .filter(set -> set.taskSetLabel() == TargetLabel.GREEN)
                .map(set -> set.trafficWeight().intValue())
                .findFirst()
                .orElse(null);
    }

    private static void minutes(int count) {
        CLOCK.advance(MINUTE.multipliedBy(count));
    }

    private static void untilStatus(String id, String status) {
        eventually(() -> info(id).statusAsString().equals(status));
    }

    private void untilStarted(String id) {
        eventually(() -> !List.of("Created", "Queued").contains(info(id).statusAsString()));
    }

    private String running() {
        return aws.ecs().primaryTaskDefinition(aws.region(), "prod", name);
    }

    @Test
    void allTrafficGoesAtOnceAndTheOriginalTasksAreTerminated() {
        group("ECSAllAtOnce");
        String id = deploy("web:2", "");
        untilStatus(id, "Succeeded");
        assertThat(running()).endsWith(":2");
        assertThat(aws.ecs().describeService(aws.region(), "prod", name).path("taskSets"))
                .hasSize(1);
        ECSTarget target = target(id);
        assertThat(target.lifecycleEvents())
                .hasSize(8)
                .allMatch(event -> event.status() == LifecycleEventStatus.SUCCEEDED);
        assertThat(greenWeight(id)).isEqualTo(100);
        assertThat(target.taskSetsInfo())
                .filteredOn(set -> set.taskSetLabel() == TargetLabel.GREEN)
                .extracting(ECSTaskSet::runningCount)
                .containsExactly(2L);
    }

    @Test
    void aCanaryHasItsShareForItsTimeAndThenAll() {
        group("ECSCanary10Percent5Minutes");
        String id = deploy("web:2", "");
        untilStarted(id);
        eventually(() -> Integer.valueOf(10).equals(greenWeight(id)));
        minutes(4);
        assertThat(info(id).statusAsString()).isEqualTo("InProgress");
        assertThat(greenWeight(id)).isEqualTo(10);
        minutes(1);
        untilStatus(id, "Succeeded");
        assertThat(greenWeight(id)).isEqualTo(100);
    }

    @Test
    void linearTrafficGoesTenPercentAMinute() {
        group("ECSLinear10PercentEvery1Minutes");
        String id = deploy("web:2", "");
        untilStarted(id);
        for (int weight = 10; weight < 100; weight += 10) {
            int expected = weight;
            eventually(() -> Integer.valueOf(expected).equals(greenWeight(id)));
            minutes(1);
        }
        untilStatus(id, "Succeeded");
    }

    @Test
    void tasksThatNeverBecomeHealthyFailTheDeploymentAfterAnHourAndTheOriginalOnesStay() {
        group("ECSAllAtOnce");
        String id = deploy("web:exit-1", "");
        untilStarted(id);
        eventually(() -> aws.ecs()
                        .describeService(aws.region(), "prod", name)
                        .path("taskSets")
                        .size()
                == 2);
        minutes(61);
        untilStatus(id, "Failed");
        assertThat(info(id).errorInformation().codeAsString()).isEqualTo("TIMEOUT");
        assertThat(info(id).errorInformation().message()).contains("replacement task set to become healthy");
        assertThat(running()).endsWith(":1");
        assertThat(aws.ecs().describeService(aws.region(), "prod", name).path("taskSets"))
                .hasSize(1);
    }

    @Test
    void aStopDuringTheShiftSendsTrafficBackAndRollsBackIfWanted() {
        group("ECSAllAtOnce");
        untilStatus(deploy("web:2", ""), "Succeeded");
        aws.codeDeploy()
                .group(aws.region(), name, "live")
                .put("deploymentConfigName", "CodeDeployDefault.ECSCanary10Percent5Minutes");
        String id = deploy("web:3", "");
        untilStarted(id);
        eventually(() -> Integer.valueOf(10).equals(greenWeight(id)));
        client.stopDeployment(request -> request.deploymentId(id).autoRollbackEnabled(true));
        untilStatus(id, "Stopped");
        assertThat(greenWeight(id)).isZero();
        eventually(
                () -> info(id).rollbackInfo() != null && info(id).rollbackInfo().rollbackDeploymentId() != null);
        String rollback = info(id).rollbackInfo().rollbackDeploymentId();
        untilStarted(rollback);
        eventually(() -> Integer.valueOf(10).equals(greenWeight(rollback)));
        minutes(5);
        untilStatus(rollback, "Succeeded");
        assertThat(running()).endsWith(":2");
    }

    @Test
    void aDeploymentThatIsToWaitIsReadyUntilItIsToldToGoOnAndTheOriginalTasksStayForTheirTime() {
        group("ECSAllAtOnce");
        var blueGreen = aws.codeDeploy().group(aws.region(), name, "live").with("blueGreenDeploymentConfiguration");
        blueGreen
                .putObject("deploymentReadyOption")
                .put("actionOnTimeout", "STOP_DEPLOYMENT")
                .put("waitTimeInMinutes", 60);
        blueGreen
                .putObject("terminateBlueInstancesOnDeploymentSuccess")
                .put("action", "TERMINATE")
                .put("terminationWaitTimeInMinutes", 60);
        String id = deploy("web:2", "");
        untilStatus(id, "Ready");
        assertThat(running()).endsWith(":1");
        client.continueDeployment(
                request -> request.deploymentId(id).deploymentWaitType(DeploymentWaitType.READY_WAIT));
        eventually(() -> running().endsWith(":2"));
        eventually(() -> target(id).lifecycleEvents().get(7).status() == LifecycleEventStatus.SUCCEEDED);
        assertThat(aws.ecs().describeService(aws.region(), "prod", name).path("taskSets"))
                .hasSize(2);
        minutes(61);
        untilStatus(id, "Succeeded");
        assertThat(aws.ecs().describeService(aws.region(), "prod", name).path("taskSets"))
                .hasSize(1);
    }

    @Test
    void aHookFunctionAnswersByTheApiAndAFailureOfItSendsTrafficBack() throws Exception {
        group("ECSAllAtOnce");
        record Asked(String deployment, String execution) {}
        LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
        String function = "check-" + name;
        aws.codeDeploy().hookFunction(function, (deployment, execution) -> asked.add(new Asked(deployment, execution)));
        String id = deploy(
                "web:2",
                "Hooks:\n  - AfterAllowTraffic: arn:aws:lambda:eu-west-1:123456789012:function:" + function + "\n");
        eventually(() -> !asked.isEmpty());
        Asked asks = asked.remove();
        assertThat(asks.deployment()).isEqualTo(id);
        assertThat(running()).endsWith(":2");
        assertThatThrownBy(() -> client.putLifecycleEventHookExecutionStatus(request -> request.deploymentId(id)
                        .lifecycleEventHookExecutionId("x")
                        .status("Failed")))
                .isInstanceOf(InvalidLifecycleEventHookExecutionIdException.class);
        assertThatThrownBy(() -> client.putLifecycleEventHookExecutionStatus(request -> request.deploymentId(id)
                        .lifecycleEventHookExecutionId(asks.execution())
                        .status("Skipped")))
                .isInstanceOf(InvalidLifecycleEventHookExecutionStatusException.class);
        client.putLifecycleEventHookExecutionStatus(request -> request.deploymentId(id)
                .lifecycleEventHookExecutionId(asks.execution())
                .status("Failed"));
        untilStatus(id, "Failed");
        assertThatThrownBy(() -> client.putLifecycleEventHookExecutionStatus(request -> request.deploymentId(id)
                        .lifecycleEventHookExecutionId(asks.execution())
                        .status("Failed")))
                .isInstanceOf(LifecycleEventAlreadyCompletedException.class);
        assertThat(info(id).errorInformation().codeAsString()).isEqualTo("HOOK_EXECUTION_FAILURE");
        assertThat(running()).endsWith(":1");
    }

    @Test
    void aHookFunctionThatDoesNotAnswerWithinAnHourHasFailed() {
        group("ECSAllAtOnce");
        LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
        aws.codeDeploy().hookFunction("silent-" + name, (deployment, execution) -> asked.add(execution));
        String id = deploy("web:2", "Hooks:\n  - BeforeInstall: silent-" + name + "\n");
        eventually(() -> !asked.isEmpty());
        minutes(61);
        untilStatus(id, "Failed");
        assertThat(info(id).errorInformation().message()).contains("did not answer within an hour");
    }

    @Test
    void aGroupNeedsAServiceThatCodeDeployControlsAndTheBlueGreenSettings() {
        assertThatThrownBy(() -> client.createDeploymentGroup(request -> request.applicationName(name)
                        .deploymentGroupName("live")
                        .serviceRoleArn("arn:aws:iam::123456789012:role/deploy")
                        .deploymentStyle(style -> style.deploymentType(DeploymentType.IN_PLACE)
                                .deploymentOption(DeploymentOption.WITHOUT_TRAFFIC_CONTROL))))
                .isInstanceOf(InvalidDeploymentStyleException.class);
        String own = name + "-own";
        aws.ecs().createService(aws.region(), "prod", own, definition("web:1"), 1, false, false);
        assertThatThrownBy(
                        () -> aws.codeDeploy().createEcsGroup(aws.region(), name, "live", "ECSAllAtOnce", "prod", own))
                .hasMessageContaining("CODE_DEPLOY deployment controller");
        group("ECSAllAtOnce");
        assertThatThrownBy(() -> client.createDeploymentGroup(request -> request.applicationName(name)
                        .deploymentGroupName("second")
                        .serviceRoleArn("arn:aws:iam::123456789012:role/deploy")
                        .deploymentStyle(style -> style.deploymentType(DeploymentType.BLUE_GREEN)
                                .deploymentOption(DeploymentOption.WITH_TRAFFIC_CONTROL))
                        .blueGreenDeploymentConfiguration(blueGreen -> blueGreen
                                .deploymentReadyOption(ready -> ready.actionOnTimeout("CONTINUE_DEPLOYMENT"))
                                .terminateBlueInstancesOnDeploymentSuccess(end -> end.action("TERMINATE")))
                        .loadBalancerInfo(balancer -> balancer.targetGroupPairInfoList(pair -> pair.targetGroups(
                                        one -> one.name("a"), two -> two.name("b"))
                                .prodTrafficRoute(route -> route.listenerArns("arn:aws:elasticloadbalancing:x"))))))
                .isInstanceOf(InvalidEcsServiceException.class);
    }
}
