package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is restarted while a step reads a file of the workspace. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes among its files")
class SlowWorkspaceRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aRestartWhileAFileIsReadReadsItAgainAndStartsOneBuild() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.codeBuild().createProject("eu-west-1", "site", "version: 0.2\n");
            List<SlowFile> files = new ArrayList<>();
            List<OutputStream> writers = new ArrayList<>();
            sessions.then(jenkins -> {
                LocalConnection.configure(aws);
                DumbSlave agent = jenkins.createOnlineSlave(Label.get("agent"));
                files.add(SlowFile.create(Path.of(agent.getRemoteFS(), "workspace", "job", "b.yml")));
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
                job.setDefinition(new CpsFlowDefinition(
                        "node('agent') { codeBuild project: 'site', buildspecFile: 'b.yml' }", true));
                job.scheduleBuild2(0).waitForStart();
                writers.add(files.get(0).awaitReader());
            });
            files.get(0).replace("version: 0.2\nphases:\n  build:\n    commands:\n      - echo of the workspace\n");
            assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
            sessions.then(jenkins -> {
                WorkflowRun run = jenkins.jenkins
                        .getItemByFullName("job", WorkflowJob.class)
                        .getBuildByNumber(1);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                jenkins.assertLogContains("of the workspace", run);
            });
            assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(1);
            for (OutputStream writer : writers) {
                writer.close();
            }
        }
    }
}
