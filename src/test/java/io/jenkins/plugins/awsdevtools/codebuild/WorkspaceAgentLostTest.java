package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.model.Label;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The process of an agent dies while it sends the workspace or fetches artifacts, and another one comes. */
@WithJenkins
class WorkspaceAgentLostTest {

    private static JenkinsRule jenkins;
    private static DumbSlave agent;
    private LocalAws aws;
    private BigWorkspace workspace;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void connect() throws Exception {
        aws = LocalAws.start();
        LocalConnection.configure(aws);
        workspace = new BigWorkspace(aws);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void anAgentThatIsLostWhileItSendsBeginsAgainAndLeavesNoUpload() throws Exception {
        workspace.assertSent(loseDuring("s3:UploadPart", "sending", workspace.sending()));
    }

    @Test
    void anAgentThatIsLostWhileItFetchesBeginsAgainAndLeavesNothingElse() throws Exception {
        workspace.assertFetched(loseDuring("s3:GetObject", "fetching", workspace.fetching()));
    }

    private WorkflowRun loseDuring(String operation, String name, String script) throws Exception {
        aws.faults().stall(operation, 1, Duration.ofMinutes(5));
        WorkflowRun run = workspace.job(jenkins, name, script).scheduleBuild2(0).waitForStart();
        aws.calls().await(operation, 1);
        jenkins.disconnectSlave(agent);
        agent.toComputer().connect(false);
        jenkins.waitOnline(agent);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The agent is not there", run);
        return run;
    }
}
