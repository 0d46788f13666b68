package io.jenkins.plugins.awsdevtools.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;

/** Deployments to servers that fail, are aborted, wait for another one or for an approval, as a build shows them. */
@WithJenkins
class CodeDeployServersTest {

    private static LocalAws aws;
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        aws = LocalAws.start();
        aws.s3().createBucket(DeployedServers.BUCKET, DeployedServers.REGION);
        LocalConnection.configure(aws);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @BeforeEach
    void forget() {
        aws.calls().clear();
    }

    private static WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline-" + UUID.randomUUID());
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static WorkflowRun begin(String script) throws Exception {
        return pipeline(script).scheduleBuild2(0).waitForStart();
    }

    /** A second revision is under way, over one that was deployed before. */
    private static WorkflowRun second(DeployedServers servers, String more) throws Exception {
        jenkins.buildAndAssertSuccess(pipeline(servers.deploy("one", "exit 0\n", "")));
        aws.calls().clear();
        WorkflowRun run = begin(servers.deploy("two", DeployedServers.WAITS, more));
        aws.calls().awaitExecuted("codedeploy:BatchGetDeploymentTargets", 1);
        return run;
    }

    @Test
    void aHookThatFailsOnOneOfFiveIsNamedAndTheRollbackFollowedToItsEnd() throws Exception {
        DeployedServers servers = new DeployedServers(aws, 5, "OneAtATime");
        jenkins.buildAndAssertSuccess(pipeline(servers.deploy("one", "exit 0\n", "")));
        String script = "case $INSTANCE_ID in i-2-*) echo checking; echo no disk >&2; exit 7;; esac\n";
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline(servers.deploy("two", script, ", rollbackOn: 'DEPLOYMENT_FAILURE'")));
        String rollback = servers.deployments().get(2);
        assertThat(JenkinsRule.getLog(run).lines())
                .anyMatch(line -> line.startsWith("[" + servers.host(1).id() + "] AfterInstall: FAILED")
                        && line.contains("scripts/after.sh")
                        && line.contains("exit code 7"))
                .contains("    [stdout]checking", "    [stderr]no disk")
                .anyMatch(line -> line.contains("Rollback " + rollback + " ended as SUCCEEDED"));
        assertThat(servers.pages()).containsOnly("one");
    }

    @Test
    void anAbortStopsTheDeployment() throws Exception {
        DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
        WorkflowRun run = second(servers, "");
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        String id = servers.deployments().get(1);
        jenkins.assertLogContains("Aborted: CodeDeploy deployment " + id, run);
        assertThat(aws.codeDeploy().deployment(id).get("status").asText()).isEqualTo("Stopped");
        assertThat(servers.deployments()).hasSize(2);
    }

    @Test
    void anAbortRollsBackWhereTheStepSaysSo() throws Exception {
        DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
        WorkflowRun run = second(servers, ", onAbort: 'rollBack'");
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(servers.deployments()).hasSize(3);
        jenkins.assertLogContains("rolls it back with " + servers.deployments().get(2), run);
    }

    @Test
    void anAbortLeavesTheDeploymentRunningWhereTheStepSaysSo() throws Exception {
        DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
        WorkflowRun run = second(servers, ", onAbort: 'leave'");
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("left running", run);
        assertThat(aws.calls().count("codedeploy:StopDeployment")).isZero();
        servers.letHooksEnd();
    }

    @Test
    void aBusyGroupRefusesOneBuildAndMakesAnotherWait() throws Exception {
        DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
        WorkflowRun first = second(servers, "");
        String id = servers.deployments().get(1);
        String third = servers.deploy("three", "exit 0\n", "");
        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(third));
        jenkins.assertLogContains("Deployment " + id + " already runs", refused);
        jenkins.assertLogContains("Set waitForOther", refused);
        WorkflowRun waiting = begin(third + ", waitForOther: true");
        jenkins.waitForMessage("this one waits for its end", waiting);
        servers.letHooksEnd();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waiting));
        assertThat(servers.pages()).containsOnly("three");
    }

    @Test
    void aReadyDeploymentGoesOnByItselfUnlessToldOtherwise() throws Exception {
        DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
        servers.blueGreen();
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(servers.deploy("green", "exit 0\n", "")));
        jenkins.assertLogContains("traffic goes to the new targets", run);
        assertThat(aws.calls().countExecuted("codedeploy:ContinueDeployment")).isEqualTo(1);
    }

    @Test
    void aReadyDeploymentWaitsForSomebodyInAwsWhereTheStepSaysSo() throws Exception {
        DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
        servers.blueGreen();
        WorkflowRun run = begin(servers.deploy("green", "exit 0\n", ", onReady: 'wait'"));
        jenkins.waitForMessage("when somebody approves it in AWS", run);
        assertThat(aws.calls().count("codedeploy:ContinueDeployment")).isZero();
        assertThat(run.isBuilding()).isTrue();
        try (CodeDeployClient somebody = LocalClients.as(aws, aws.rootKey(), CodeDeployClient.builder())) {
            somebody.continueDeployment(request ->
                    request.deploymentId(servers.deployments().get(0)).deploymentWaitType("READY_WAIT"));
        }
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }
}
