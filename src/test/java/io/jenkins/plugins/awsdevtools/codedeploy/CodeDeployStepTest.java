package io.jenkins.plugins.awsdevtools.codedeploy;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.approval.Approvals;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class CodeDeployStepTest extends ConnectedJenkins {

    private static final String REGION = "eu-west-1";
    private final List<Instance> hosts = new ArrayList<>();
    private String application;

    @BeforeAll
    static void prepare() {
        aws.s3().createBucket("revisions", REGION);
    }

    @BeforeEach
    void application() {
        application = "app-" + UUID.randomUUID();
        aws.codeDeploy().createApplication(REGION, application, "Server");
        aws.calls().clear();
    }

    private void hosts(int count, String script) throws Exception {
        for (int i = 1; i <= count; i++) {
            hosts.add(aws.codeDeploy().addInstance(REGION, "i-" + i + "-" + application, Map.of("group", application)));
        }
        aws.codeDeploy().createServerGroup(REGION, application, "live", "AllAtOnce", application);
        aws.s3().put("revisions", application + ".zip", Bundles.site("hello", script));
    }

    private String step(String more) {
        return "codeDeploy application: '" + application + "', deploymentGroup: 'live', s3Bucket: 'revisions', s3Key: '"
                + application + ".zip'" + more;
    }

    @Test
    void aPipelineDeploysWithoutANodeAndReadsTheResult() throws Exception {
        hosts(2, "exit 0\n");
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("def d = " + step("") + "\necho \"${d.status} of"
                + " ${d.targets.size()} ${d.deploymentId} ${d.rollbackId}\""));
        jenkins.assertLogContains("SUCCEEDED of 2 d-", run);
        assertThat(hosts.get(0).root().resolve("var/www/index.html")).hasContent("hello");
        String page = jenkins.createWebClient().getPage(run, "aws").asNormalizedText();
        assertThat(page).contains(application + " / live", hosts.get(0).id(), "Succeeded");
    }

    @Test
    void aFailedHookFailsTheBuildAndSaysWhereAndWhy() throws Exception {
        hosts(2, "echo no disk >&2\nexit 7\n");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(step("")));
        jenkins.assertLogContains("[" + hosts.get(0).id() + "] AfterInstall: FAILED", run);
        jenkins.assertLogContains("exit code 7", run);
        jenkins.assertLogContains("[stderr]no disk", run);
        jenkins.buildAndAssertSuccess(pipeline("def d = " + step(", propagate: false") + "\necho d.status"));
    }

    @Test
    void aFreestyleJobDeploysAfterItsBuild() throws Exception {
        hosts(1, "exit 0\n");
        FreeStyleProject job = jenkins.createFreeStyleProject(application);
        CodeDeployStep step = new CodeDeployStep("$JOB_NAME", "live");
        step.setS3Bucket("revisions");
        step.setS3Key("${JOB_NAME}.zip");
        job.getPublishersList().add(new CodeDeployPublisher(step));
        jenkins.assertLogContains("1 succeeded", jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void bothFormsKeepEveryParameterAndTheSnippetGeneratorWritesThem() throws Exception {
        CodeDeployStep step = full();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodeDeployBuilder(step));
        CodeDeployPublisher publisher = new CodeDeployPublisher(step);
        publisher.setEvenIfFailed(true);
        job.getPublishersList().add(publisher);
        job = jenkins.configRoundtrip(job);
        CodeDeployStep built =
                job.getBuildersList().get(CodeDeployBuilder.class).getStep();
        jenkins.assertEqualDataBoundBeans(step, built);
        CodeDeployPublisher kept = job.getPublishersList().get(CodeDeployPublisher.class);
        jenkins.assertEqualDataBoundBeans(step, kept.getStep());
        assertThat(kept.isEvenIfFailed()).isTrue();
        assertThat(Snippetizer.object2Groovy(step)).contains("s3Key:", "targetTags:", "waitForOther: true", "onAbort:");
        assertThat(Snippetizer.object2Groovy(new CodeDeployStep("site", "live")))
                .isEqualTo("codeDeploy application: 'site', deploymentGroup: 'live'");
    }

    private static CodeDeployStep full() {
        CodeDeployStep step = new CodeDeployStep("site", "live");
        step.setConnection("local");
        step.setS3Bucket("revisions");
        step.setS3Key("site.zip");
        step.setSource("dist");
        step.setS3Prefix("bundles/");
        step.setBundleType("zip");
        step.setS3Version("v1");
        step.setS3ETag("abc");
        step.setGitHubRepository("example/site");
        step.setGitHubCommit("0123456789012345678901234567890123456789");
        step.setAppSpec("version: 0.0\nResources: []");
        step.setDeploymentConfig("CodeDeployDefault.AllAtOnce");
        step.setDescription("site 42");
        step.setFileExistsBehavior("OVERWRITE");
        step.setRollbackOn("DEPLOYMENT_FAILURE");
        step.setAlarms("errors");
        step.setTargetTags(List.of(new TargetTag("Fleet", "green")));
        step.setTargetGroups("green");
        step.setIgnoreApplicationStopFailures(true);
        step.setUpdateOutdatedInstancesOnly(true);
        step.setWaitForEnd(false);
        step.setWaitForOther(true);
        step.setTerminateOriginals(true);
        step.setOnReady("input");
        step.setOnAbort("rollBack");
        step.setLastLines(5);
        step.setPropagate(false);
        return step;
    }

    @Test
    void aReadyDeploymentIsApprovedByWhoMayBuildTheJobAndByNobodyElse() throws Exception {
        hosts(1, "exit 0\n");
        var group = aws.codeDeploy().group(REGION, application, "live");
        group.putObject("deploymentStyle").put("deploymentType", "BLUE_GREEN");
        group.putObject("blueGreenDeploymentConfiguration")
                .putObject("deploymentReadyOption")
                .put("actionOnTimeout", "STOP_DEPLOYMENT")
                .put("waitTimeInMinutes", 6000);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder"));
        try {
            WorkflowRun run =
                    pipeline(step(", onReady: 'input'")).scheduleBuild2(0).waitForStart();
            eventually(() -> !Approvals.get().of(run).isEmpty());
            String id = Approvals.get().of(run).get(0).id();
            jenkins.waitForMessage("aws-approval", run);
            assertThat(proceed("reader", run, id, HttpMethod.POST)).isEqualTo(403);
            assertThat(proceed("builder", run, id, HttpMethod.GET)).isIn(404, 405);
            assertThat(proceed("builder", run, "d-OTHER0000", HttpMethod.POST))
                    .as("an answer to what nobody asks any more is no error")
                    .isEqualTo(200);
            assertThat(aws.calls().count("codedeploy:ContinueDeployment")).isZero();
            assertThat(run.isBuilding()).isTrue();
            assertThat(withoutScripts("builder").getPage(run, "aws-approval/").asNormalizedText())
                    .contains(id);
            assertThat(proceed("builder", run, id, HttpMethod.POST)).isEqualTo(200);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("approved by builder", run);
        } finally {
            jenkins.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
            jenkins.jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
        }
    }

    private static int proceed(String user, WorkflowRun run, String deployment, HttpMethod method) throws Exception {
        return send(user, run, "aws-approval/answer?approve=Approve&id=" + deployment, method);
    }

    @Test
    void aWrongParameterFailsBeforeAwsIsCalled() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline("codeDeploy application: 'site', deploymentGroup: 'live'"));
        jenkins.assertLogContains("Give one revision", run);
        run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(step(", onReady: 'inputs'")));
        jenkins.assertLogContains("onReady 'inputs'", run);
        assertThat(aws.calls().count("codedeploy:*")).isZero();
    }
}
