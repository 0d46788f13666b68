package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFeed;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectFetcher;
import io.jenkins.plugins.awsdevtools.engine.bundle.ObjectRequest;
import io.jenkins.plugins.awsdevtools.engine.bundle.Trees;
import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
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

    @TempDir
    private Path home;

    private LocalAws aws;
    private S3Presigner presigner;
    private Path workspace;
    private List<String> before;

    @BeforeEach
    void start() throws Exception {
        aws = LocalAws.start();
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

    /** One wave, and what was told. */
    private static final class Feed implements ObjectFeed {

        private final Queue<List<ObjectRequest>> waves = new ArrayDeque<>();
        private List<String> paths;
        private String failure;
        private boolean refused;

        @Override
        public List<ObjectRequest> next() {
            return waves.isEmpty() ? List.of() : waves.remove();
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

    private ObjectRequest put(String path, byte[] content) throws Exception {
        StoredObject object = aws.s3().put(BUCKET, "key/" + path.hashCode(), content);
        return new ObjectRequest(
                "s3://" + BUCKET + "/" + path,
                path,
                false,
                content.length,
                object.etag(),
                null,
                Presigned.of(presigner.presignGetObject(request -> request.signatureDuration(Duration.ofMinutes(5))
                        .getObjectRequest(get -> get.bucket(BUCKET).key(object.key())))));
    }

    private Feed fetch(ObjectRequest... requests) {
        Feed feed = new Feed();
        feed.waves.add(List.of(requests));
        new ObjectFetcher(workspace, "job-1", feed).run();
        return feed;
    }

    private void refused(String message, ObjectRequest... requests) throws Exception {
        Feed feed = fetch(requests);
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
    void anObjectWhoseChecksumDiffersIsRefusedAndNothingIsChanged() throws Exception {
        ObjectRequest good = put("kept", "new".getBytes());
        ObjectRequest bad = put("bad", "bad".getBytes());
        refused(
                "checksum",
                good,
                new ObjectRequest(bad.name(), "bad", false, 3, bad.etag(), "0".repeat(64), bad.signed()));
        refused("checksum", good, new ObjectRequest(bad.name(), "bad", false, 3, "0".repeat(32), null, bad.signed()));
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
