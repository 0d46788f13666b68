package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;

/** Pipelines whose last stage deploys: with CodeDeploy to servers, to ECS, and with CodeDeploy to ECS. */
class DeployActionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APP_SPEC =
            "version: 0.0\nos: linux\nfiles:\n  - source: index.html\n    destination: /var/www\n";
    private static final String SHIFT_SPEC =
            "version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n      Properties:\n"
                    + "        TaskDefinition: <TASK_DEFINITION>\n        LoadBalancerInfo:\n"
                    + "          ContainerName: app\n          ContainerPort: 80\n";
    private static LocalAws aws;
    private static CodePipelineClient client;
    private static int number;
    private String name;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        client = LocalClients.root(aws, CodePipelineClient.builder());
        aws.ecs().createCluster(aws.region(), "prod");
        aws.ecs().tickEvery(Duration.ofMillis(5));
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
    }

    @BeforeEach
    void name() {
        name = "flow-" + ++number;
        aws.s3().createBucket(name + "-artifacts", aws.region());
    }

    private void pipeline(Map<String, String> files, String provider, String configuration) throws IOException {
        aws.codeCommit().createRepository(aws.region(), name).commit("main", "Ada", "Begin", files);
        String structure = """
            {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
             "artifactStore": {"type": "S3", "location": "%1$s-artifacts"}, "stages": [
              {"name": "Source", "actions": [{"name": "Checkout",
                "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
                "configuration": {"RepositoryName": "%1$s", "BranchName": "main"},
                "outputArtifacts": [{"name": "Code"}]}]},
              {"name": "Deploy", "actions": [{"name": "Live",
                "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "%2$s", "version": "1"},
                "configuration": {%3$s}, "inputArtifacts": [{"name": "Code"}]}]}]}
            """.formatted(name, provider, configuration.formatted(name));
        aws.codePipeline().createPipeline(aws.region(), JSON.readTree(structure));
    }

    private ActionExecution run(String status) {
        String id = client.startPipelineExecution(start -> start.name(name)).pipelineExecutionId();
        eventually(() -> aws.codePipeline().status(aws.region(), name, id).equals(status));
        return client.getPipelineState(get -> get.name(name))
                .stageStates()
                .get(1)
                .actionStates()
                .get(0)
                .latestExecution();
    }

    @Test
    void codeDeployPutsTheArtifactOnTheServers() throws IOException {
        Instance host = aws.codeDeploy().addInstance(aws.region(), "i-" + name, Map.of("group", name));
        aws.codeDeploy().createApplication(aws.region(), name, "Server");
        aws.codeDeploy().createServerGroup(aws.region(), name, "live", "AllAtOnce", name);
        pipeline(
                Map.of("appspec.yml", APP_SPEC, "index.html", "<h1>Hello</h1>"),
                "CodeDeploy",
                "\"ApplicationName\": \"%1$s\", \"DeploymentGroupName\": \"live\"");
        ActionExecution action = run("Succeeded");
        assertThat(action.externalExecutionId()).startsWith("d-");
        assertThat(action.externalExecutionUrl()).contains(action.externalExecutionId());
        assertThat(host.root().resolve("var/www/index.html")).hasContent("<h1>Hello</h1>");
    }

    @Test
    void aFailedDeploymentFailsTheAction() throws IOException {
        aws.codeDeploy().addInstance(aws.region(), "i-" + name, Map.of("group", name));
        aws.codeDeploy().createApplication(aws.region(), name, "Server");
        aws.codeDeploy().createServerGroup(aws.region(), name, "live", "AllAtOnce", name);
        pipeline(
                Map.of("index.html", "no appspec"),
                "CodeDeploy",
                "\"ApplicationName\": \"%1$s\", \"DeploymentGroupName\": \"live\"");
        ActionExecution action = run("Failed");
        assertThat(action.errorDetails().code()).isEqualTo("JobFailed");
        assertThat(action.errorDetails().message()).isEqualTo("Deployment " + action.externalExecutionId() + " failed");
    }

    @Test
    void ecsRunsTheImagesOfTheImageDefinitions() throws IOException {
        String arn = aws.ecs().registerTaskDefinition(aws.region(), name, "app", "web:1");
        aws.ecs().createService(aws.region(), "prod", name, arn, 1, true, true);
        pipeline(
                Map.of("imagedefinitions.json", "[{\"name\": \"app\", \"imageUri\": \"web:2\"}]"),
                "ECS",
                "\"ClusterName\": \"prod\", \"ServiceName\": \"%1$s\"");
        run("Succeeded");
        assertThat(image(aws.ecs()
                        .describeService(aws.region(), "prod", name)
                        .path("taskDefinition")
                        .asText()))
                .isEqualTo("web:2");
    }

    @Test
    void ecsFailsTheActionWhenTheServiceGoesBackOrTheFileIsWrong() throws IOException {
        String arn = aws.ecs().registerTaskDefinition(aws.region(), name, "app", "web:1");
        aws.ecs().createService(aws.region(), "prod", name, arn, 1, true, true);
        eventually(() -> aws.ecs()
                .describeService(aws.region(), "prod", name)
                .path("deployments")
                .path(0)
                .path("rolloutState")
                .asText()
                .equals("COMPLETED"));
        pipeline(
                Map.of("imagedefinitions.json", "[{\"name\": \"app\", \"imageUri\": \"web:exit-1\"}]", "bad.json", "{"),
                "ECS",
                "\"ClusterName\": \"prod\", \"ServiceName\": \"%1$s\"");
        assertThat(run("Failed").errorDetails().code()).isEqualTo("JobFailed");
        String good = name;
        name = name + "-bad";
        aws.s3().createBucket(name + "-artifacts", aws.region());
        pipeline(
                Map.of("bad.json", "{"),
                "ECS",
                "\"ClusterName\": \"prod\", \"ServiceName\": \"" + good + "\", \"FileName\": \"bad.json\"");
        assertThat(run("Failed").errorDetails().message()).contains("bad.json contains invalid JSON format");
    }

    @Test
    void codeDeployToEcsRegistersTheTemplateWithTheImageAndShiftsTheTraffic() throws IOException {
        String arn = aws.ecs().registerTaskDefinition(aws.region(), name, "app", "web:1");
        aws.ecs().createCodeDeployService(aws.region(), "prod", name, arn, 1);
        aws.codeDeploy().createApplication(aws.region(), name, "ECS");
        aws.codeDeploy().createEcsGroup(aws.region(), name, "live", "ECSAllAtOnce", "prod", name);
        pipeline(
                Map.of(
                        "appspec.yaml",
                        SHIFT_SPEC,
                        "taskdef.json",
                        "{\"family\": \"" + name + "\", \"memory\": \"512\", \"containerDefinitions\": [{\"name\":"
                                + " \"app\", \"image\": \"<IMAGE1_NAME>\"}]}",
                        "imageDetail.json",
                        "{\"ImageURI\": \"web:9\"}"),
                "CodeDeployToECS",
                "\"ApplicationName\": \"%1$s\", \"DeploymentGroupName\": \"live\","
                        + " \"TaskDefinitionTemplateArtifact\": \"Code\", \"AppSpecTemplateArtifact\": \"Code\","
                        + " \"Image1ArtifactName\": \"Code\", \"Image1ContainerName\": \"IMAGE1_NAME\"");
        assertThat(run("Succeeded").externalExecutionId()).startsWith("d-");
        assertThat(image(aws.ecs().primaryTaskDefinition(aws.region(), "prod", name)))
                .isEqualTo("web:9");
    }

    @Test
    void aPipelineWithoutARequiredSettingIsRefused() {
        CodePipelineException refused = catchThrowableOfAction();
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidActionDeclarationException");
        assertThat(refused).hasMessageContaining("'Live' is missing required configuration 'ApplicationName'");
    }

    private CodePipelineException catchThrowableOfAction() {
        return catchThrowableOfType(
                CodePipelineException.class,
                () -> client.createPipeline(create -> create.pipeline(pipeline -> pipeline.name(name)
                        .roleArn("arn:aws:iam::123456789012:role/pipeline")
                        .artifactStore(store -> store.type("S3").location(name + "-artifacts"))
                        .stages(
                                stage -> stage.name("Source").actions(action -> action.name("Checkout")
                                        .actionTypeId(type -> type.category("Source")
                                                .owner("AWS")
                                                .provider("CodeCommit")
                                                .version("1"))
                                        .configuration(Map.of("RepositoryName", name, "BranchName", "main"))
                                        .outputArtifacts(out -> out.name("Code"))),
                                stage -> stage.name("Deploy").actions(action -> action.name("Live")
                                        .actionTypeId(type -> type.category("Deploy")
                                                .owner("AWS")
                                                .provider("CodeDeploy")
                                                .version("1"))
                                        .configuration(Map.of("DeploymentGroupName", "live"))
                                        .inputArtifacts(in -> in.name("Code")))))));
    }

    private static String image(String taskDefinition) {
        return aws.ecs()
                .taskDefinition(aws.region(), taskDefinition)
                .path("containerDefinitions")
                .path(0)
                .path("image")
                .asText();
    }
}
