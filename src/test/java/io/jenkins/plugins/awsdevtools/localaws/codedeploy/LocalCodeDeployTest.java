package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.BatchLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIsNotInReadyStateException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.InstanceTarget;
import software.amazon.awssdk.services.codedeploy.model.InvalidRevisionException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.RevisionRequiredException;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

class LocalCodeDeployTest {

    private static final String REGION = "eu-west-1";
    private static LocalAws aws;
    private static CodeDeployClient client;
    private String application;
    private final List<Instance> hosts = new ArrayList<>();

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        client = LocalClients.root(aws, CodeDeployClient.builder());
        aws.s3().createBucket("revisions", REGION);
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
    }

    @BeforeEach
    void application() {
        application = "app-" + UUID.randomUUID();
        aws.codeDeploy().createApplication(aws.region(), application, "Server");
    }

    private void hosts(int count, String config) {
        for (int i = 1; i <= count; i++) {
            hosts.add(aws.codeDeploy()
                    .addInstance(aws.region(), "i-" + i + "-" + application, Map.of("group", application)));
        }
        aws.codeDeploy().createServerGroup(aws.region(), application, "live", config, application);
    }

    private void revision(String key, byte[] bundle) throws Exception {
        aws.s3().put("revisions", application + "/" + key, bundle);
    }

    private String deploy(String key) {
        return deploy(key, request -> {});
    }

    private String deploy(String key, java.util.function.Consumer<CreateDeploymentRequest.Builder> more) {
        CreateDeploymentRequest.Builder request = CreateDeploymentRequest.builder()
                .applicationName(application)
                .deploymentGroupName("live")
                .revision(revision -> revision.revisionType(RevisionLocationType.S3)
                        .s3Location(s3 -> s3.bucket("revisions")
                                .key(application + "/" + key)
                                .bundleType("zip")));
        more.accept(request);
        return client.createDeployment(request.build()).deploymentId();
    }

    private static DeploymentInfo await(String id, DeploymentStatus status) {
        eventually(() -> told(id).status() == status);
        return told(id);
    }

    private static DeploymentInfo told(String id) {
        return client.getDeployment(request -> request.deploymentId(id)).deploymentInfo();
    }

    private static List<InstanceTarget> targets(String id) {
        List<String> ids = client.listDeploymentTargets(request -> request.deploymentId(id))
                .targetIds();
        return client
                .batchGetDeploymentTargets(request -> request.deploymentId(id).targetIds(ids))
                .deploymentTargets()
                .stream()
                .map(DeploymentTarget::instanceTarget)
                .toList();
    }

    @Test
    void filesAreCopiedAndHooksRunWithTheirVariablesOnEveryInstance() throws Exception {
        hosts(3, "AllAtOnce");
        List<String> events = new CopyOnWriteArrayList<>();
        aws.events().addRule(aws.region(), Set.of("aws.codedeploy"), events::add);
        revision(
                "1.zip", Bundles.site("hello", "echo $LIFECYCLE_EVENT $DEPLOYMENT_GROUP_NAME > $INSTANCE_ROOT/said\n"));
        String id = deploy("1.zip");
        DeploymentInfo info = await(id, DeploymentStatus.SUCCEEDED);
        assertThat(info.deploymentOverview().succeeded()).isEqualTo(3);
        for (Instance host : hosts) {
            assertThat(host.root().resolve("var/www/index.html")).hasContent("hello");
            assertThat(host.root().resolve("said")).hasContent("AfterInstall live");
        }
        assertThat(events).anyMatch(event -> event.contains(id) && event.contains("\"state\":\"START\""));
        assertThat(events).anyMatch(event -> event.contains(id) && event.contains("\"state\":\"SUCCESS\""));
        aws.events().removeRules();
    }

    @Test
    void halfOfTheInstancesAreTakenAtATime() throws Exception {
        hosts(4, "HalfAtATime");
        revision(
                "1.zip",
                Bundles.site(
                        "hello",
                        "touch $INSTANCE_ROOT/began\nwhile [ ! -e $INSTANCE_ROOT/go ]; do sleep 0.05; done\n"));
        String id = deploy("1.zip");
        eventually(() -> hosts.stream().filter(LocalCodeDeployTest::began).count() == 2);
        await(id, DeploymentStatus.IN_PROGRESS);
        List<Instance> first = hosts.stream().filter(LocalCodeDeployTest::began).toList();
        assertThat(first).hasSize(2);

        for (Instance host : first) {
            Files.createFile(host.root().resolve("go"));
        }
        eventually(() -> hosts.stream().allMatch(LocalCodeDeployTest::began));
        for (Instance host : hosts) {
            Files.write(host.root().resolve("go"), new byte[0]);
        }
        assertThat(await(id, DeploymentStatus.SUCCEEDED).deploymentOverview().succeeded())
                .isEqualTo(4);
    }

    private static boolean began(Instance host) {
        return Files.exists(host.root().resolve("began"));
    }

    @Test
    void aFailingHookStopsTheRolloutAndRollsBackToTheLastRevision() throws Exception {
        hosts(5, "OneAtATime");
        revision("1.zip", Bundles.site("one", "exit 0\n"));
        await(deploy("1.zip"), DeploymentStatus.SUCCEEDED);
        revision("2.zip", Bundles.site("two", "case $INSTANCE_ID in i-2-*) echo no disk >&2; exit 7;; esac\nexit 0\n"));
        String id = deploy(
                "2.zip",
                request -> request.autoRollbackConfiguration(
                        rollback -> rollback.enabled(true).events(AutoRollbackEvent.DEPLOYMENT_FAILURE)));
        DeploymentInfo failed = await(id, DeploymentStatus.FAILED);
        assertThat(failed.errorInformation().codeAsString()).isEqualTo("HEALTH_CONSTRAINTS");
        List<InstanceTarget> targets = targets(id);
        assertThat(targets)
                .extracting(InstanceTarget::status)
                .containsExactly(
                        TargetStatus.SUCCEEDED,
                        TargetStatus.FAILED,
                        TargetStatus.SKIPPED,
                        TargetStatus.SKIPPED,
                        TargetStatus.SKIPPED);
        LifecycleEvent event = targets.get(1).lifecycleEvents().stream()
                .filter(each -> each.statusAsString().equals("Failed"))
                .findFirst()
                .orElseThrow();
        assertThat(event.lifecycleEventName()).isEqualTo("AfterInstall");
        assertThat(event.diagnostics().errorCode()).isEqualTo(LifecycleErrorCode.SCRIPT_FAILED);
        assertThat(event.diagnostics().scriptName()).isEqualTo("scripts/after.sh");
        assertThat(event.diagnostics().message()).contains("exit code 7");
        assertThat(event.diagnostics().logTail()).contains("[stderr]no disk");
        String rollback = client.getDeployment(request -> request.deploymentId(id))
                .deploymentInfo()
                .rollbackInfo()
                .rollbackDeploymentId();
        await(rollback, DeploymentStatus.SUCCEEDED);
        assertThat(hosts)
                .allSatisfy(host -> assertThat(Files.readString(host.root().resolve("var/www/index.html")))
                        .isEqualTo("one"));
    }

    @Test
    void aSecondDeploymentOfAGroupIsRefusedWithTheIdOfTheFirstAndTheFirstCanBeStopped() throws Exception {
        hosts(2, "OneAtATime");
        revision("1.zip", Bundles.site("slow", "sleep 600\n"));
        String id = deploy("1.zip");
        assertThatThrownBy(() -> deploy("1.zip"))
                .isInstanceOf(DeploymentLimitExceededException.class)
                .hasMessageContaining(id);
        client.stopDeployment(request -> request.deploymentId(id));
        await(id, DeploymentStatus.STOPPED);
        assertThat(client.listDeployments(request -> request.applicationName(application)
                                .deploymentGroupName("live")
                                .includeOnlyStatuses(DeploymentStatus.STOPPED)
                                .createTimeRange(
                                        range -> range.start(Instant.now().minus(Duration.ofHours(1)))))
                        .deployments())
                .containsExactly(id);
    }

    @Test
    void whatIsOnAnInstanceAlreadyIsKeptUnlessToldOtherwise() throws Exception {
        hosts(1, "AllAtOnce");
        Files.createDirectories(hosts.get(0).root().resolve("var/www"));
        Files.writeString(hosts.get(0).root().resolve("var/www/index.html"), "by hand");
        revision("1.zip", Bundles.site("new", "exit 0\n"));
        String id = deploy("1.zip");
        await(id, DeploymentStatus.FAILED);
        assertThat(targets(id).get(0).lifecycleEvents())
                .anyMatch(event -> event.diagnostics() != null
                        && event.diagnostics().message().contains("already exists at this location: /var/www"));
        await(deploy("1.zip", request -> request.fileExistsBehavior("OVERWRITE")), DeploymentStatus.SUCCEEDED);
        assertThat(hosts.get(0).root().resolve("var/www/index.html")).hasContent("new");
    }

    @Test
    void aBlueGreenDeploymentWaitsUntilItIsToldToGoOnAndTerminatesTheOldInstances() throws Exception {
        hosts(2, "AllAtOnce");
        var group = aws.codeDeploy().group(aws.region(), application, "live");
        group.putObject("deploymentStyle").put("deploymentType", "BLUE_GREEN");
        var settings = group.putObject("blueGreenDeploymentConfiguration");
        settings.putObject("deploymentReadyOption")
                .put("actionOnTimeout", "STOP_DEPLOYMENT")
                .put("waitTimeInMinutes", 600);
        settings.putObject("terminateBlueInstancesOnDeploymentSuccess").put("action", "TERMINATE");
        revision("1.zip", Bundles.site("green", "exit 0\n"));
        String id = deploy("1.zip");
        await(id, DeploymentStatus.READY);
        assertThatThrownBy(() -> client.continueDeployment(
                        request -> request.deploymentId(id).deploymentWaitType("TERMINATION_WAIT")))
                .isInstanceOf(DeploymentIsNotInReadyStateException.class);
        client.continueDeployment(request -> request.deploymentId(id).deploymentWaitType("READY_WAIT"));
        await(id, DeploymentStatus.SUCCEEDED);
        assertThat(hosts).allMatch(Instance::isTerminated);
        assertThat(targets(id))
                .extracting(target -> target.instanceLabelAsString())
                .containsExactly("GREEN", "GREEN", "BLUE", "BLUE");
    }

    @Test
    void aFunctionsTrafficIsShiftedInStepsAndAHookThatFailsShiftsItBack() throws Exception {
        String lambda = "lambda-" + application;
        aws.codeDeploy().createApplication(aws.region(), lambda, "Lambda");
        client.createDeploymentGroup(request -> request.applicationName(lambda)
                .deploymentGroupName("live")
                .serviceRoleArn("arn:aws:iam::123456789012:role/deploy")
                .deploymentConfigName("CodeDeployDefault.LambdaLinear10PercentEvery1Minute"));
        aws.codeDeploy().hookFunction("check-" + lambda, false);
        String content = "version: 0.0\nResources:\n  - site:\n      Type: AWS::Lambda::Function\n      Properties:\n"
                + "        Name: site\n        Alias: live\n        CurrentVersion: '1'\n        TargetVersion: '2'\n";
        String good = lambda(lambda, content);
        await(good, DeploymentStatus.SUCCEEDED);
        assertThat(weight(good)).isEqualTo(1.0);
        String bad = lambda(lambda, content + "Hooks:\n  - AfterAllowTraffic: check-" + lambda + "\n");
        await(bad, DeploymentStatus.FAILED);
        assertThat(weight(bad)).isZero();
        assertThatThrownBy(() -> lambda(lambda, "version: 0.0\nResources: []\n"))
                .isInstanceOf(InvalidRevisionException.class);
    }

    private static String lambda(String name, String content) {
        return client.createDeployment(request -> request.applicationName(name)
                        .deploymentGroupName("live")
                        .revision(revision -> revision.revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                                .appSpecContent(spec -> spec.content(content))))
                .deploymentId();
    }

    private static Double weight(String id) {
        String target = client.listDeploymentTargets(request -> request.deploymentId(id))
                .targetIds()
                .get(0);
        return client.batchGetDeploymentTargets(
                        request -> request.deploymentId(id).targetIds(target))
                .deploymentTargets()
                .get(0)
                .lambdaTarget()
                .lambdaFunctionInfo()
                .targetVersionWeight();
    }

    @Test
    void whatAwsRefusesIsRefused() {
        hosts(1, "AllAtOnce");
        assertThatThrownBy(() -> client.createDeployment(
                        request -> request.applicationName(application).deploymentGroupName("live")))
                .isInstanceOf(RevisionRequiredException.class);
        List<String> ids = IntStream.range(0, 26)
                .mapToObj(i -> "d-ABCDEFG%02d".formatted(i))
                .toList();
        assertThatThrownBy(() -> client.batchGetDeployments(request -> request.deploymentIds(ids)))
                .isInstanceOf(BatchLimitExceededException.class);
    }
}
