package io.jenkins.plugins.awsdevtools.s3;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.awsdevtools.connection.KillableJenkins;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import software.amazon.awssdk.services.s3.S3Client;

/** A real Jenkins process is killed, not shut down, in the middle of a sync: some parts and some files were sent. */
class KilledSyncTest {

    /** Few enough that those that are held leave the parts of the large one their places in the window. */
    private static final int FILES = 120;

    private static final int LARGE = 40 << 20;

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins();

    @Test
    void theSyncBeginsAgainSendsWhatIsMissingAndLeavesNoUploadOpen() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            aws.s3().createBucket("site", aws.region());
            aws.s3().put("site", "gone.txt", new byte[] {1});
            jenkins.startWith(aws);
            aws.faults().stall("s3:UploadPart", 2, Duration.ZERO);
            aws.faults().stall("s3:UploadPart", 100, Duration.ofMinutes(5));
            aws.faults().stall("s3:PutObject", 50, Duration.ZERO);
            aws.faults().stall("s3:PutObject", 1000, Duration.ofMinutes(5));
            jenkins.runRemotely(KilledSyncTest::makeSite);
            jenkins.build(
                    "deploy",
                    "node {\n  def r = s3Deploy bucket: 'site', from: 'site', delete: true\n  echo \"sent to ${r.url}\"\n}");
            aws.calls().awaitExecuted("s3:UploadPart", 2);
            aws.calls().awaitExecuted("s3:PutObject", 50);
            assertThat(openUploads(aws)).isOne();
            jenkins.kill();
            assertThat(aws.s3().keys("site", "")).contains("gone.txt").doesNotContain("index.html");
            aws.faults().clear();
            aws.calls().clear();

            jenkins.startJenkins();
            String log = jenkins.log("deploy");

            assertThat(aws.s3().keys("site", "")).hasSize(FILES + 2).doesNotContain("gone.txt");
            assertThat(aws.s3().read("site", "big.bin")).hasSize(LARGE);
            assertThat(openUploads(aws)).isZero();
            assertThat(aws.calls().countExecuted("s3:PutObject")).isLessThanOrEqualTo(FILES + 1 - 50);
            assertThat(log).contains("sent to s3://site/");
        }
    }

    private static int openUploads(LocalAws aws) {
        try (S3Client s3 = LocalClients.root(aws, S3Client.builder().forcePathStyle(true))) {
            return s3.listMultipartUploads(r -> r.bucket("site")).uploads().size();
        }
    }

    private static void makeSite(JenkinsRule rule) throws Throwable {
        FilePath site = rule.jenkins.getRootPath().child("workspace/deploy/site");
        for (int i = 0; i < FILES; i++) {
            site.child("f" + i).write("content " + i, "UTF-8");
        }
        site.child("index.html").write("<p>", "UTF-8");
        byte[] large = new byte[LARGE];
        Arrays.fill(large, (byte) 7);
        try (var out = site.child("big.bin").write()) {
            out.write(large);
        }
    }
}
