package io.jenkins.plugins.awsdevtools.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class EcsDeployRestartTest {

    private static final String REGION = "eu-west-1";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aDeploymentGoesOnAfterARestartAndEachEventIsPrintedOnce() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.ecs().createCluster(REGION, "prod");
            String arn = aws.ecs().registerTaskDefinition(REGION, "web", "app", "web:1");
            aws.ecs().createService(REGION, "prod", "web", arn, 1, true, true);
            sessions.then(jenkins -> {
                LocalConnection.configure(aws);
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "deploy");
                job.setDefinition(new CpsFlowDefinition(
                        "def d = ecsDeploy cluster: 'prod', service: 'web', image: 'web:slow'\necho \"it ${d.status}\"",
                        true));
                WorkflowRun run = job.scheduleBuild2(0).waitForStart();
                aws.calls().awaitExecuted("ecs:UpdateService", 1);
                aws.ecs().say(REGION, "prod", "web", "before the restart.");
                jenkins.waitForMessage("before the restart.", run);
            });
            aws.ecs().say(REGION, "prod", "web", "while Jenkins was away.");
            aws.ecs().letSlowTasksStart(true);
            sessions.then(jenkins -> {
                WorkflowRun run = jenkins.jenkins
                        .getItemByFullName("deploy", WorkflowJob.class)
                        .getBuildByNumber(1);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                List<String> log = JenkinsRule.getLog(run)
                        .lines()
                        .filter(line -> line.startsWith("(service web)"))
                        .toList();
                assertThat(log)
                        .doesNotHaveDuplicates()
                        .contains(
                                "(service web) before the restart.",
                                "(service web) while Jenkins was away.",
                                "(service web) has reached a steady state.");
                jenkins.assertLogContains("it SUCCEEDED", run);
            });
            assertThat(aws.calls().count("ecs:RegisterTaskDefinition")).isEqualTo(1);
            assertThat(aws.calls().count("ecs:UpdateService")).isEqualTo(1);
        }
    }
}
