package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** A journal that cannot be written, as on a disk that is full: a transfer ends with it, and never waits for ever. */
class FullDiskTest extends SyncedSite {

    /** @param full told what was kept last and what is to be kept */
    private record FullJournal(Journal<DeployRecord> kept, BiPredicate<DeployRecord, DeployRecord> full)
            implements Journal<DeployRecord> {

        @Override
        public Optional<DeployRecord> load() {
            return kept.load();
        }

        @Override
        public void save(DeployRecord next) {
            if (load().isPresent() && full.test(load().get(), next)) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
            kept.save(next);
        }
    }

    private static Journal<DeployRecord> fullFor(BiPredicate<DeployRecord, DeployRecord> what) {
        return new FullJournal(Journal.inMemory(), what);
    }

    private static boolean closes(DeployRecord before, DeployRecord after) {
        return after.uploads().size() < before.uploads().size() && after.done() == null;
    }

    private RemoteWork<SyncOutcome> begin(Journal<DeployRecord> journal) {
        return fixture.transfers(root, journal)
                .deploy(
                        new S3Place(bucket, "web", null),
                        PLAIN,
                        new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, false, false, false, 16),
                        DeployOptions.NONE);
    }

    private void large() throws IOException {
        Files.write(site.resolve("big.bin"), new byte[20 * MIB]);
    }

    @Test
    void anEndThatCannotBeKeptFailsTheTransferAlsoAfterALostAnswer() throws Exception {
        large();
        aws.faults().cutAfterExecution("s3:CreateMultipartUpload", 1);

        RemoteWork<SyncOutcome> work = begin(fullFor((before, after) -> after.done() != null));

        assertThatThrownBy(() -> get(work))
                .hasCauseInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void whySendingFailedIsToldAlsoIfItCannotBeKeptThatAnUploadWasGivenUp() throws Exception {
        large();
        aws.faults().fail("s3:UploadPart", Faults.ALWAYS, "InvalidRequest", 400, "no");

        RemoteWork<SyncOutcome> work = begin(fullFor(FullDiskTest::closes));

        assertThatThrownBy(() -> get(work)).hasMessageContaining("InvalidRequest");
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void aRestartGoesOnAlsoIfItCannotBeKeptThatAnOldUploadWasGivenUp() throws Exception {
        file("a", "a");
        Journal<DeployRecord> journal = fullFor(FullDiskTest::closes);
        journal.save(new DeployRecord(
                "marker",
                List.of(new OpenUpload("web/old.bin", fixture.begin(bucket, "web/old.bin"))),
                false,
                null,
                null,
                List.of()));

        assertThat(get(begin(journal)).files()).isEqualTo(1);

        assertThat(fixture.openUploads(bucket)).isZero();
        assertThat(fixture.lines()).anyMatch(line -> line.contains("No space left on device"));
    }

    @Test
    void anAbortThatCannotBeKeptStopsTheTransfer() throws Exception {
        large();
        aws.faults().stall("s3:UploadPart", 100, Duration.ofMinutes(5));
        RemoteWork<SyncOutcome> work = begin(fullFor((before, after) -> after.aborting()));
        aws.calls().await("s3:UploadPart", 1);

        assertThatThrownBy(work::abort).hasMessageContaining("No space left on device");

        assertThatThrownBy(() -> get(work)).isNotInstanceOf(TimeoutException.class);
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
    }
}
