package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionChange;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments of ECS services by CodeDeploy, with a task definition that is registered for them. */
class EcsDeploymentRunTest {

    private static final String REGION = DeploymentFixture.REGION;
    private static final String APP_SPEC =
            "version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n      Properties:\n"
                    + "        TaskDefinition: <TASK_DEFINITION>\n        LoadBalancerInfo:\n"
                    + "          ContainerName: app\n          ContainerPort: 80\n";
    private static LocalAws aws;
    private DeploymentFixture fixture;
    private String name;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        aws.ecs().createCluster(REGION, "prod");
        aws.ecs().tickEvery(Duration.ofMillis(5));
        aws.codeDeploy().minute(Duration.ofMillis(20));
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @BeforeEach
    void service() {
        fixture = new DeploymentFixture(aws);
        name = "web-" + UUID.randomUUID();
        String arn = aws.ecs().registerTaskDefinition(REGION, name, "app", "web:1");
        aws.ecs().createCodeDeployService(REGION, "prod", name, arn, 1);
        aws.codeDeploy().createApplication(REGION, name, "ECS");
        aws.codeDeploy().createEcsGroup(REGION, name, "live", "ECSCanary10Percent5Minutes", "prod", name);
        aws.calls().clear();
        aws.faults().clear();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static TaskDefinitionChange image(String image) {
        return new TaskDefinitionChange(List.of(ContainerChange.ofImage("app", image)), null, null);
    }

    private DeploymentRequest request(NewTaskDefinition definition) {
        return new DeploymentRequest(
                name,
                "live",
                new Revision.Inline(APP_SPEC),
                definition,
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

    private DeploymentRequest request(String image) {
        return request(new NewTaskDefinition(null, null, image(image)));
    }

    private String running() {
        String arn = aws.ecs().primaryTaskDefinition(REGION, "prod", name);
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private String imageOf(String definition) {
        return aws.ecs()
                .taskDefinition(REGION, definition)
                .path("containerDefinitions")
                .path(0)
                .path("image")
                .asText();
    }

    @Test
    void whatTheServiceRunsIsRegisteredWithTheNewImageAndGetsTheTraffic() throws Exception {
        aws.codeDeploy().minute(Duration.ofMinutes(1));
        DeploymentRun run = fixture.begin(request("web:2"));
        fixture.log().await("10 % of the traffic");
        aws.codeDeploy().minute(Duration.ofMillis(20));
        DeploymentResult result = fixture.await(run);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.taskDefinition()).endsWith(name + ":2");
        assertThat(result.previousTaskDefinition()).endsWith(name + ":1");
        assertThat(running()).isEqualTo(name + ":2");
        assertThat(imageOf(name + ":2")).isEqualTo("web:2");
        assertThat(fixture.lines())
                .contains("Registered " + name + ":2.")
                .contains("[prod:" + name + "] 10 % of the traffic", "[prod:" + name + "] 100 % of the traffic")
                .anyMatch(line -> line.startsWith("[prod:" + name + "] Install: succeeded"));
    }

    @Test
    void theFormerRevisionIsBroughtBackByItsArn() throws Exception {
        DeploymentResult first = fixture.await(fixture.begin(request("web:2")));
        DeploymentRequest back =
                DeploymentRequest.of(name, "live", new Revision.Inline(APP_SPEC).with(first.previousTaskDefinition()));
        assertThat(fixture.await(fixture.begin(back)).succeeded()).isTrue();
        assertThat(running()).isEqualTo(name + ":1");
    }

    @Test
    void aTemplateOrAnotherRevisionMayBeTheBase() throws Exception {
        String template = "{\"family\": \"" + name + "\", \"networkMode\": \"awsvpc\", \"cpu\": \"256\","
                + " \"memory\": \"512\", \"requiresCompatibilities\": [\"FARGATE\"],"
                + " \"containerDefinitions\": [{\"name\": \"app\", \"image\": \"<IMAGE1_NAME>\"}]}";
        fixture.await(fixture.begin(request(new NewTaskDefinition(null, template, image("web:3")))));
        assertThat(imageOf(running())).isEqualTo("web:3");
        fixture.await(fixture.begin(request(new NewTaskDefinition(name + ":1", null, image("web:4")))));
        assertThat(imageOf(running())).isEqualTo("web:4");
        assertThat(aws.ecs().taskDefinition(REGION, running()).toString()).contains("STAGE");
    }

    @Test
    void lostAnswersRegisterOneRevisionAndCreateOneDeployment() throws Exception {
        aws.faults().cutAfterExecution("ecs:RegisterTaskDefinition", 1);
        aws.faults().cutAfterExecution("codedeploy:CreateDeployment", 1);
        assertThat(fixture.await(fixture.begin(request("web:2"))).succeeded()).isTrue();
        assertThat(aws.ecs().revisions(REGION, name)).hasSize(2);
        assertThat(fixture.deployments(name)).hasSize(1);
    }

    @Test
    void aProcessKilledAfterTheRevisionWasRegisteredDeploysThatOne(@TempDir Path folder) throws Exception {
        aws.faults().cutBeforeAnswer("codedeploy:CreateDeployment", 100);
        Journal<DeploymentRecord> journal = new FileJournal<>(folder.resolve("d.json"), DeploymentRecord.class);
        DeploymentRun first = fixture.begin(request("web:2"), journal);
        aws.calls().await("codedeploy:CreateDeployment", 1);
        first.detach();
        assertThat(journal.load().orElseThrow().taskDefinition()).endsWith(name + ":2");
        aws.faults().clear();
        assertThat(fixture.await(fixture.begin(request("web:2"), journal)).succeeded())
                .isTrue();
        assertThat(aws.ecs().revisions(REGION, name)).hasSize(2);
        assertThat(fixture.deployments(name)).hasSize(1);
        assertThat(running()).isEqualTo(name + ":2");
    }

    @Test
    void tasksThatNeverBecomeHealthyFailTheDeploymentAndTheOriginalOnesStay() throws Exception {
        DeploymentResult result = fixture.await(fixture.begin(request("web:exit-1")));
        assertThat(result.succeeded()).isFalse();
        assertThat(result.failureText()).contains("TIMEOUT", "replacement task set to become healthy");
        assertThat(running()).isEqualTo(name + ":1");
    }

    @Test
    void anAbortDuringTheShiftSendsTheTrafficBack() throws Exception {
        aws.codeDeploy().minute(Duration.ofMinutes(1));
        try {
            DeploymentRun run = fixture.begin(request("web:2"));
            fixture.log().await("10 % of the traffic");
            run.abort();
            assertThatThrownBy(() -> fixture.await(run)).hasMessageContaining("ended as STOPPED");
        } finally {
            aws.codeDeploy().minute(Duration.ofMillis(20));
        }
        assertThat(running()).isEqualTo(name + ":1");
    }

    @Test
    void aGroupWithoutAServiceIsToldBeforeAnythingIsRegistered() {
        aws.codeDeploy().group(REGION, name, "live").remove("ecsServices");
        assertThatThrownBy(() -> fixture.await(fixture.begin(request("web:2"))))
                .hasMessageContaining("no ECS service")
                .hasMessageContaining("Give a template");
        assertThat(aws.calls().count("ecs:RegisterTaskDefinition")).isZero();
    }

    @Test
    void aContainerThatDoesNotExistIsToldWithTheOnesThatDo() {
        NewTaskDefinition wrong = new NewTaskDefinition(
                null, null, new TaskDefinitionChange(List.of(ContainerChange.ofImage("ap", "web:2")), null, null));
        assertThatThrownBy(() -> fixture.await(fixture.begin(request(wrong)))).hasMessageContaining("Did you mean app");
        assertThat(fixture.deployments(name)).isEmpty();
    }

    @Test
    void whoMayNotSeeTheServiceCanDeployATemplate() throws Exception {
        aws.faults().deny("codedeploy:GetDeploymentGroup", Faults.ANYONE);
        DeploymentResult result =
                fixture.await(fixture.begin(request(new NewTaskDefinition(name, null, image("web:2")))));
        assertThat(result.succeeded()).isTrue();
        assertThat(result.previousTaskDefinition()).isEmpty();
    }

    @Test
    void thePlaceholderAndTheTaskDefinitionComeTogetherOrNotAtAll() {
        assertThatThrownBy(() -> request((NewTaskDefinition) null))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("taskDefinition");
        Revision plain = new Revision.Inline(APP_SPEC.replace("<TASK_DEFINITION>", "arn:x"));
        assertThatThrownBy(() -> new DeploymentRequest(
                        name,
                        "live",
                        plain,
                        new NewTaskDefinition(null, null, image("web:2")),
                        null,
                        "",
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        false,
                        false))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("<TASK_DEFINITION>");
        assertThatThrownBy(() -> new NewTaskDefinition(null, null, TaskDefinitionChange.NONE))
                .hasMessageContaining("an image, or a template");
        assertThatThrownBy(() -> new NewTaskDefinition("web:1:2", null, image("web:2")))
                .hasMessageContaining("web:1:2");
    }
}
