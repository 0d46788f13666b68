package io.jenkins.plugins.awsdevtools.engine.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.localaws.s3.ObjectMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How objects are stored, however large they are, and buckets that are not what was meant. */
class StoredObjectsTest extends SyncedSite {

    private static final int LARGE = 17 << 20;

    private SyncOutcome deploy(S3Place place, StoreSettings settings) throws Exception {
        SyncOrder order =
                new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, true, false, false, settings.isKms(), 4);
        return resultOf(fixture.transfers(root, Journal.inMemory())
                .deploy(place, settings, order, DeployOptions.NONE)
                .result());
    }

    private SyncOutcome deploy(StoreSettings settings) throws Exception {
        return deploy(new S3Place(bucket, "", null), settings);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, LARGE})
    void everyHeaderOfARuleIsKeptWithTheObject(int size) throws Exception {
        Files.write(site.resolve("a.bin"), new byte[size]);

        deploy(new StoreSettings(
                List.of(new ObjectRule(
                        "*.bin",
                        "application/x-b",
                        "no-cache",
                        "gzip",
                        "attachment; filename=\"b.bin\"",
                        "GLACIER_IR",
                        "bucket-owner-full-control",
                        "/elsewhere",
                        Map.of("build", "7", "team", "web"),
                        Map.of("cost center", "a&b=c"))),
                "aws:kms",
                "alias/site",
                true));

        ObjectMetadata kept = aws.s3().get(bucket, "a.bin").metadata();
        assertThat(kept.standard())
                .containsEntry("content-type", "application/x-b")
                .containsEntry("cache-control", "no-cache")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("content-disposition", "attachment; filename=\"b.bin\"")
                .containsEntry("x-amz-website-redirect-location", "/elsewhere");
        assertThat(kept.storageClass()).isEqualTo("GLACIER_IR");
        assertThat(kept.acl()).contains("bucket-owner-full-control");
        assertThat(kept.user()).containsEntry("build", "7").containsEntry("team", "web");
        assertThat(kept.tags()).containsEntry("cost center", "a&b=c");
        assertThat(kept.encryption()).isEqualTo("aws:kms");
        assertThat(kept.kmsKeyId()).contains("alias/site");
    }

    @Test
    void withAKeyOfKmsWhoseEtagsSayNothingSizeAndTimeAreCompared() throws Exception {
        StoreSettings kms = new StoreSettings(List.of(), "aws:kms", null, false);
        Path file = Files.writeString(site.resolve("a.txt"), "one");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        deploy(kms);

        assertThat(deploy(kms).unchanged()).isEqualTo(1);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(deploy(kms).files()).isEqualTo(1);
        assertThat(aws.s3().read(bucket, "a.txt")).asString().isEqualTo("two");
        assertThat(aws.calls().count("s3:HeadObject")).isZero();
    }

    @Test
    void theLaterRuleWinsForWhatItSaysAndLeavesTheRest() {
        ObjectRule all = new ObjectRule(
                "**", null, "no-cache", null, null, "STANDARD_IA", null, null, Map.of("a", "b"), Map.of());
        ObjectRule pages =
                new ObjectRule("*.html", null, "max-age=60", null, null, null, null, null, Map.of(), Map.of("t", "v"));

        ObjectRule both = ObjectRule.of("index.html", List.of(all, pages));

        assertThat(both.cacheControl()).isEqualTo("max-age=60");
        assertThat(both.storageClass()).isEqualTo("STANDARD_IA");
        assertThat(both.metadata()).containsEntry("a", "b");
        assertThat(both.tags()).containsEntry("t", "v");
        assertThat(ObjectRule.of("a.css", List.of(all, pages)).cacheControl()).isEqualTo("no-cache");
    }

    @Test
    void wordsThatS3DoesNotKnowAreRefusedByField() {
        assertThatThrownBy(() -> new StoreSettings(List.of(), "AES-256", null, false))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("encryption 'AES-256'");
        assertThatThrownBy(() -> new StoreSettings(List.of(), "AES256", "alias/site", false))
                .hasMessageContaining("kmsKey");
        assertThatThrownBy(() -> stored("COLD", null)).hasMessageContaining("storageClass 'COLD'");
        assertThatThrownBy(() -> stored(null, "public")).hasMessageContaining("acl 'public'");
    }

    private static StoreSettings stored(String storageClass, String acl) {
        return new StoreSettings(
                List.of(new ObjectRule("**", null, null, null, null, storageClass, acl, null, null, null)),
                null,
                null,
                false);
    }

    @Test
    void aBucketOfAnotherRegionIsNamedWithWhatToDoAndNothingIsSent() throws Exception {
        Files.writeString(site.resolve("a"), "a");
        String other = "other-" + bucket;
        aws.s3().createBucket(other, "ap-south-1");
        aws.s3().put(other, "gone", new byte[] {1});

        assertThatThrownBy(() -> deploy(new S3Place(other, "", null), PLAIN))
                .hasMessageContaining(other)
                .hasMessageContaining("region");

        assertThat(aws.s3().keys(other, "")).containsExactly("gone");
    }

    @Test
    void aBucketOfAnotherOwnerIsRefusedAndNothingIsSentOrDeleted() throws Exception {
        Files.writeString(site.resolve("a"), "a");
        aws.s3().put(bucket, "gone", new byte[] {1});

        assertThatThrownBy(() -> deploy(new S3Place(bucket, "", "999999999999"), PLAIN))
                .hasMessageContaining("arn:aws:s3:::" + bucket)
                .hasMessageContaining("is not of account 999999999999");
        assertThat(aws.s3().keys(bucket, "")).containsExactly("gone");

        deploy(new S3Place(bucket, "", aws.accountId()), PLAIN);
        assertThat(aws.s3().keys(bucket, "")).containsExactly("a");
    }
}
