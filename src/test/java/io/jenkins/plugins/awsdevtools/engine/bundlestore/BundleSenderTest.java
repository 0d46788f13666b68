package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.Eventually;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.bundle.BundleSender;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import io.jenkins.plugins.awsdevtools.engine.bundle.Trees;
import io.jenkins.plugins.awsdevtools.engine.bundle.Unpacking;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.AskedUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSenderTest {

    private static final String BUCKET = "bundles";
    private static final BundlePlace PLACE = new BundlePlace(BUCKET, "p/");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    @TempDir
    private Path home;

    private LocalAws aws;
    private AwsClients clients;
    private AwsAccess access;
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        aws = LocalAws.start();
        aws.s3().createBucket(BUCKET, aws.region());
        clients = new AwsClients(Clock.systemUTC(), threads);
        access = TestAccess.root(aws, AwsAccess.DEFAULT_ATTEMPTS);
        folder = Files.createDirectories(home.resolve("workspace"));
        Files.writeString(folder.resolve("a.txt"), "a");
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a.txt"));
        byte[] noise = new byte[12_000_000];
        new Random(5).nextBytes(noise);
        Files.write(folder.resolve("noise"), noise);
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
        threads.shutdownNow();
    }

    private StoreReceiver send() {
        return send(Journal.inMemory());
    }

    private StoreReceiver send(Journal<SendRecord> journal) {
        StoreReceiver receiver =
                new StoreReceiver(clients, access, Timing.of(threads, Clock.systemUTC()), PLACE, journal);
        new BundleSender(folder, Selection.ALL, receiver).run();
        return receiver;
    }

    @Test
    void aBundleIsSentInPartsAndIsTheFiles() throws Exception {
        StoredBundle stored = send().stored().orElseThrow();
        assertThat(stored.key()).matches("p/[0-9a-f]{64}\\.zip");
        assertThat(stored.versionId()).isNull();
        assertThat(stored.location()).isEqualTo(BUCKET + "/" + stored.key());
        assertThat(aws.calls().count("s3:UploadPart")).isEqualTo(3);
        Path archive = Files.write(home.resolve("b.zip"), aws.s3().read(BUCKET, stored.key()));
        assertThat(stored.size()).isEqualTo(Files.size(archive));
        Unpacking.zip(archive, home.resolve("back"));
        Trees.assertSame(folder, home.resolve("back"));
    }

    @Test
    void anUnchangedBundleIsNotSentAgain() throws Exception {
        StoredBundle first = send().stored().orElseThrow();
        aws.calls().clear();
        StoreReceiver again = send();
        assertThat(again.unchanged()).isTrue();
        assertThat(again.stored()).contains(first);
        assertThat(aws.calls().count("s3:CreateMultipartUpload")).isZero();
        Files.writeString(folder.resolve("a.txt"), "b");
        assertThat(send().stored().orElseThrow().key()).isNotEqualTo(first.key());
    }

    @Test
    void aVersionedBucketGivesTheVersion() throws Exception {
        aws.s3().bucket(BUCKET).setVersioning(Bucket.Versioning.ENABLED);
        StoredBundle first = send().stored().orElseThrow();
        assertThat(first.versionId()).isNotBlank();
        assertThat(send().stored()).contains(first);
    }

    @Test
    void partsThatFailAreSentAgain() throws Exception {
        aws.faults().fail("s3:UploadPart", 2, "InternalError", 500, "We encountered an internal error");
        aws.faults().cutBeforeAnswer("s3:UploadPart", 1);
        StoredBundle stored = send().stored().orElseThrow();
        Path archive = Files.write(home.resolve("b.zip"), aws.s3().read(BUCKET, stored.key()));
        Unpacking.zip(archive, home.resolve("back"));
        Trees.assertSame(folder, home.resolve("back"));
    }

    private int openUploads() {
        return clients.s3(access)
                .listMultipartUploads(r -> r.bucket(BUCKET))
                .join()
                .uploads()
                .size();
    }

    @Test
    void noUploadIsLeftWhenTheAnswerToItsStartIsCut() {
        aws.faults().cutAfterExecution("s3:CreateMultipartUpload", 2);

        StoreReceiver receiver = send();

        assertThat(receiver.stored()).isPresent();
        assertThat(aws.calls().countExecuted("s3:CreateMultipartUpload")).isEqualTo(3);
        assertThat(openUploads()).isZero();
        assertThat(receiver.lines()).singleElement().asString().contains("was lost", "given up");
    }

    @Test
    void noUploadIsLeftWhenNoStartIsEverAnswered() {
        aws.faults().cutAfterExecution("s3:CreateMultipartUpload", Faults.ALWAYS);

        assertThat(send().failure()).isNotBlank();
        assertThat(openUploads()).isZero();
    }

    @Test
    void thatAnUploadIsAskedForIsKnownBeforeItsStartAndItsIdBeforeTheFirstPart() throws Exception {
        Journal<SendRecord> journal = new FileJournal<>(home.resolve("bundle.json"), SendRecord.class);
        aws.faults().stall("s3:CreateMultipartUpload", 1, Duration.ofMinutes(5));
        aws.faults().stall("s3:UploadPart", Faults.ALWAYS, Duration.ofMinutes(5));
        CompletableFuture<StoreReceiver> sending = CompletableFuture.supplyAsync(() -> send(journal));

        aws.calls().await("s3:CreateMultipartUpload", 1);
        SendRecord asked = journal.load().orElseThrow();
        aws.faults().releaseStalled();
        aws.calls().await("s3:UploadPart", 1);
        SendRecord begun = journal.load().orElseThrow();
        aws.faults().clear();

        StoredBundle stored = Eventually.resultOf(sending).stored().orElseThrow();
        assertThat(asked.uploads()).isEmpty();
        assertThat(asked.asked()).extracting(AskedUpload::key).containsExactly(stored.key());
        assertThat(begun.asked()).isEmpty();
        assertThat(begun.uploads()).extracting(OpenUpload::key).containsExactly(stored.key());
        assertThat(journal.load()).contains(new SendRecord(stored, List.of(), List.of()));
    }

    @Test
    void whatAProcessThatDiedAskedForIsGivenUpWhenTheNextOneHasSent() {
        Journal<SendRecord> journal = new FileJournal<>(home.resolve("bundle.json"), SendRecord.class);
        String key = PLACE.key("d".repeat(64));
        clients.s3(access).createMultipartUpload(r -> r.bucket(BUCKET).key(key)).join();
        long asked = clients.awsTime(access).toEpochMilli();
        journal.save(new SendRecord(null, List.of(), List.of(new AskedUpload(key, asked))));

        StoreReceiver receiver = send(journal);

        assertThat(receiver.stored()).isPresent();
        assertThat(openUploads()).isZero();
        assertThat(receiver.lines()).singleElement().asString().contains(key + " was lost", "given up");
        assertThat(journal.load().orElseThrow().asked()).isEmpty();
    }

    @Test
    void anUploadThatIsOpenInARecordWithoutListsIsAborted() throws Exception {
        String id = clients.s3(access)
                .createMultipartUpload(r -> r.bucket(BUCKET).key("p/old.zip"))
                .join()
                .uploadId();
        Path file = home.resolve("bundle.json");
        Files.writeString(file, "{\"stored\":null,\"key\":\"p/old.zip\",\"uploadId\":\"" + id + "\"}");
        Journal<SendRecord> journal = new FileJournal<>(file, SendRecord.class);

        new LeftUploads(clients, access, BUCKET, new SendJournal(journal))
                .abortOpen()
                .toCompletableFuture()
                .join();

        assertThat(openUploads()).isZero();
        assertThat(journal.load()).contains(SendRecord.NONE);
    }

    @Test
    void aBundleOfARecordWithoutListsIsKnown() throws Exception {
        Path file = home.resolve("bundle.json");
        Files.writeString(
                file,
                "{\"stored\":{\"bucket\":\"bundles\",\"key\":\"p/a.zip\",\"versionId\":null,\"size\":5},"
                        + "\"key\":null,\"uploadId\":null}");

        SendJournal journal = new SendJournal(new FileJournal<>(file, SendRecord.class));

        assertThat(journal.stored()).contains(new StoredBundle(BUCKET, "p/a.zip", null, 5));
        assertThat(journal.isTidy()).isTrue();
    }

    @Test
    void whoMayNotListUploadsStillSendsAndReadsThatOneMayBeLeft() {
        aws.faults().cutAfterExecution("s3:CreateMultipartUpload", 1);
        aws.faults().deny("s3:ListMultipartUploads", Faults.ANYONE);

        StoreReceiver receiver = send();

        assertThat(receiver.stored()).isPresent();
        assertThat(receiver.lines())
                .singleElement()
                .asString()
                .contains("could not be looked up", "s3:ListBucketMultipartUploads");
    }

    @Test
    void filesThatCannotBeBundledAreToldAsRefused() throws Exception {
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc/passwd"));
        StoreReceiver receiver = send();
        assertThat(receiver.refused()).isTrue();
        assertThat(receiver.failure()).contains("out -> /etc/passwd");
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void anUploadThatCannotBeAbortedIsToldWithTheReason() {
        aws.faults().deny("s3:UploadPart", Faults.ANYONE);
        aws.faults().deny("s3:AbortMultipartUpload", Faults.ANYONE);

        StoreReceiver receiver = send();

        assertThat(receiver.stored()).isEmpty();
        assertThat(openUploads()).isEqualTo(1);
        assertThat(receiver.lines())
                .singleElement()
                .asString()
                .contains("could not be given up", "s3:AbortMultipartUpload");
    }

    @Test
    void anErrorOnTheAgentIsToldAndNotTheFilesFault() {
        StoreReceiver receiver =
                new StoreReceiver(clients, access, Timing.of(threads, Clock.systemUTC()), PLACE, Journal.inMemory()) {
                    @Override
                    public boolean isThere(String digest, int files, long bytes) {
                        throw new NoClassDefFoundError("engine/Sent");
                    }
                };

        new BundleSender(folder, Selection.ALL, receiver).run();

        assertThat(receiver.failure()).contains("NoClassDefFoundError: engine/Sent");
        assertThat(receiver.refused()).isFalse();
    }

    @Test
    void placesThatCannotBeAreRefusedByField() {
        assertThatThrownBy(() -> new BundlePlace("My_Bucket", ""))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("bucket 'My_Bucket'");
        assertThatThrownBy(() -> new BundlePlace("bucket", "/a"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("prefix '/a'");
        assertThatThrownBy(() -> new BundlePlace("bucket", "a/../b/")).isInstanceOf(ParameterException.class);
        assertThat(new BundlePlace("bucket", null).key("d")).isEqualTo("jenkins/bundles/d.zip");
    }
}
