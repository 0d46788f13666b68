package io.jenkins.plugins.awsdevtools.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A real Jenkins process is killed, not shut down, while one build sends a bundle, another one waits for the answer to the
 * start of its upload, and the deployment of a third is under way.
 */
class KilledDeployTest {

    /** ApplicationStop, DownloadBundle, BeforeInstall, Install, AfterInstall, ApplicationStart and ValidateService. */
    private static final int EVENTS = 7;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().withTimeout(300);

    @Test
    void eachRevisionIsDeployedOnceAndWhatHappensWhileJenkinsIsDownIsToldOnce() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket(DeployedServers.BUCKET, DeployedServers.REGION);
            DeployedServers sending = new DeployedServers(aws, 1, "AllAtOnce");
            DeployedServers asking = new DeployedServers(aws, 1, "AllAtOnce");
            DeployedServers deploying = new DeployedServers(aws, 2, "OneAtATime");
            jenkins.startJenkins();
            jenkins.runRemotely(
                    KilledDeployTest::configure,
                    aws.endpoint().toString(),
                    aws.rootKey().accessKeyId(),
                    aws.rootKey().secretAccessKey());
            jenkins.runRemotely(
                    KilledDeployTest::schedule, "deploying", deploying.deploy("hello", DeployedServers.WAITS, ""));
            aws.calls().awaitExecuted("codedeploy:BatchGetDeploymentTargets", 1);
            aws.faults().stall("s3:UploadPart", 1, Duration.ofDays(1));
            jenkins.runRemotely(KilledDeployTest::schedule, "sending", sent("from here", sending.application()));
            aws.calls().await("s3:UploadPart", 1);
            aws.faults().holdAnswer("s3:CreateMultipartUpload", 1, Duration.ofDays(1));
            jenkins.runRemotely(KilledDeployTest::schedule, "asking", sent("from there", asking.application()));
            aws.calls().awaitExecuted("s3:CreateMultipartUpload", 2);
            jenkins.stopJenkinsForcibly();

            aws.faults().clear();
            deploying.letHooksEnd();
            jenkins.startJenkins();
            String sendingLog = jenkins.runRemotely(KilledDeployTest::log, "sending");
            String askingLog = jenkins.runRemotely(KilledDeployTest::log, "asking");
            String deployingLog = jenkins.runRemotely(KilledDeployTest::log, "deploying");

            assertThat(aws.calls().countExecuted("s3:CreateMultipartUpload"))
                    .as(sendingLog + askingLog)
                    .isEqualTo(2 * 2);
            assertThat(aws.calls().countExecuted("s3:AbortMultipartUpload"))
                    .as(sendingLog + askingLog)
                    .isEqualTo(2);
            assertThat(aws.calls().countExecuted("s3:CompleteMultipartUpload")).isEqualTo(2);
            assertThat(askingLog).contains("was lost; the upload was found in S3 and given up");
            assertThat(sending.deployments()).hasSize(1);
            assertThat(asking.deployments()).hasSize(1);
            assertThat(deploying.deployments()).hasSize(1);
            assertThat(aws.calls().count("codedeploy:CreateDeployment")).isEqualTo(3);
            assertThat(sending.host(0).root().resolve("var/www/page.html")).hasContent("from here");
            assertThat(asking.host(0).root().resolve("var/www/page.html")).hasContent("from there");
            assertThat(deploying.pages()).containsOnly("hello");
            assertThat(deployingLog.lines().filter(line -> line.startsWith("[i-")))
                    .as(deployingLog)
                    .hasSize(2 * EVENTS)
                    .doesNotHaveDuplicates();
        }
    }

    private static String sent(String text, String application) {
        return "node {\nwriteFile file: 'dist/page.html', text: '" + text + "'\n"
                + "writeFile file: 'dist/appspec.yml', text: 'version: 0.0\\nos: linux\\nfiles:\\n"
                + "- source: page.html\\n  destination: /var/www\\n'\n"
                + "codeDeploy application: '" + application
                + "', deploymentGroup: 'live', source: 'dist', s3Bucket: 'revisions'\n}";
    }

    private static void configure(JenkinsRule rule, String endpoint, String keyId, String secret) throws Throwable {
        LocalConnection.configure(endpoint, new AccessKey(keyId, secret));
    }

    private static void schedule(JenkinsRule rule, String name, String script) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static String log(JenkinsRule rule, String name) throws Throwable {
        WorkflowRun run =
                rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
        return JenkinsRule.getLog(run);
    }
}
