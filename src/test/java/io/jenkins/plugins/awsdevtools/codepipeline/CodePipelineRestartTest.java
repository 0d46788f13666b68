package io.jenkins.plugins.awsdevtools.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class CodePipelineRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static LocalAws aws;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @Test
    void anExecutionThatWaitsForApprovalIsFollowedAfterARestart() throws Throwable {
        ReviewedPipeline pipeline = ReviewedPipeline.create(aws);
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "site");
            job.setDefinition(new CpsFlowDefinition("codePipeline pipeline: '" + pipeline.name() + "'", true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("waits for approval", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("site", WorkflowJob.class).getBuildByNumber(1);
            pipeline.approve();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(pipeline.executions()).hasSize(1);
            assertThat(run.getLog(1000).stream().filter(line -> line.contains(" / ")))
                    .hasSize(4)
                    .doesNotHaveDuplicates();
        });
    }
}
