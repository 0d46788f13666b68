package io.jenkins.plugins.awsdevtools.engine.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class FetchTest extends SyncedBucket {

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private void put(String path, byte[] content) throws Exception {
        aws.s3().put(bucket, "web/" + path, content);
    }

    private SyncOutcome fetch() throws Exception {
        return fetch(new S3Place(bucket, "web", null), 8);
    }

    private SyncOutcome fetch(S3Place place, int threads) throws Exception {
        return resultOf(fixture.transfers(root, Journal.inMemory())
                .fetch(place, new FetchOrder("back", List.of(), List.of(), false, threads))
                .result());
    }

    private Set<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    /** Changes a byte of an object on the disk of S3, where S3 itself does not notice. */
    private void damage(String path) throws Exception {
        StoredObject object = aws.s3().get(bucket, "web/" + path);
        Path file = object.content().segments().get(0).file();
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    @Test
    void everyByteArrivesAndSameFilesAreLeftAlone() throws Exception {
        byte[] large = bytes(40 * MIB + 5);
        put("big.bin", large);
        put("sub/empty", new byte[0]);
        put("sub/a", new byte[] {'a'});

        fetch();
        SyncOutcome again = fetch();

        assertThat(root.resolve("back/big.bin")).hasBinaryContent(large);
        assertThat(root.resolve("back/sub/a")).hasContent("a");
        assertThat(root.resolve("back/sub/empty")).isEmptyFile();
        assertThat(again.unchanged()).isEqualTo(3);
        assertThat(files()).containsExactlyInAnyOrder("back/big.bin", "back/sub/a", "back/sub/empty");
    }

    @Test
    void bytesThatArrivedBeforeACutAreNotAskedForAgain() throws Exception {
        byte[] large = bytes(70 * MIB);
        put("big.bin", large);
        refuseAfter(3);
        assertThatThrownBy(() -> fetch(new S3Place(bucket, "web", null), 1)).hasMessageContaining("AccessDenied");
        aws.faults().clear();
        aws.calls().clear();

        fetch();

        assertThat(aws.calls().all("s3:GetObject").stream().map(CallRecord::range))
                .containsExactlyInAnyOrder("bytes=50331648-67108863", "bytes=67108864-73400319");
        assertThat(root.resolve("back/big.bin")).hasBinaryContent(large);
        assertThat(files()).containsExactly("back/big.bin");
    }

    /** Answers so many reads and refuses the next ones. */
    private static void refuseAfter(int reads) {
        aws.faults().stall("s3:GetObject", reads, Duration.ZERO);
        aws.faults().fail("s3:GetObject", 100, "AccessDenied", 403, "no");
    }

    @Test
    void aCutWithinAnAnswerIsTriedAgain() throws Exception {
        byte[] large = bytes(35 * MIB);
        put("big.bin", large);
        aws.faults().cutMidBody("s3:GetObject", 2);

        fetch();

        assertThat(root.resolve("back/big.bin")).hasBinaryContent(large);
    }

    @Test
    void whatArrivedOfAnotherVersionIsThrownAway() throws Exception {
        put("big.bin", bytes(70 * MIB));
        refuseAfter(2);
        assertThatThrownBy(() -> fetch(new S3Place(bucket, "web", null), 1)).hasMessageContaining("AccessDenied");
        aws.faults().clear();
        byte[] next = bytes(70 * MIB - 1);
        put("big.bin", next);
        aws.calls().clear();

        fetch();

        assertThat(aws.calls().count("s3:GetObject")).isEqualTo(5);
        assertThat(root.resolve("back/big.bin")).hasBinaryContent(next);
    }

    /** S3 keeps CRC-64/NVME of what was put without another checksum; a large object has to be asked for it. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 35 * MIB + 3})
    void anObjectWithAnotherChecksumThanS3KeepsIsRefused(int size) throws Exception {
        put("a.bin", bytes(size));
        Files.createDirectories(root.resolve("back"));
        Files.writeString(root.resolve("back/a.bin"), "as it was");
        damage("a.bin");

        assertThatThrownBy(this::fetch)
                .hasMessageContaining("a.bin")
                .hasMessageContaining("another checksum")
                .hasMessageContaining("Nothing was replaced");
        assertThat(root.resolve("back/a.bin")).hasContent("as it was");
        assertThat(files()).containsExactly("back/a.bin");

        put("a.bin", bytes(size));
        fetch();
        assertThat(root.resolve("back/a.bin")).hasBinaryContent(bytes(size));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void everyChecksumThatS3KeepsIsCompared(ChecksumAlgorithm algorithm) throws Exception {
        byte[] content = bytes(10_000);
        fixture.clients()
                .s3(fixture.access())
                .putObject(
                        r -> r.bucket(bucket).key("web/a").checksumAlgorithm(algorithm),
                        AsyncRequestBody.fromBytes(content))
                .join();

        fetch();

        assertThat(root.resolve("back/a")).hasBinaryContent(content);
        assertThat(fixture.lines()).noneMatch(line -> line.contains("could not be checked"));
        Files.delete(root.resolve("back/a"));
        damage("a");
        assertThatThrownBy(this::fetch).hasMessageContaining("another checksum");
    }

    @Test
    void anObjectWhoseEtagIsNoMd5IsCheckedByItsChecksum() throws Exception {
        byte[] content = bytes(10_000);
        fixture.clients()
                .s3(fixture.access())
                .putObject(
                        r -> r.bucket(bucket).key("web/a").serverSideEncryption(ServerSideEncryption.AWS_KMS),
                        AsyncRequestBody.fromBytes(content))
                .join();
        fetch();
        assertThat(root.resolve("back/a")).hasBinaryContent(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "a//b",
                "con\u0007trol",
                "back\\slash",
                "/abs",
                "c:evil",
                "./a",
                "READ",
                "good/x"
            })
    void aKeyThatCannotBeAFileIsNamedAndTheWorkspaceStaysAsItWas(String key) throws Exception {
        put("good", new byte[] {1});
        put("read", new byte[] {1});
        put(key, new byte[] {1});
        Files.writeString(root.resolve("here"), "as it was");

        assertThatThrownBy(this::fetch)
                .hasMessageContaining(key.replaceAll("\\p{Cntrl}", "?"))
                .hasMessageContaining("Nothing was written");

        assertThat(files()).containsExactly("here");
        assertThat(aws.calls().count("s3:GetObject")).isZero();
    }

    @Test
    void aLinkInTheWorkspaceLeadsNowhereElse() throws Exception {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.createDirectories(root.resolve("back"));
        Files.createSymbolicLink(root.resolve("back/sub"), outside);
        put("sub/a", new byte[] {1});

        assertThatThrownBy(this::fetch).hasMessageContaining("sub/a");
        assertThat(outside).isEmptyDirectory();
    }

    /** Whoever may write to the repository that was checked out there writes such files. */
    @Test
    void aLinkInPlaceOfWhatHasArrivedLeadsNowhereElse() throws Exception {
        byte[] content = bytes(1000);
        Path outside = Files.write(root.resolve("outside"), content);
        Path back = Files.createDirectories(root.resolve("back"));
        byte[] other = bytes(999);
        put("a", other);
        String etag = aws.s3().get(bucket, "web/a").etag().replace("\"", "");
        Files.createSymbolicLink(back.resolve(".a.s3-part"), outside);
        Files.writeString(back.resolve(".a.s3-part-notes"), etag + " 999\n7\n");

        fetch();

        assertThat(outside).hasBinaryContent(content);
        assertThat(back.resolve("a")).isRegularFile().hasBinaryContent(other);
        assertThat(Files.isSymbolicLink(back.resolve("a"))).isFalse();
    }

    @Test
    void aBucketOfAnotherRegionIsNamedWithWhatToDo() {
        String other = "other-" + bucket;
        aws.s3().createBucket(other, "ap-south-1");

        assertThatThrownBy(() -> fetch(new S3Place(other, "web", null), 1))
                .hasMessageContaining(other)
                .hasMessageContaining("region");
        assertThat(root.resolve("back")).isEmptyDirectory();
    }

    @Test
    void aBucketOfAnotherOwnerIsRefused() throws Exception {
        put("a", new byte[] {1});

        assertThatThrownBy(() -> fetch(new S3Place(bucket, "web", "999999999999"), 1))
                .hasMessageContaining("arn:aws:s3:::" + bucket)
                .hasMessageContaining("is not of account 999999999999");
        assertThat(aws.calls().count("s3:GetObject")).isZero();
        fetch(new S3Place(bucket, "web", aws.accountId()), 1);
        assertThat(root.resolve("back/a")).exists();
    }
}
