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

/** A real Jenkins process is killed, not shut down, while it sends a bundle. */
class KilledUploadTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().withTimeout(300);

    @Test
    void theUploadIsGivenUpTheBundleSentAgainAndDeployedOnce() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket(DeployedServers.BUCKET, DeployedServers.REGION);
            DeployedServers servers = new DeployedServers(aws, 1, "AllAtOnce");
            jenkins.startJenkins();
            jenkins.runRemotely(
                    KilledUploadTest::configure,
                    aws.endpoint().toString(),
                    aws.rootKey().accessKeyId(),
                    aws.rootKey().secretAccessKey());
            aws.faults().stall("s3:UploadPart", 1, Duration.ofDays(1));
            jenkins.runRemotely(KilledUploadTest::schedule, servers.application());
            aws.calls().await("s3:UploadPart", 1, Duration.ofSeconds(60));
            jenkins.stopJenkinsForcibly();

            aws.faults().clear();
            jenkins.startJenkins();
            jenkins.runRemotely(KilledUploadTest::await);

            assertThat(aws.calls().countExecuted("s3:CreateMultipartUpload")).isEqualTo(2);
            assertThat(aws.calls().countExecuted("s3:AbortMultipartUpload")).isEqualTo(1);
            assertThat(aws.calls().countExecuted("s3:CompleteMultipartUpload")).isEqualTo(1);
            assertThat(servers.deployments()).hasSize(1);
            assertThat(aws.calls().count("codedeploy:CreateDeployment")).isEqualTo(1);
            assertThat(servers.host(0).root().resolve("var/www/page.html")).hasContent("from here");
        }
    }

    private static void configure(JenkinsRule rule, String endpoint, String keyId, String secret) throws Throwable {
        LocalConnection.configure(endpoint, new AccessKey(keyId, secret));
    }

    private static void schedule(JenkinsRule rule, String application) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(
                "node {\nwriteFile file: 'dist/page.html', text: 'from here'\n"
                        + "writeFile file: 'dist/appspec.yml', text: 'version: 0.0\\nos: linux\\nfiles:\\n"
                        + "- source: page.html\\n  destination: /var/www\\n'\n"
                        + "codeDeploy application: '" + application
                        + "', deploymentGroup: 'live', source: 'dist', s3Bucket: 'revisions'\n}",
                true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static void await(JenkinsRule rule) throws Throwable {
        WorkflowRun run =
                rule.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
    }
}
