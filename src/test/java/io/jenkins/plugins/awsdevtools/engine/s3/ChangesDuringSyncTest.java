package io.jenkins.plugins.awsdevtools.engine.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Files and credentials do not stay as they are while a folder is sent. */
class ChangesDuringSyncTest extends SyncedSite {

    private SyncOutcome deploy(TransferFixture by, int threads, MeddlingPlace.Meddling meddling) throws Exception {
        return resultOf(by.transfers(new MeddlingPlace(root, meddling), Journal.inMemory())
                .deploy(
                        new S3Place(bucket, "", null),
                        PLAIN,
                        new SyncOrder(
                                "site", List.of(), List.of(), SyncOrder.PAGES, true, false, false, false, threads),
                        DeployOptions.NONE)
                .result());
    }

    @Test
    void aFileThatChangesWhileItIsSentIsNamedAndNothingIsReplacedOrDeleted() throws Exception {
        Files.writeString(site.resolve("a.txt"), "new");
        aws.s3().put(bucket, "a.txt", "before".getBytes(StandardCharsets.UTF_8));
        aws.s3().put(bucket, "gone.txt", new byte[] {1});

        assertThatThrownBy(() -> deploy(fixture, 1, time -> Files.writeString(site.resolve("a.txt"), "own")))
                .hasMessageContaining("a.txt changed while it was sent");
        assertThat(read("a.txt")).isEqualTo("before");
        assertThat(aws.s3().keys(bucket, "")).contains("gone.txt");
    }

    @Test
    void aFileThatBecomesShorterWhileItIsSentIsNotTriedAgainAndAgain() throws Exception {
        Files.writeString(site.resolve("a.txt"), "new");

        assertThatThrownBy(() -> deploy(fixture, 1, time -> Files.writeString(site.resolve("a.txt"), "")))
                .hasMessageContaining("a.txt changed while it was sent");
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
    }

    @Test
    void aLargeFileThatChangesAfterSomeOfItWasSentIsNotPublishedAndItsUploadIsGivenUp() throws Exception {
        Path large = site.resolve("big.bin");
        Files.write(large, new byte[20 * MIB]);
        Instant later = Instant.now().plusSeconds(5);

        assertThatThrownBy(() -> deploy(fixture, 1, time -> {
                    if (time == 3) {
                        Files.setLastModifiedTime(large, FileTime.from(later));
                    }
                }))
                .hasMessageContaining("big.bin");
        assertThat(aws.calls().countExecuted("s3:UploadPart")).isEqualTo(3);
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
        assertThat(fixture.openUploads(bucket)).isZero();
    }

    @Test
    void credentialsThatExpireInTheMiddleAreFollowedByTheNext() throws Exception {
        for (int i = 0; i < 64; i++) {
            Files.writeString(site.resolve("f" + i), "content " + i);
        }
        ShiftedClock clock = new ShiftedClock();
        AtomicReference<IssuedKey> current = new AtomicReference<>(session());
        IssuedKey first = current.get();
        CredentialSource source = new CredentialSource.Supplied("session", () -> credentials(current.get(), clock));
        try (TransferFixture sessions = new TransferFixture(aws.endpoint(), aws.region(), source, clock)) {
            SyncOutcome outcome = deploy(sessions, 1, time -> {
                if (time == 3) {
                    current.set(session());
                    aws.keys()
                            .keep(new IssuedKey(
                                    first.key(),
                                    first.caller(),
                                    first.sessionToken(),
                                    Optional.of(Instant.EPOCH),
                                    Map.of()));
                    clock.advance(Duration.ofMinutes(30));
                }
            });

            assertThat(outcome.files()).isEqualTo(64);
            assertThat(aws.s3().keys(bucket, "")).hasSize(64);
            assertThat(aws.calls().all("s3:PutObject").stream().map(CallRecord::accessKeyId))
                    .contains(first.key().accessKeyId(), current.get().key().accessKeyId());
        } finally {
            clock.reset();
        }
    }

    private static IssuedKey session() {
        return aws.keys()
                .issueSession(
                        "arn:aws:sts::" + aws.accountId() + ":assumed-role/deploy/build",
                        aws.accountId(),
                        "AROAEXAMPLE:build",
                        Instant.now().plus(Duration.ofHours(1)),
                        Map.of());
    }

    private static AwsCredentials credentials(IssuedKey key, ShiftedClock clock) {
        return AwsSessionCredentials.builder()
                .accessKeyId(key.key().accessKeyId())
                .secretAccessKey(key.key().secretAccessKey())
                .sessionToken(key.sessionToken().orElseThrow())
                .expirationTime(clock.instant().plus(Duration.ofMinutes(15)))
                .build();
    }
}
