package io.jenkins.plugins.awsdevtools.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class CodeDeployRestartTest {

    private static final String REGION = "eu-west-1";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aDeploymentGoesOnOverARestartAndEachEventIsToldOnce() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket("revisions", REGION);
            aws.s3().put("revisions", "site.zip", Bundles.site("hello", "sleep 2\n"));
            aws.codeDeploy().createApplication(REGION, "site", "Server");
            for (int i = 1; i <= 3; i++) {
                aws.codeDeploy().addInstance(REGION, "i-" + i, Map.of("group", "site"));
            }
            aws.codeDeploy().createServerGroup(REGION, "site", "live", "OneAtATime", "site");
            sessions.then(jenkins -> {
                LocalConnection.configure(aws);
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
                job.setDefinition(new CpsFlowDefinition(
                        "codeDeploy application: 'site', deploymentGroup: 'live', s3Bucket: 'revisions',"
                                + " s3Key: 'site.zip'",
                        true));
                WorkflowRun run = job.scheduleBuild2(0).waitForStart();
                aws.calls().await("codedeploy:BatchGetDeploymentTargets", 2);
                jenkins.waitForMessage("[i-1] Install: succeeded", run);
            });
            sessions.then(jenkins -> {
                WorkflowRun run = jenkins.jenkins
                        .getItemByFullName("job", WorkflowJob.class)
                        .getBuildByNumber(1);
                jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
                String log = JenkinsRule.getLog(run);
                for (int i = 1; i <= 3; i++) {
                    String start = "[i-" + i + "] ";
                    assertThat(log.lines().filter(line -> line.startsWith(start)))
                            .hasSize(7)
                            .doesNotHaveDuplicates();
                }
                assertThat(aws.calls().count("codedeploy:CreateDeployment")).isEqualTo(1);
            });
        }
    }

    @Test
    void aDeploymentWhoseAnswerWasCutIsFoundAgainAfterARestart() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket(DeployedServers.BUCKET, REGION);
            DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
            aws.faults().cutAfterExecution("codedeploy:CreateDeployment", 1);
            aws.faults().htmlErrorPage("codedeploy:ListDeployments", Faults.ALWAYS);
            sessions.then(jenkins -> {
                LocalConnection.configure(aws);
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
                job.setDefinition(new CpsFlowDefinition(servers.deploy("hello", "exit 0\n", ""), true));
                job.scheduleBuild2(0).waitForStart();
                aws.calls().awaitEnded("codedeploy:ListDeployments", 1);
            });
            aws.faults().clear();
            sessions.then(jenkins -> {
                WorkflowRun run = jenkins.jenkins
                        .getItemByFullName("job", WorkflowJob.class)
                        .getBuildByNumber(1);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                jenkins.assertLogContains(servers.deployments().get(0), run);
            });
            assertThat(aws.calls().count("codedeploy:CreateDeployment")).isEqualTo(1);
            assertThat(servers.deployments()).hasSize(1);
            assertThat(servers.pages()).containsOnly("hello");
        }
    }
}
