package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.multipart.AskedUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

class S3TransfersTest extends SyncedSite {

    private byte[] large(String path, int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(site.resolve(path), bytes);
        return bytes;
    }

    private static SyncOrder order(boolean delete) {
        return new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, delete, false, false, false, 16);
    }

    private SyncOutcome deploy(SyncOrder order) throws Exception {
        return deploy(order, PLAIN);
    }

    private SyncOutcome deploy(SyncOrder order, StoreSettings settings) throws Exception {
        return get(begin(order, settings, Journal.inMemory()));
    }

    private RemoteWork<SyncOutcome> begin(SyncOrder order, StoreSettings settings, Journal<DeployRecord> journal) {
        return fixture.transfers(root, journal)
                .deploy(new S3Place(bucket, "web", null), settings, order, DeployOptions.NONE);
    }

    /** Paths below the prefix that were put, in the order of the calls. */
    private List<String> puts() {
        return aws.calls().all("s3:PutObject").stream()
                .map(call -> call.path().substring(("/" + bucket + "/web/").length()))
                .toList();
    }

    @Test
    void sendsWhatIsNewAndChangedAndDeletesWhatIsGoneInsideThePrefixOnly() throws Exception {
        file("index.html", "one");
        file("css/a.css", "body {}");
        file("leer zeichen+ü&.txt", "odd");
        aws.s3().put(bucket, "web/old.txt", new byte[] {1});
        aws.s3().put(bucket, "webx/other.txt", new byte[] {1});

        SyncOutcome first = deploy(order(true));
        aws.calls().clear();
        file("index.html", "two");
        SyncOutcome second = deploy(order(true));

        assertThat(first.files()).isEqualTo(3);
        assertThat(first.deleted()).isEqualTo(1);
        assertThat(second.files()).isEqualTo(1);
        assertThat(second.unchanged()).isEqualTo(2);
        assertThat(puts()).containsExactly("index.html");
        assertThat(read("web/index.html")).isEqualTo("two");
        assertThat(aws.s3().keys(bucket, ""))
                .containsExactlyInAnyOrder(
                        "web/index.html", "web/css/a.css", "web/leer zeichen+ü&.txt", "webx/other.txt");
    }

    @Test
    void anUnchangedTreeCostsAListingAndNothingElse() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            byte[] content = ("content " + i).getBytes(StandardCharsets.UTF_8);
            Files.write(site.resolve("f" + i), content);
            aws.s3().put(bucket, "web/f" + i, content);
        }

        assertThat(deploy(order(true)).unchanged()).isEqualTo(10_000);
        assertThat(aws.calls().count("s3:ListObjectsV2")).isEqualTo(10);
        assertThat(aws.calls().all()).hasSize(10);
    }

    @Test
    void largeFilesGoInPartsAndCompareWithoutBeingSentAgain() throws Exception {
        byte[] bytes = large("big.bin", 35 * MIB + 17);

        deploy(order(false));
        aws.calls().clear();
        SyncOutcome again = deploy(order(false));

        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(aws.s3().get(bucket, "web/big.bin").etag()).endsWith("-5");
        assertThat(aws.s3().read(bucket, "web/big.bin")).isEqualTo(bytes);
        assertThat(aws.calls().count("s3:UploadPart")).isZero();
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void aBucketOfAnotherRegionIsNamedWithWhatToDo() throws Exception {
        file("a", "a");
        String other = "other-" + bucket;
        aws.s3().createBucket(other, "ap-south-1");
        RemoteWork<SyncOutcome> work = fixture.transfers(root, Journal.inMemory())
                .deploy(new S3Place(other, "web", null), PLAIN, order(true), DeployOptions.NONE);

        assertThatThrownBy(() -> get(work))
                .hasMessageContaining(other)
                .hasMessageContaining("is not in " + aws.region())
                .hasMessageContaining("Choose a connection to the region it is in");
        assertThat(aws.s3().keys(other, "")).isEmpty();
    }

    @Test
    void throttlingServerErrorsAndCutConnectionsLoseNothing() throws Exception {
        for (int i = 0; i < 60; i++) {
            file("f" + i, "content " + i);
        }
        large("big.bin", 20 * MIB);
        aws.faults().throttle("s3:PutObject", 20);
        aws.faults().fail("s3:PutObject", 5, "InternalError", 500, "We encountered an internal error.");
        aws.faults().cutBeforeAnswer("s3:PutObject", 3);
        aws.faults().cutAfterExecution("s3:PutObject", 3);
        aws.faults().throttle("s3:UploadPart", 2);
        aws.faults().cutBeforeAnswer("s3:UploadPart", 1);

        assertThat(deploy(order(true)).files()).isEqualTo(61);
        assertThat(deploy(order(true)).unchanged()).isEqualTo(61);
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void anExpiredSignatureIsAskedForAgain() throws Exception {
        file("a", "a");
        aws.faults().expireToken("s3:PutObject", 1);

        assertThat(deploy(order(false)).files()).isEqualTo(1);
        assertThat(read("web/a")).isEqualTo("a");
    }

    @Test
    void anEmptyFolderNeverDeletesUnlessAllowed() throws Exception {
        aws.s3().put(bucket, "web/a", new byte[] {1});

        assertThatThrownBy(() -> deploy(order(true))).hasMessageContaining("Nothing was sent or deleted");
        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/a");

        deploy(new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, true, false, false, 16));
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
    }

    @Test
    void aDryRunSaysThePlanAndDoesNothing() throws Exception {
        file("new.txt", "x");
        aws.s3().put(bucket, "web/gone.txt", new byte[] {1});

        deploy(new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, false, true, false, 16));

        assertThat(fixture.lines()).contains("  + new.txt", "  - gone.txt");
        assertThat(aws.s3().keys(bucket, "")).containsExactly("web/gone.txt");
    }

    @Test
    void objectsAreStoredAsTheRulesSay() throws Exception {
        file("index.html", "<p>");
        file("a.bin", "x");
        StoreSettings settings = new StoreSettings(
                List.of(
                        new ObjectRule(
                                "**", null, "max-age=60", null, null, null, null, null, Map.of("build", "7"), null),
                        new ObjectRule(
                                "*.bin",
                                "application/x-b",
                                null,
                                null,
                                null,
                                "STANDARD_IA",
                                null,
                                null,
                                null,
                                Map.of("a", "b"))),
                "AES256",
                null,
                false);

        deploy(order(false), settings);

        StoredObject page = aws.s3().get(bucket, "web/index.html");
        assertThat(page.metadata().standard())
                .containsEntry("content-type", "text/html; charset=utf-8")
                .containsEntry("cache-control", "max-age=60");
        StoredObject binary = aws.s3().get(bucket, "web/a.bin");
        assertThat(binary.metadata().standard()).containsEntry("content-type", "application/x-b");
        assertThat(binary.metadata().storageClass()).isEqualTo("STANDARD_IA");
        assertThat(binary.metadata().tags()).containsEntry("a", "b");
        assertThat(binary.metadata().user()).containsEntry("build", "7");
    }

    @Test
    void smallAndLargeFilesRedirectWhereTheirRuleSays() throws Exception {
        file("old/a.html", "moved");
        file("old/b.html", "moved");
        file("stays.html", "<p>");
        large("old.bin", 17 * MIB);
        StoreSettings settings = new StoreSettings(
                List.of(redirecting("old/*.html", "/new/"), redirecting("*.bin", "https://www.acme.org/a?b=c")),
                null,
                null,
                false);

        deploy(order(false), settings);

        assertThat(aws.s3().get(bucket, "web/old/a.html").metadata().standard())
                .containsEntry("x-amz-website-redirect-location", "/new/");
        assertThat(aws.s3().get(bucket, "web/old/b.html").metadata().standard())
                .containsEntry("x-amz-website-redirect-location", "/new/");
        assertThat(aws.s3().get(bucket, "web/old.bin").metadata().standard())
                .containsEntry("x-amz-website-redirect-location", "https://www.acme.org/a?b=c");
        assertThat(aws.s3().get(bucket, "web/stays.html").metadata().standard())
                .doesNotContainKey("x-amz-website-redirect-location");
    }

    private static ObjectRule redirecting(String match, String location) {
        return new ObjectRule(match, null, null, null, null, null, null, location, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/", "ftp://acme.org/", "/a b", "/a\r\nx-amz-acl: public-read", "/ü", ""})
    void aRedirectThatS3OrAHeaderCannotHoldIsRefusedBeforeAnything(String location) {
        assertThatThrownBy(() -> redirecting("**", location)).hasMessageContaining("redirect");
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void pagesFollowAllThatTheyReferToAndDeletesComeLast() throws Exception {
        for (int i = 0; i < 20; i++) {
            file("css/" + i + ".css", "style");
        }
        file("a.html", "page");
        file("sub/b.html", "page");
        aws.s3().put(bucket, "web/gone", new byte[] {1});
        aws.faults().stall("s3:PutObject", 1, Duration.ofMillis(300));

        deploy(order(true));

        assertThat(puts().subList(0, 20)).allMatch(path -> path.endsWith(".css"));
        assertThat(puts().subList(20, 22)).containsExactlyInAnyOrder("a.html", "sub/b.html");
        List<CallRecord> calls = aws.calls().all();
        assertThat(calls.get(calls.size() - 1).operation()).isEqualTo("s3:DeleteObjects");
        assertThat(fixture.pictures().get(fixture.pictures().size() - 1).stages().stream()
                        .map(FlowStage::name))
                .containsExactly("compare", "upload", "pages", "delete");
    }

    @Test
    void whatAnEarlierProcessLeftOpenIsAbortedFirst() throws Exception {
        file("a", "a");
        String id = fixture.begin(bucket, "web/old.bin");
        Journal<DeployRecord> journal = Journal.inMemory();
        journal.save(
                new DeployRecord("marker", List.of(new OpenUpload("web/old.bin", id)), false, null, null, List.of()));

        get(begin(order(false), PLAIN, journal));

        assertThat(fixture.openUploads(bucket)).isZero();
        assertThat(journal.load().orElseThrow().uploads()).isEmpty();
    }

    @Test
    void noUploadIsLeftWhenTheAnswerToItsStartIsCut() throws Exception {
        large("big.bin", 20 * MIB);
        aws.faults().cutAfterExecution("s3:CreateMultipartUpload", 1);
        Journal<DeployRecord> journal = Journal.inMemory();

        get(begin(order(false), PLAIN, journal));

        assertThat(aws.calls().countExecuted("s3:CreateMultipartUpload")).isEqualTo(2);
        assertThat(fixture.openUploads(bucket)).isZero();
        assertThat(fixture.lines())
                .anyMatch(line -> line.contains("web/big.bin was lost") && line.contains("given up"));
        assertThat(journal.load().orElseThrow().asked()).isEmpty();
    }

    @Test
    void anUploadOfTheSameKeyThatSomebodyElseSendsIsLeftAlone() throws Exception {
        large("big.bin", 20 * MIB);
        String other = fixture.begin(bucket, "web/big.bin");
        fixture.clients()
                .s3(fixture.access())
                .uploadPart(
                        r -> r.bucket(bucket).key("web/big.bin").uploadId(other).partNumber(1),
                        AsyncRequestBody.fromString("theirs"))
                .join();
        aws.faults().cutAfterExecution("s3:CreateMultipartUpload", 1);

        deploy(order(false));

        assertThat(fixture.clients()
                        .s3(fixture.access())
                        .listMultipartUploads(r -> r.bucket(bucket))
                        .join()
                        .uploads())
                .extracting(MultipartUpload::uploadId)
                .containsExactly(other);
    }

    @Test
    void whoMayNotListUploadsStillDeploysAndReadsThatOneMayBeLeft() throws Exception {
        large("big.bin", 20 * MIB);
        aws.faults().cutAfterExecution("s3:CreateMultipartUpload", 1);
        aws.faults().deny("s3:ListMultipartUploads", Faults.ANYONE);

        deploy(order(false));

        assertThat(fixture.lines())
                .anyMatch(line -> line.contains("could not be looked up")
                        && line.contains("s3:ListBucketMultipartUploads")
                        && line.contains("arn:aws:s3:::" + bucket));
    }

    @Test
    void whatAnEarlierProcessAskedForAndNeverHeardOfIsGivenUp() throws Exception {
        file("a", "a");
        fixture.begin(bucket, "web/old.bin");
        Journal<DeployRecord> journal = Journal.inMemory();
        journal.save(new DeployRecord(
                "marker",
                List.of(),
                false,
                null,
                null,
                List.of(new AskedUpload("web/old.bin", System.currentTimeMillis()))));

        get(begin(order(false), PLAIN, journal));

        assertThat(fixture.openUploads(bucket)).isZero();
        assertThat(journal.load().orElseThrow().asked()).isEmpty();
    }

    @Test
    void anAbortStopsTheTransferAndGivesUploadsUp() throws Exception {
        large("big.bin", 40 * MIB);
        aws.faults().stall("s3:UploadPart", 100, Duration.ofMinutes(5));
        RemoteWork<SyncOutcome> work = begin(order(false), PLAIN, Journal.inMemory());
        aws.calls().await("s3:UploadPart", 1);

        work.abort();

        assertThatThrownBy(() -> get(work)).hasCauseInstanceOf(WorkAbortedException.class);
        aws.faults().clear();
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void aFailedUploadIsGivenUp() throws Exception {
        large("big.bin", 20 * MIB);
        aws.faults().fail("s3:UploadPart", 100, "InvalidRequest", 400, "no");

        assertThatThrownBy(() -> deploy(order(false))).hasMessageContaining("InvalidRequest");
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void aBucketThatIsNotThereOrDeniedIsNamed() {
        S3Transfers transfers = fixture.transfers(root, Journal.inMemory());

        assertThatThrownBy(() -> get(transfers.deploy(
                        new S3Place("no-such-bucket", "", null), PLAIN, order(false), DeployOptions.NONE)))
                .hasMessageContaining("no-such-bucket");
    }
}
