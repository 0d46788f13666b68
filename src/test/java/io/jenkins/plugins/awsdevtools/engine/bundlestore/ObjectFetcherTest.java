package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.Eventually;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFeed;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFetcher;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.bundle.Trees;
import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class ObjectFetcherTest {

    private static final String BUCKET = "artifacts";
    private static final String NAME = "s3://" + BUCKET + "/";
    private static final Duration SIGNED = Duration.ofHours(1);
    private static final Duration LATER = Duration.ofHours(5);

    /** Of one request, see {@code HttpMover}. */
    private static final int ATTEMPTS = 8;

    @TempDir
    private Path home;

    private final ShiftedClock time = new ShiftedClock();
    private LocalAws aws;
    private S3Presigner presigner;
    private Path workspace;
    private List<String> before;

    @BeforeEach
    void start() throws Exception {
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(time));
        aws.s3().createBucket(BUCKET, aws.region());
        presigner = S3Presigner.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(aws.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        aws.rootKey().accessKeyId(), aws.rootKey().secretAccessKey())))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
        workspace = Files.createDirectories(home.resolve("workspace"));
        Files.writeString(workspace.resolve("kept"), "kept");
        Files.createSymbolicLink(workspace.resolve("out"), home);
        before = Trees.paths(workspace);
    }

    @AfterEach
    void stop() {
        presigner.close();
        aws.close();
    }

    /** One wave, what was signed again, and what was told. */
    private class Feed implements ObjectFeed {

        private final Queue<List<ObjectRequest>> waves = new ArrayDeque<>();
        private final Queue<String> signed = new ConcurrentLinkedQueue<>();
        private List<String> paths;
        private String failure;
        private boolean refused;

        @Override
        public List<ObjectRequest> next() {
            return waves.isEmpty() ? List.of() : waves.remove();
        }

        @Override
        public SignedRequest sign(String name) {
            signed.add(name);
            return ObjectFetcherTest.this.sign(
                    "key/" + name.substring(NAME.length()).hashCode(), LATER);
        }

        @Override
        public void onProgress(long files, long bytes) {
            // Nobody looks.
        }

        @Override
        public void onDone(List<String> done, long bytes) {
            paths = done;
        }

        @Override
        public void onFailed(String message, boolean byContent) {
            failure = message;
            refused = byContent;
        }
    }

    private ObjectRequest put(String path, byte[] content) {
        StoredObject object;
        try {
            object = aws.s3().put(BUCKET, "key/" + path.hashCode(), content);
        } catch (IOException diskFull) {
            throw new UncheckedIOException(diskFull);
        }
        return new ObjectRequest(
                NAME + path, path, false, content.length, object.etag(), null, sign(object.key(), SIGNED));
    }

    private SignedRequest sign(String key, Duration life) {
        return Presigned.of(presigner.presignGetObject(request -> request.signatureDuration(life)
                .getObjectRequest(get -> get.bucket(BUCKET).key(key))));
    }

    private Feed fetch(ObjectRequest... requests) {
        return fetch(time, requests);
    }

    private Feed fetch(Clock clock, ObjectRequest... requests) {
        Feed feed = new Feed();
        feed.waves.add(List.of(requests));
        new ObjectFetcher(workspace, "job-1", feed, clock).run();
        return feed;
    }

    /** What happens between the first request for an object and the next. */
    private Clock afterTheFirst(Runnable event) {
        AtomicBoolean happened = new AtomicBoolean();
        return new Clock() {
            @Override
            public Instant instant() {
                if (aws.calls().count("s3:GetObject") > 0 && !happened.getAndSet(true)) {
                    event.run();
                }
                return time.instant();
            }

            @Override
            public ZoneId getZone() {
                return time.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private List<String> ranges() {
        return aws.calls().all("s3:GetObject").stream().map(CallRecord::range).toList();
    }

    private void refused(String message, ObjectRequest... requests) throws Exception {
        assertRefused(fetch(requests), message);
    }

    private void assertRefused(Feed feed, String message) throws Exception {
        assertThat(feed.failure).contains(message);
        assertThat(feed.refused).isTrue();
        assertThat(Trees.paths(workspace)).isEqualTo(before);
        assertThat(workspace.resolve("kept")).hasContent("kept");
    }

    @Test
    void aLargeObjectComesInRangesThoughSomeFail() throws Exception {
        byte[] large = new byte[40_000_000];
        new Random(4).nextBytes(large);
        ObjectRequest request = put("deep/er/large", large);
        aws.faults().fail("s3:GetObject", 1, "InternalError", 500, "We encountered an internal error");
        aws.faults().cutMidBody("s3:GetObject", 1);
        Feed feed = fetch(request, put("small", new byte[] {1}));
        assertThat(feed.failure).isNull();
        assertThat(feed.paths).containsExactlyInAnyOrder("deep/er/large", "small");
        assertThat(workspace.resolve("deep/er/large")).hasBinaryContent(large);
        assertThat(aws.calls().count("s3:GetObject")).isGreaterThanOrEqualTo(6);
    }

    @Test
    void anErrorOnTheAgentIsToldAndTheWorkspaceIsAsItWas() throws Exception {
        Feed feed = new Feed() {
            @Override
            public List<ObjectRequest> next() {
                throw new NoClassDefFoundError("engine/Received");
            }
        };

        new ObjectFetcher(workspace, "job-1", feed, time).run();

        assertThat(feed.failure).contains("NoClassDefFoundError: engine/Received");
        assertThat(feed.refused).isFalse();
        assertThat(Trees.paths(workspace)).isEqualTo(before);
    }

    @Test
    void whatIsToldMeanwhileIsWhatHasCome() throws Exception {
        List<ObjectRequest> both = List.of(put("a", bytes(1000)), put("b", bytes(1000)));
        aws.faults().stall("s3:GetObject", 1, Duration.ofMinutes(5));
        Queue<List<Long>> told = new ConcurrentLinkedQueue<>();
        Feed feed = new Feed() {
            @Override
            public void onProgress(long files, long bytes) {
                told.add(List.of(files, bytes));
                if (files > 0) {
                    aws.faults().releaseStalled();
                }
            }
        };
        feed.waves.add(both);

        Eventually.resultOf(CompletableFuture.runAsync(() -> new ObjectFetcher(workspace, "job-1", feed, time).run()));

        assertThat(feed.paths).containsExactlyInAnyOrder("a", "b");
        assertThat(told).contains(List.of(1L, 1000L));
        assertThat(told.peek()).isIn(List.of(List.of(0L, 0L), List.of(0L, 1000L), List.of(1L, 1000L)));
    }

    @Test
    void aSignatureThatEndsInTheMiddleIsRenewedAndTheObjectGoesOnWhereItStopped() throws Exception {
        byte[] content = bytes(8_000_000);
        ObjectRequest request = put("a", content);
        aws.faults().cutMidBody("s3:GetObject", 1);

        Feed feed = fetch(afterTheFirst(() -> time.advance(SIGNED)), request);

        assertThat(feed.failure).isNull();
        assertThat(workspace.resolve("a")).hasBinaryContent(content);
        assertThat(ranges()).containsExactly("", "bytes=4000000-7999999");
        assertThat(feed.signed).containsExactly(request.name());
    }

    @Test
    void aSignatureThatS3CallsExpiredIsRenewedForAllRangesAtOnceThoughThisMachinesClockIsSlow() throws Exception {
        byte[] content = bytes(40_000_000);
        ObjectRequest request = put("a", content);
        Clock slow = Clock.fixed(time.instant(), ZoneOffset.UTC);
        time.advance(SIGNED.plusMinutes(1));

        Feed feed = fetch(slow, request);

        assertThat(feed.failure).isNull();
        assertThat(workspace.resolve("a")).hasBinaryContent(content);
        assertThat(feed.signed).containsExactly(request.name());
    }

    @Test
    void aSessionThatEndsBeforeItsSignatureIsRenewed() throws Exception {
        byte[] content = bytes(100_000);
        ObjectRequest request = put("a", content);
        aws.faults().expireToken("s3:GetObject", 1);

        Feed feed = fetch(request);

        assertThat(feed.failure).isNull();
        assertThat(workspace.resolve("a")).hasBinaryContent(content);
        assertThat(feed.signed).containsExactly(request.name());
    }

    @Test
    void cutsThatLetSomeBytesThroughAreNoFailedAttempts() throws Exception {
        byte[] content = bytes(8_000_000);
        ObjectRequest request = put("a", content);
        int cuts = 2 * ATTEMPTS;
        aws.faults().cutMidBody("s3:GetObject", cuts);

        Feed feed = fetch(request);

        assertThat(feed.failure).isNull();
        assertThat(workspace.resolve("a")).hasBinaryContent(content);
        assertThat(ranges())
                .hasSize(cuts + 1)
                .doesNotHaveDuplicates()
                .contains("", "bytes=4000000-7999999", "bytes=6000000-7999999", "bytes=7000000-7999999");
    }

    @Test
    void anObjectThatIsReplacedAfterACutIsRefusedByNameAndNothingIsMixed() throws Exception {
        ObjectRequest request = put("kept", bytes(8_000_000));
        aws.faults().cutMidBody("s3:GetObject", 1);

        Feed feed = fetch(afterTheFirst(() -> put("kept", new byte[8_000_000])), request);

        assertRefused(feed, request.name() + " was replaced while it was fetched");
    }

    @Test
    void anObjectThatIsReplacedWhileOneOfItsRangesWaitsIsRefusedByName() throws Exception {
        ObjectRequest request = put("kept", bytes(40_000_000));
        aws.faults().stall("s3:GetObject", 1, Duration.ofMinutes(5));
        CompletableFuture<Feed> fetching = CompletableFuture.supplyAsync(() -> fetch(request));
        aws.calls().await("s3:GetObject", 1);
        put("kept", new byte[40_000_000]);
        aws.faults().releaseStalled();

        assertRefused(Eventually.resultOf(fetching), request.name() + " was replaced while it was fetched");
    }

    @Test
    void anObjectOfOneRangeThatWasReplacedSinceItWasListedIsRefusedByName() throws Exception {
        ObjectRequest request = put("kept", bytes(1000));
        put("kept", new byte[1000]);

        refused(request.name() + " was replaced while it was fetched", request);
    }

    @Test
    void anObjectWhoseChecksumDiffersIsRefusedAndNothingIsChanged() throws Exception {
        ObjectRequest good = put("kept", "new".getBytes());
        ObjectRequest bad = put("bad", "bad".getBytes());
        refused(
                "checksum",
                good,
                new ObjectRequest(bad.name(), "bad", false, 3, bad.etag(), "0".repeat(64), bad.signed()));
        damage("bad");
        refused("checksum", good, bad);
    }

    /** Changes the content on the disk of S3, where S3 itself does not notice. */
    private void damage(String path) throws Exception {
        Path file = aws.s3()
                .get(BUCKET, "key/" + path.hashCode())
                .content()
                .segments()
                .get(0)
                .file();
        byte[] content = Files.readAllBytes(file);
        content[0] ^= 1;
        Files.write(file, content);
    }

    @Test
    void whatAProcessThatDiedLeftOfTheSameOwnerIsDeletedAndNothingElse() throws Exception {
        Path left = Files.createDirectories(workspace.resolve(".aws-developer-tools-fetch-job-1-123/staged/a"));
        Files.writeString(left.resolve("half"), "ha");
        Path other = Files.createDirectories(workspace.resolve(".aws-developer-tools-fetch-job-2-123"));
        Feed feed = fetch(put("small", new byte[] {1}));
        assertThat(feed.failure).isNull();
        assertThat(other).exists();
        Files.delete(other);
        assertThat(Trees.paths(workspace)).containsExactlyInAnyOrder("", "kept", "out", "small");
    }

    @Test
    void namesThatLeaveTheWorkspaceAreRefused() throws Exception {
        refused("would leave", put("good", new byte[1]), put("../evil", new byte[1]));
        refused("would leave", put("a/../../evil", new byte[1]));
        refused("would leave", put("/evil", new byte[1]));
        refused("a link", put("out/evil", new byte[1]));
        assertThat(home.resolve("evil")).doesNotExist();
    }

    @Test
    void anObjectThatIsNotThereAnyMoreIsNamed() throws Exception {
        ObjectRequest request = put("gone", new byte[1]);
        aws.s3().bucket(BUCKET);
        aws.faults().fail("s3:GetObject", 1, "NoSuchKey", 404, "The specified key does not exist.");
        refused("s3://" + BUCKET + "/gone was not given", request);
    }
}
