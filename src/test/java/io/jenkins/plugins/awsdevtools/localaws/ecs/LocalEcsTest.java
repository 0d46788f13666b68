package io.jenkins.plugins.awsdevtools.localaws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.TaskSetNotFoundException;

/** Services get on by ticks that the tests give, so that each step can be looked at. */
class LocalEcsTest {

    private static final String CLUSTER = "prod";
    private static LocalAws aws;
    private static EcsClient client;
    private static CloudWatchLogsClient logs;
    private String name;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        aws.ecs().pause();
        aws.ecs().createCluster(aws.region(), CLUSTER);
        client = LocalClients.root(aws, EcsClient.builder());
        logs = LocalClients.root(aws, CloudWatchLogsClient.builder());
    }

    @AfterAll
    static void stop() {
        client.close();
        logs.close();
        aws.close();
    }

    @BeforeEach
    void name() {
        name = "web-" + UUID.randomUUID();
    }

    private String definition(String image) {
        return aws.ecs().registerTaskDefinition(aws.region(), name, "app", image);
    }

    private void service(int tasks, boolean breaker) {
        aws.ecs().createService(aws.region(), CLUSTER, name, definition("web:1"), tasks, breaker, breaker);
        tick(5);
    }

    private static void tick(int times) {
        for (int i = 0; i < times; i++) {
            aws.ecs().tick();
        }
    }

    private Service described() {
        return client.describeServices(request -> request.cluster(CLUSTER).services(name))
                .services()
                .get(0);
    }

    private void deploy(String image) {
        String arn = definition(image);
        client.updateService(request -> request.cluster(CLUSTER).service(name).taskDefinition(arn));
    }

    private List<Task> tasks(DesiredStatus status) {
        List<String> arns = client.listTasks(
                        request -> request.cluster(CLUSTER).serviceName(name).desiredStatus(status))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : client.describeTasks(request -> request.cluster(CLUSTER).tasks(arns))
                        .tasks();
    }

    @Test
    void aTaskIsProvisionedBecomesPendingRunsAndMakesTheServiceSteady() {
        aws.ecs().createService(aws.region(), CLUSTER, name, definition("web:1"), 1, false, false);
        tick(1);
        assertThat(tasks(DesiredStatus.RUNNING)).extracting(Task::lastStatus).containsExactly("PROVISIONING");
        tick(1);
        assertThat(tasks(DesiredStatus.RUNNING)).extracting(Task::lastStatus).containsExactly("PENDING");
        tick(1);
        assertThat(tasks(DesiredStatus.RUNNING)).extracting(Task::lastStatus).containsExactly("RUNNING");
        assertThat(described().deployments().get(0).rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        tick(1);
        assertThat(described().deployments().get(0).rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(described().events())
                .extracting(ServiceEvent::message)
                .anyMatch(message -> message.endsWith("has reached a steady state."));
    }

    @Test
    void aRollingUpdateStartsNewTasksBeforeItStopsOldOnes() {
        service(2, false);
        deploy("web:2");
        tick(1);
        assertThat(described().deployments()).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");
        for (int i = 0; i < 8; i++) {
            tick(1);
            assertThat(described().runningCount()).isGreaterThanOrEqualTo(2);
        }
        assertThat(described().deployments()).hasSize(1);
        assertThat(described().deployments().get(0).runningCount()).isEqualTo(2);
    }

    @Test
    void threeTasksThatFailOpenTheCircuitBreakerAndBringTheFormerRevisionBack() {
        service(1, true);
        String former = described().taskDefinition();
        deploy("web:exit-3");
        tick(40);
        Service service = described();
        assertThat(service.taskDefinition()).isEqualTo(former);
        assertThat(service.deployments().get(0).rolloutStateReason()).contains("completed");
        assertThat(service.events())
                .extracting(ServiceEvent::message)
                .anyMatch(message -> message.contains("deployment failed: tasks failed to start."))
                .anyMatch(message -> message.contains("rolling back to deployment"));
        assertThat(tasks(DesiredStatus.STOPPED))
                .filteredOn(task -> task.stopCodeAsString().equals("EssentialContainerExited"))
                .hasSize(3)
                .allMatch(task -> task.containers().get(0).exitCode() == 3);
    }

    @Test
    void aTaskWritesToTheLogGroupThatItsContainerNames() {
        service(1, false);
        deploy("web:exit-9");
        tick(6);
        Task failed = tasks(DesiredStatus.STOPPED).stream()
                .filter(task -> task.containers().get(0).exitCode() == 9)
                .findFirst()
                .orElseThrow();
        String id = failed.taskArn().substring(failed.taskArn().lastIndexOf('/') + 1);
        assertThat(logs.getLogEvents(
                                request -> request.logGroupName("/ecs/" + name).logStreamName("task/app/" + id))
                        .events())
                .extracting(OutputLogEvent::message)
                .contains("fatal: the process ends with 9");
    }

    @Test
    void aTaskThatFindsNoInstanceIsSaidOnceInTheEvents() {
        service(1, false);
        deploy("web:unplaceable");
        tick(5);
        assertThat(described().events())
                .extracting(ServiceEvent::message)
                .filteredOn(message -> message.contains("was unable to place a task"))
                .hasSize(1);
    }

    @Test
    void aTaskSetBesideThePrimaryOneBecomesSteadyPrimaryAndAlone() {
        aws.ecs().createCodeDeployService(aws.region(), CLUSTER, name, definition("web:1"), 2);
        tick(5);
        String blue = described().taskSets().get(0).id();
        String next = definition("web:2");
        TaskSet green = client.createTaskSet(request -> request.cluster(CLUSTER)
                        .service(name)
                        .taskDefinition(next)
                        .externalId("d-1"))
                .taskSet();
        assertThat(green.stabilityStatus()).isEqualTo(StabilityStatus.STABILIZING);
        assertThat(green.status()).isEqualTo("ACTIVE");
        tick(5);
        assertThat(described().runningCount()).isEqualTo(4);
        assertThat(client.describeTaskSets(request ->
                                request.cluster(CLUSTER).service(name).taskSets(green.id(), "ecs-svc/1"))
                        .taskSets())
                .singleElement()
                .matches(set -> set.stabilityStatus() == StabilityStatus.STEADY_STATE && set.runningCount() == 2);
        client.updateServicePrimaryTaskSet(
                request -> request.cluster(CLUSTER).service(name).primaryTaskSet(green.taskSetArn()));
        assertThatThrownBy(() -> client.deleteTaskSet(
                        request -> request.cluster(CLUSTER).service(name).taskSet(blue)))
                .isInstanceOf(InvalidParameterException.class);
        client.deleteTaskSet(
                request -> request.cluster(CLUSTER).service(name).taskSet(blue).force(true));
        assertThat(described().taskSets()).extracting(TaskSet::status).containsExactly("PRIMARY");
        assertThat(described().runningCount()).isEqualTo(2);
        assertThat(tasks(DesiredStatus.STOPPED)).hasSize(2);
        assertThatThrownBy(() -> client.updateServicePrimaryTaskSet(
                        request -> request.cluster(CLUSTER).service(name).primaryTaskSet(blue)))
                .isInstanceOf(TaskSetNotFoundException.class);
    }

    @Test
    void aServiceHasTaskSetsOrDeploymentsOfItsOwnAndNotBoth() {
        service(1, false);
        String arn = definition("web:2");
        assertThatThrownBy(() -> client.createTaskSet(
                        request -> request.cluster(CLUSTER).service(name).taskDefinition(arn)))
                .isInstanceOf(InvalidParameterException.class);
        String other = name + "-b";
        aws.ecs().createCodeDeployService(aws.region(), CLUSTER, other, arn, 1);
        assertThatThrownBy(() -> client.updateService(
                        request -> request.cluster(CLUSTER).service(other).taskDefinition(arn)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Use AWS CodeDeploy");
    }

    @Test
    void whatEcsRefusesIsRefused() {
        List<String> names = IntStream.range(0, 11).mapToObj(i -> "s" + i).toList();
        assertThatThrownBy(() -> client.describeServices(
                        request -> request.cluster(CLUSTER).services(names)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.registerTaskDefinition(request -> request.family("web")
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("4096")
                        .containerDefinitions(container -> container.name("app").image("web:1"))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("No Fargate configuration exists");
        service(1, false);
        assertThatThrownBy(() -> client.updateService(request -> request.cluster(CLUSTER)
                        .service(name)
                        .deploymentConfiguration(
                                room -> room.minimumHealthyPercent(100).maximumPercent(100))))
                .isInstanceOf(InvalidParameterException.class);
    }
}
