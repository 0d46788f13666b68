package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;

/** S3 may want to be asked less often for longer than the attempts of the SDK take. */
class SlowDownTest extends SyncedSite {

    /** One more than the SDK attempts. */
    private static final int TIMES = 5;

    /** As S3 says it. */
    private static final String GONE = "The specified multipart upload does not exist.";

    private RemoteWork<SyncOutcome> begin() {
        return fixture.transfers(root, Journal.inMemory())
                .deploy(
                        new S3Place(bucket, "web", null),
                        PLAIN,
                        new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, false, false, false, 4),
                        DeployOptions.NONE);
    }

    private byte[] large() throws Exception {
        byte[] bytes = new byte[20 * MIB];
        new Random(1).nextBytes(bytes);
        Files.write(site.resolve("big.bin"), bytes);
        return bytes;
    }

    @Test
    void listingCompletingAndDeletingIsTriedAgain() throws Exception {
        byte[] bytes = large();
        aws.s3().put(bucket, "web/gone", new byte[] {1});
        aws.faults().throttle("s3:ListObjectsV2", TIMES);
        aws.faults().throttle("s3:CompleteMultipartUpload", TIMES);
        aws.faults().throttle("s3:DeleteObjects", TIMES);

        SyncOutcome outcome = get(begin());

        assertThat(outcome).isEqualTo(new SyncOutcome(1, bytes.length, 0, 1));
        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/big.bin");
        assertThat(aws.s3().read(bucket, "web/big.bin")).isEqualTo(bytes);
        assertThat(fixture.lines()).anyMatch(line -> line.contains("trying again") && line.contains("throttles"));
    }

    @Test
    void aDeletionThatFailsInS3ItselfIsTriedAgainForItsKeyAlone() throws Exception {
        aws.s3().bucket(bucket).setVersioning(Bucket.Versioning.ENABLED);
        file("index.html", "<p>");
        aws.s3().put(bucket, "web/a", new byte[] {1});
        aws.s3().put(bucket, "web/b", new byte[] {1});
        aws.s3().bucket(bucket).failDeletes("web/b", 2);

        assertThat(get(begin()).deleted()).isEqualTo(2);

        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/index.html");
        assertThat(deleteMarkers()).containsExactly("web/a", "web/b");
    }

    private List<String> deleteMarkers() {
        try (S3Client s3 = LocalClients.root(aws, S3Client.builder().forcePathStyle(true))) {
            return s3.listObjectVersions(list -> list.bucket(bucket)).deleteMarkers().stream()
                    .map(DeleteMarkerEntry::key)
                    .toList();
        }
    }

    @Test
    void aCompletionWhoseAnswerIsLostIsFoundToBeDone() throws Exception {
        byte[] bytes = large();
        aws.faults().cutAfterExecution("s3:CompleteMultipartUpload", 1);

        assertThat(get(begin()).files()).isEqualTo(1);

        assertThat(aws.s3().read(bucket, "web/big.bin")).isEqualTo(bytes);
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void anUploadThatIsGoneWithoutItsObjectFails() throws Exception {
        large();
        aws.s3().put(bucket, "web/big.bin", new byte[] {1});
        aws.faults().fail("s3:CompleteMultipartUpload", Faults.ALWAYS, "NoSuchUpload", 404, GONE);

        assertThatThrownBy(() -> get(begin())).hasMessageContaining(GONE);

        assertThat(aws.s3().read(bucket, "web/big.bin")).hasSize(1);
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void whoAbortsDoesNotWaitForS3() throws Exception {
        large();
        aws.faults().throttle("s3:ListObjectsV2", Faults.ALWAYS);
        RemoteWork<SyncOutcome> work = begin();
        aws.calls().await("s3:ListObjectsV2", TIMES);

        work.abort();

        assertThatThrownBy(() -> get(work)).hasCauseInstanceOf(WorkAbortedException.class);
    }
}
