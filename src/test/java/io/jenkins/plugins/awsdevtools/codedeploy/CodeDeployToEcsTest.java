package io.jenkins.plugins.awsdevtools.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployments of an ECS service, with a task definition that the step registers. */
class CodeDeployToEcsTest extends ConnectedJenkins {

    private static final String REGION = "eu-west-1";
    private static final String APP_SPEC =
            "version: 0.0\\nResources:\\n  - TargetService:\\n      Type: AWS::ECS::Service\\n"
                    + "      Properties:\\n        TaskDefinition: <TASK_DEFINITION>\\n        LoadBalancerInfo:\\n"
                    + "          ContainerName: app\\n          ContainerPort: 80\\n";
    private String name;

    @BeforeAll
    static void prepare() throws Exception {
        aws.ecs().createCluster(REGION, "prod");
        aws.ecs().tickEvery(Duration.ofMillis(5));
        aws.codeDeploy().minute(Duration.ofMillis(20));
    }

    @BeforeEach
    void service() {
        name = "web-" + UUID.randomUUID();
        String arn = aws.ecs().registerTaskDefinition(REGION, name, "app", "web:1");
        aws.ecs().createCodeDeployService(REGION, "prod", name, arn, 1);
        aws.codeDeploy().createApplication(REGION, name, "ECS");
        aws.codeDeploy().createEcsGroup(REGION, name, "live", "ECSCanary10Percent5Minutes", "prod", name);
        aws.calls().clear();
    }

    private String step(String more) {
        return "codeDeploy application: '" + name + "', deploymentGroup: 'live', " + more;
    }

    private static String inline() {
        return "appSpec: '" + APP_SPEC + "'";
    }

    private String imageOf(String revision) {
        return aws.ecs()
                .taskDefinition(REGION, name + ":" + revision)
                .path("containerDefinitions")
                .path(0)
                .path("image")
                .asText();
    }

    private String running() {
        return aws.ecs().primaryTaskDefinition(REGION, "prod", name);
    }

    @Test
    void whatTheServiceRunsGetsANewImageAndTheTraffic() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("def d = "
                + step("taskDefinition: [image: 'web:2'], " + inline())
                + "\necho \"${d.taskDefinition} instead of ${d.previousTaskDefinition}\""));
        jenkins.assertLogContains("Registered " + name + ":2.", run);
        jenkins.assertLogContains(name + ":2 instead of arn:", run);
        jenkins.assertLogContains("100 % of the traffic", run);
        assertThat(running()).endsWith(name + ":2");
        assertThat(imageOf("2")).isEqualTo("web:2");
    }

    @Test
    void theAppSpecAndTheTemplateMayBeFilesOfTheWorkspace() throws Exception {
        String template = "{\"family\": \"" + name + "\", \"networkMode\": \"awsvpc\", \"cpu\": \"256\","
                + " \"memory\": \"512\", \"requiresCompatibilities\": [\"FARGATE\"],"
                + " \"containerDefinitions\": [{\"name\": \"app\", \"image\": \"<IMAGE1_NAME>\"}]}";
        jenkins.buildAndAssertSuccess(pipeline("node {\nwriteFile file: 'deploy/appspec.yaml', text: '" + APP_SPEC
                + "'\nwriteFile file: 'deploy/taskdef.json', text: '" + template + "'\n"
                + step("appSpecFile: 'deploy/appspec.yaml', taskDefinition: [file: 'deploy/taskdef.json',"
                        + " images: [[container: 'app', image: 'web:3']]]")
                + "}"));
        assertThat(running()).endsWith(name + ":2");
        assertThat(imageOf("2")).isEqualTo("web:3");
    }

    @Test
    void aFreestyleJobDeploysAnImageOfItsOwnNumber() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        CodeDeployStep step = new CodeDeployStep("$JOB_NAME", "live");
        step.setAppSpec(APP_SPEC.replace("\\n", "\n"));
        TaskDefinitionSetting definition = new TaskDefinitionSetting();
        definition.setImage("web:build-$BUILD_NUMBER");
        step.setTaskDefinition(definition);
        job.getBuildersList().add(new CodeDeployBuilder(step));
        jenkins.buildAndAssertSuccess(job);
        assertThat(imageOf("2")).isEqualTo("web:build-1");
    }

    @Test
    void whatDoesNotFitTogetherIsRefusedBeforeAwsIsAsked() throws Exception {
        refusedStep("taskDefinition: [container: 'app'], " + inline(), "Say which image this container gets");
        refusedStep("taskDefinition: [base: 'web', template: '{}', image: 'web:2'], " + inline(), "not both");
        refusedStep(
                "taskDefinition: [image: 'web:2'], appSpec: '" + APP_SPEC.replace("<TASK_DEFINITION>", "web:1") + "'",
                "Write <TASK_DEFINITION>");
        refusedStep(inline(), "a task definition is to be registered");
        refusedStep("taskDefinition: [file: 'taskdef.json'], s3Bucket: 'revisions', s3Key: 'site.zip'", "appSpecFile");
        refusedStep("appSpecFile: '../appspec.yaml'", "inside the workspace");
        refusedStep("appSpecFile: 'appspec.yaml'", "workspace");
        String malformed = "node { writeFile file: 'appspec.yaml', text: 'version: ['\n"
                + step("appSpecFile: 'appspec.yaml'") + "}";
        jenkins.assertLogContains("not valid YAML", jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(malformed)));
        assertThat(aws.calls().count("codedeploy:CreateDeployment")).isZero();
        assertThat(aws.calls().count("ecs:*")).isZero();
    }

    private void refusedStep(String parameters, String reason) throws Exception {
        jenkins.assertLogContains(reason, jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(step(parameters))));
    }

    @Test
    void bothFormsKeepTheTaskDefinitionAndTheSnippetGeneratorWritesIt() throws Exception {
        CodeDeployStep step = new CodeDeployStep("web", "live");
        step.setConnection("local");
        step.setAppSpecFile("deploy/appspec.yaml");
        step.setIncludes("scripts/**");
        step.setExcludes("**/*.map");
        TaskDefinitionSetting definition = new TaskDefinitionSetting();
        definition.setBase("web:12");
        definition.setTemplate("{\"family\": \"web\"}");
        definition.setFile("taskdef.json");
        definition.setImage("web:2");
        definition.setContainer("app");
        definition.setImages(List.of(new ContainerImage("sidecar", "proxy:3")));
        step.setTaskDefinition(definition);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodeDeployBuilder(step));
        job.getPublishersList().add(new CodeDeployPublisher(step));
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                step, job.getBuildersList().get(CodeDeployBuilder.class).getStep());
        jenkins.assertEqualDataBoundBeans(
                step, job.getPublishersList().get(CodeDeployPublisher.class).getStep());
        assertThat(Snippetizer.object2Groovy(step))
                .contains("taskDefinition: newTaskDefinition(", "image: 'web:2'", "images: [");
    }

    @Test
    void theFormOffersFamiliesAndTheirContainersAndSuggestsWhatWasMeant() {
        TaskDefinitionSetting.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(TaskDefinitionSetting.DescriptorImpl.class);
        ContainerImage.DescriptorImpl image = jenkins.jenkins.getDescriptorByType(ContainerImage.DescriptorImpl.class);
        assertThat(form.doFillBaseItems(null, "local")).contains(name);
        assertThat(form.doFillContainerItems(null, name, "local")).containsExactly("app");
        assertThat(form.doFillContainerItems(null, "", "local")).isEmpty();
        assertThat(image.doFillContainerItems(null, name, "local")).containsExactly("app");
        assertThat(form.doCheckBase(null, name + "x", "local").getMessage()).contains(name);
    }

    @Test
    void theFormSaysWhatIsWrongWithATaskDefinition() {
        TaskDefinitionSetting.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(TaskDefinitionSetting.DescriptorImpl.class);
        assertThat(form.doCheckBase(null, "web:1:2", "local").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckBase(null, "web:12", "local").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckTemplate(null, "{", "", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckTemplate(null, "{\"family\": \"web\"}", "web", "").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckFile(null, "../taskdef.json", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckImage(null, "web 2").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckImage(null, "web:$BUILD_NUMBER").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckContainer(null, "app", "").kind).isEqualTo(FormValidation.Kind.ERROR);
    }
}
