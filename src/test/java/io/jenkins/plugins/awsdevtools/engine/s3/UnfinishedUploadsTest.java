package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uploads in parts that cannot be given up: that is told, and hides nothing else. */
class UnfinishedUploadsTest extends SyncedSite {

    private RemoteWork<SyncOutcome> begin(Journal<DeployRecord> journal) {
        return fixture.transfers(root, journal)
                .deploy(
                        new S3Place(bucket, "web", null),
                        PLAIN,
                        new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, false, false, false, 16),
                        DeployOptions.NONE);
    }

    private OpenUpload open(String key) {
        return new OpenUpload(key, fixture.begin(bucket, key));
    }

    private static Journal<DeployRecord> leftBy(List<OpenUpload> uploads) {
        Journal<DeployRecord> journal = Journal.inMemory();
        journal.save(new DeployRecord("marker", uploads, false, null, null, List.of()));
        return journal;
    }

    @Test
    void aRestartThatMayNotGiveUploadsUpSaysSoAndDeploys() throws Exception {
        file("a", "a");
        OpenUpload left = open("web/old.bin");
        Journal<DeployRecord> journal = leftBy(List.of(left));
        aws.faults().deny("s3:AbortMultipartUpload", Faults.ANYONE);

        assertThat(get(begin(journal)).files()).isEqualTo(1);

        assertThat(read("web/a")).isEqualTo("a");
        assertThat(fixture.lines())
                .anyMatch(line -> line.contains("could not be given up") && line.contains("s3:AbortMultipartUpload"));
        assertThat(journal.load().orElseThrow().uploads()).containsExactly(left);
    }

    @Test
    void oneThatCannotBeGivenUpKeepsNoOtherOpen() throws Exception {
        file("a", "a");
        Journal<DeployRecord> journal = leftBy(List.of(open("web/one"), open("web/two"), open("web/three")));
        aws.faults().fail("s3:AbortMultipartUpload", 1, "AccessDenied", 403, "Access Denied");

        get(begin(journal));

        assertThat(fixture.openUploads(bucket)).isZero();
        assertThat(journal.load().orElseThrow().uploads()).isEmpty();
    }

    @Test
    void whySendingFailedIsToldEvenIfNothingMayBeGivenUp() throws Exception {
        Files.write(site.resolve("big.bin"), new byte[20 * MIB]);
        aws.faults().fail("s3:UploadPart", Faults.ALWAYS, "InvalidRequest", 400, "no");
        aws.faults().deny("s3:AbortMultipartUpload", Faults.ANYONE);

        assertThatThrownBy(() -> get(begin(Journal.inMemory()))).hasMessageContaining("InvalidRequest");

        assertThat(fixture.lines()).anyMatch(line -> line.contains("could not be given up"));
    }
}
