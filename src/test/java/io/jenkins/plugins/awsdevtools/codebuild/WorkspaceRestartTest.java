package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is restarted while its agent sends the workspace or fetches artifacts. */
class WorkspaceRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalAws aws = LocalAws.start();
    private final BigWorkspace workspace = new BigWorkspace(aws);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aRestartWhileTheWorkspaceIsSentStartsOneBuildAndLeavesNoUpload() throws Throwable {
        restartDuring("s3:UploadPart", workspace.sending(), workspace::assertSent);
    }

    @Test
    void aRestartWhileArtifactsAreFetchedBringsThemOnceAndLeavesNothingElse() throws Throwable {
        restartDuring("s3:GetObject", workspace.fetching(), workspace::assertFetched);
    }

    @Test
    void aRestartWhileAnUploadIsAskedForStartsOneBuildAndLeavesNoUpload() throws Throwable {
        aws.faults().holdAnswer("s3:CreateMultipartUpload", 1, Duration.ofMinutes(5));
        restartAfter(() -> aws.calls().awaitExecuted("s3:CreateMultipartUpload", 1), workspace.sending(), run -> {
            workspace.assertSent(run);
            assertThat(JenkinsRule.getLog(run)).contains("was lost; the upload was found in S3 and given up");
        });
    }

    private void restartDuring(String operation, String script, BigWorkspace.Check check) throws Throwable {
        aws.faults().stall(operation, 1, Duration.ofMinutes(5));
        restartAfter(() -> aws.calls().await(operation, 1), script, check);
    }

    private interface Awaited {

        void await() throws Exception;
    }

    private void restartAfter(Awaited middle, String script, BigWorkspace.Check check) throws Throwable {
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            DumbSlave agent = jenkins.createOnlineSlave();
            agent.setLabelString("agent");
            jenkins.jenkins.updateNode(agent);
            workspace.job(jenkins, "job", script).scheduleBuild2(0).waitForStart();
            middle.await();
        });
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            check.on(run);
        });
    }
}
