package io.jenkins.plugins.awsdevtools.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.KillableJenkins;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A real Jenkins process is killed, not shut down, while one build sends a bundle, another one waits for the answer to the
 * start of its upload, and the deployment of a third is under way.
 */
class KilledDeployTest {

    /** ApplicationStop, DownloadBundle, BeforeInstall, Install, AfterInstall, ApplicationStart and ValidateService. */
    private static final int EVENTS = 7;

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins();

    @Test
    void eachRevisionIsDeployedOnceAndWhatHappensWhileJenkinsIsDownIsToldOnce() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket(DeployedServers.BUCKET, DeployedServers.REGION);
            DeployedServers sending = new DeployedServers(aws, 1, "AllAtOnce");
            DeployedServers asking = new DeployedServers(aws, 1, "AllAtOnce");
            DeployedServers deploying = new DeployedServers(aws, 2, "OneAtATime");
            jenkins.startWith(aws);
            jenkins.build("deploying", deploying.deploy("hello", DeployedServers.WAITS, ""));
            aws.calls().awaitExecuted("codedeploy:BatchGetDeploymentTargets", 1);
            aws.faults().stall("s3:UploadPart", 1, Duration.ofDays(1));
            jenkins.build("sending", sent("from here", sending.application()));
            aws.calls().await("s3:UploadPart", 1);
            aws.faults().holdAnswer("s3:CreateMultipartUpload", 1, Duration.ofDays(1));
            jenkins.build("asking", sent("from there", asking.application()));
            aws.calls().awaitExecuted("s3:CreateMultipartUpload", 2);
            jenkins.kill();

            aws.faults().clear();
            deploying.letHooksEnd();
            jenkins.startJenkins();
            String sendingLog = jenkins.log("sending");
            String askingLog = jenkins.log("asking");
            String deployingLog = jenkins.log("deploying");

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
}
