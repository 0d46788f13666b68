package io.jenkins.plugins.awsdevtools.ecs;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EcsDeployStepTest extends ConnectedJenkins {

    private static final String REGION = "eu-west-1";
    private String service;

    @BeforeAll
    static void prepare() throws Exception {
        aws.ecs().createCluster(REGION, "prod");
        aws.ecs().tickEvery(Duration.ofMillis(5));
    }

    @BeforeEach
    void makeService() throws Exception {
        service = "web-" + UUID.randomUUID();
        make(service, 1);
        aws.calls().clear();
    }

    private static void make(String name, int tasks) throws Exception {
        String arn = aws.ecs().registerTaskDefinition(REGION, name, "app", "web:1");
        aws.ecs().createService(REGION, "prod", name, arn, tasks, true, true);
        eventually(() -> aws.ecs()
                .describeService(REGION, "prod", name)
                .path("deployments")
                .path(0)
                .path("rolloutState")
                .asText()
                .equals("COMPLETED"));
    }

    private String running() {
        String arn = aws.ecs()
                .describeService(REGION, "prod", service)
                .path("taskDefinition")
                .asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private String deploy(String more) {
        return "ecsDeploy(cluster: 'prod', service: '" + service + "'" + more + ")";
    }

    @Test
    void aPipelineDeploysWithoutANodeAndBringsTheFormerRevisionBack() throws Exception {
        WorkflowRun run =
                jenkins.buildAndAssertSuccess(pipeline("def d = " + deploy(", image: 'web:2', connection: 'local'")
                        + "\n"
                        + "echo \"${d.status} ${d.runningCount} of ${d.desiredCount}\"\n"
                        + "ecsDeploy cluster: d.cluster, service: d.service, taskDefinition:"
                        + " d.previousTaskDefinition"));
        jenkins.assertLogContains("Registered " + service + ":2", run);
        jenkins.assertLogContains("has reached a steady state", run);
        jenkins.assertLogContains("SUCCEEDED 1 of 1", run);
        assertThat(running()).isEqualTo(service + ":1");
    }

    @Test
    void containersTakeImageVariablesAndSecrets() throws Exception {
        jenkins.buildAndAssertSuccess(
                pipeline(deploy(", containers: [[name: 'app', image: 'web:2', environment: [[name:"
                        + " 'STAGE', value: 'prod']], secrets: [[name: 'KEY', valueFrom: '/web/key']]]]")));
        String definition = aws.ecs()
                .taskDefinition(REGION, service + ":2")
                .path("containerDefinitions")
                .toString();
        assertThat(definition).contains("\"value\":\"prod\"", "\"valueFrom\":\"/web/key\"", "web:2");
    }

    @Test
    void aTemplateOfTheWorkspaceIsRegistered() throws Exception {
        WorkflowRun run =
                jenkins.buildAndAssertSuccess(pipeline("node { writeFile file: 'ci/task.json', text: '{\"family\": \""
                        + service + "\", \"networkMode\": \"awsvpc\","
                        + " \"requiresCompatibilities\": [\"FARGATE\"], \"cpu\": \"256\", \"memory\": \"512\","
                        + " \"containerDefinitions\": [{\"name\": \"other\", \"image\": \"none\"}]}'\n"
                        + deploy(", taskDefinitionFile: 'ci/task.json', image: 'web:7'") + " }"));
        jenkins.assertLogContains("Registered " + service + ":2", run);
        assertThat(aws.ecs()
                        .taskDefinition(REGION, service + ":2")
                        .path("containerDefinitions")
                        .path(0)
                        .path("image")
                        .asText())
                .isEqualTo("web:7");
    }

    @Test
    void imagesAreTakenFromTheImageDefinitionsOfABuild() throws Exception {
        jenkins.buildAndAssertSuccess(pipeline(
                "node { writeFile file: 'images.json', text: '[{\"name\": \"app\", \"imageUri\": \"web:9\"}]'\n"
                        + deploy(", imageDefinitions: 'images.json'") + " }"));
        assertThat(aws.ecs()
                        .taskDefinition(REGION, service + ":2")
                        .path("containerDefinitions")
                        .path(0)
                        .path("image")
                        .asText())
                .isEqualTo("web:9");
    }

    @Test
    void aDeploymentThatEcsUndoesFailsTheStepWithTaskExitCodeAndLogAndWithoutAStackTrace() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(deploy(", image: 'web:exit-3'")));
        jenkins.assertLogContains("ended with exit code 3", run);
        jenkins.assertLogContains("fatal: the process ends with 3", run);
        jenkins.assertLogContains("runs " + service + ":1 again", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void withoutPropagateAFailureIsReturned() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("def d = "
                + deploy(", image: 'web:pull-error', propagate: false")
                + "\necho \"${d.status} ${d.restored} ${d.failedTasks[0]}\""));
        jenkins.assertLogContains("FAILED true", run);
        jenkins.assertLogContains("CannotPullContainerError", run);
    }

    @Test
    void abortingThePipelineBringsTheFormerRevisionBackAndSaysSo() throws Exception {
        WorkflowRun run =
                pipeline(deploy(", image: 'web:slow'")).scheduleBuild2(0).waitForStart();
        eventually(() -> running().equals(service + ":2"));
        aws.calls().await("ecs:DescribeServices", 2);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("goes back to " + service + ":1", run);
        assertThat(running()).isEqualTo(service + ":1");
    }

    @Test
    void badInputIsRefusedByFieldAndValueBeforeAwsIsCalled() throws Exception {
        refused("ecsDeploy cluster: '', service: 'web', image: 'a'", "cluster ''");
        refused("ecsDeploy cluster: 'prod', service: 'we b', image: 'a'", "service 'we b'");
        refused(deploy(""), "forceNewDeployment", "Say what is to be deployed");
        refused(deploy(", image: 'a b'"), "image 'a b'");
        refused(deploy(", image: 'a', onAbort: 'rolback'"), "onAbort 'rolback'", "rollback");
        refused(deploy(", image: 'a', timeoutMinutes: 0"), "timeoutMinutes '0'");
        refused(deploy(", taskDefinition: 'web:12:3'"), "taskDefinition 'web:12:3'");
        refused(deploy(", container: 'app', forceNewDeployment: true"), "container 'app'");
        refused(deploy(", taskDefinitionTemplate: '{\"familie\": 1}'"), "/familie", "Did you mean family");
        refused(deploy(", taskDefinitionFile: '../x.json'"), "taskDefinitionFile '../x.json'");
        refused(deploy(", taskDefinitionFile: 'x.json'"), "There is no workspace here");
        refused(deploy(", containers: [[name: 'app', environment: [[name: 'A=B', value: '1']]]]"), "name 'A=B'");
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void aFreestyleJobDeploysAfterItsBuildAndNotAfterOneThatFailed() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        EcsDeployStep step = new EcsDeployStep("prod", service);
        step.setImage("web:$BUILD_NUMBER");
        job.getPublishersList().add(new EcsDeployPublisher(step));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("is steady with " + service + ":2", build);
        job.getBuildersList().add(new org.jvnet.hudson.test.FailureBuilder());
        FreeStyleBuild failed = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("Not done", failed);
        assertThat(running()).isEqualTo(service + ":2");
    }

    @Test
    void bothFreestyleFormsKeepEveryParameter() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new EcsDeployBuilder(full()));
        EcsDeployPublisher publisher = new EcsDeployPublisher(full());
        publisher.setEvenIfFailed(true);
        job.getPublishersList().add(publisher);
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                full(), job.getBuildersList().get(EcsDeployBuilder.class).getStep());
        EcsDeployPublisher kept = job.getPublishersList().get(EcsDeployPublisher.class);
        jenkins.assertEqualDataBoundBeans(full(), kept.getStep());
        assertThat(kept.isEvenIfFailed()).isTrue();
    }

    @Test
    void theSnippetGeneratorWritesWhatDiffersFromTheDefaults() throws Exception {
        EcsDeployStep step = new EcsDeployStep("prod", "web");
        step.setImage("web:2");
        assertThat(Snippetizer.object2Groovy(step))
                .isEqualTo("ecsDeploy cluster: 'prod', image: 'web:2', service: 'web'");
        assertThat(Snippetizer.object2Groovy(full()))
                .contains("containers: [ecsContainer(", "ecsSecret(", "onFailure: 'rollback'", "waitForEnd: false");
    }

    private static EcsDeployStep full() {
        EcsDeployStep step = new EcsDeployStep("prod", "web");
        step.setConnection("local");
        EcsContainer container = new EcsContainer("app");
        container.setImage("web:2");
        container.setEnvironment(List.of(new EcsVariable("STAGE", "prod")));
        container.setSecrets(List.of(new EcsSecret("KEY", "/web/key")));
        container.setCpu(128);
        container.setMemory(256);
        container.setMemoryReservation(64);
        step.setContainers(List.of(container));
        step.setImage("side:1");
        step.setContainer("side");
        step.setTaskDefinition("web");
        step.setTaskDefinitionFile("ci/task.json");
        step.setTaskDefinitionTemplate("{}");
        step.setImageDefinitions("imagedefinitions.json");
        step.setCpu("512");
        step.setMemory("1024");
        step.setDesiredCount(3);
        step.setForceNewDeployment(true);
        step.setMinimumHealthyPercent(50);
        step.setMaximumPercent(150);
        step.setPlatformVersion("LATEST");
        step.setWaitForEnd(false);
        step.setTimeoutMinutes(20);
        step.setLastLines(5);
        step.setOnAbort("leave");
        step.setOnFailure("rollback");
        step.setPropagate(false);
        return step;
    }

    @Test
    void formsOfferWhatThereIsAndSuggestWhatWasMeant() {
        EcsDeployStep.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(EcsDeployStep.DescriptorImpl.class);
        EcsContainer.DescriptorImpl container = jenkins.jenkins.getDescriptorByType(EcsContainer.DescriptorImpl.class);
        assertThat(form.doFillClusterItems(null, "local")).contains("prod");
        assertThat(form.doFillServiceItems(null, "local", "prod")).contains(service);
        assertThat(form.doFillContainerItems(null, "local", "prod", service)).containsExactly("app");
        assertThat(form.doFillServiceItems(null, "local", "")).isEmpty();
        assertThat(container.doFillNameItems(null, "local", "prod", service)).containsExactly("app");
        assertThat(form.doFillTaskDefinitionItems(null, "local")).contains(service);
        assertThat(form.doCheckTaskDefinition(null, service + "x", "local").getMessage())
                .contains(service);
        FormValidation slip = form.doCheckCluster(null, "pord", "local");
        assertThat(slip.kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(slip.getMessage()).contains("prod");
        assertThat(container
                        .doCheckName(null, "aap", "local", "prod", service, "", "")
                        .getMessage())
                .contains("app");
        assertThat(form.doCheckTaskDefinitionTemplate(null, "{\"family\": 1", "").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void theBuildsPageShowsTheDeployment() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(deploy(", image: 'web:2'")));
        String page = jenkins.createWebClient().getPage(run, "aws").asNormalizedText();
        assertThat(page).contains("prod/" + service, "Revision " + service + ":2", "Tasks: 1 of 1 run");
    }

    /** The Groovy blocks of the page about the step, in order; the services that they name are there. */
    @Test
    void theExamplesOfTheDocumentationRun() throws Exception {
        List<String> examples = new ArrayList<>();
        Matcher blocks = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/ecs-deploy.md")));
        while (blocks.find()) {
            examples.add(blocks.group(1));
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        make("web", 2);
        for (String example : examples) {
            jenkins.buildAndAssertSuccess(pipeline(example));
        }
    }
}
