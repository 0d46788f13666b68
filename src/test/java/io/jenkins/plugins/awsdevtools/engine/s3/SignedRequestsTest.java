package io.jenkins.plugins.awsdevtools.engine.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.sync.FetchOrder;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Kind;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Wish;
import io.jenkins.plugins.awsdevtools.engine.sync.SyncOrder;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferJob;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferPlace;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** What an agent can do with a request that the controller signed for it, and what it cannot. */
class SignedRequestsTest {

    private static final String BUCKET = "signed";
    private static final StoreSettings PRIVATE = new StoreSettings(
            List.of(new ObjectRule("**", null, null, null, null, null, "private", null, null, null)),
            null,
            null,
            false);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LocalAws aws;
    private static TransferFixture fixture;
    private static S3Signer signer;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        aws.s3().createBucket(BUCKET, aws.region());
        fixture = new TransferFixture(aws.endpoint(), aws.region(), aws.rootKey());
        signer = new S3Signer(new S3Place(BUCKET, "web", null), PRIVATE);
    }

    @AfterAll
    static void stop() {
        fixture.close();
        aws.close();
    }

    @AfterEach
    void clear() {
        aws.faults().clear();
    }

    private static SignedRequest sign(Wish wish) throws Exception {
        AwsCredentialsIdentity credentials = resultOf(fixture.clients().identity(fixture.access()));
        return signer.sign(fixture.clients().s3Presigner(fixture.access()), credentials, Instant.now(), wish);
    }

    private static SignedRequest put(String path, String content) throws Exception {
        byte[] md5 = MessageDigest.getInstance("MD5").digest(content.getBytes(StandardCharsets.UTF_8));
        return sign(new Wish(Kind.PUT, path, null, 0, Base64.getEncoder().encodeToString(md5), null, null));
    }

    private static int send(SignedRequest signed, URI uri, Map<String, String> more, String content) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(signed.method(), BodyPublishers.ofString(content));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(signed.headers());
        headers.putAll(more);
        headers.forEach(request::header);
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return answer.statusCode();
    }

    @Test
    void theSecretIsNotInIt() throws Exception {
        SignedRequest signed = put("a", "one");

        assertThat(signed.uri().toString() + signed.headers())
                .contains("X-Amz-Signature=", aws.rootKey().accessKeyId())
                .doesNotContain(aws.rootKey().secretAccessKey());
        assertThat(signed).hasToString("PUT /" + BUCKET + "/web/a");
    }

    @Test
    void itHoldsForFourMinutes() throws Exception {
        for (Wish wish : List.of(
                new Wish(Kind.PUT, "a", null, 0, "AAAAAAAAAAAAAAAAAAAAAA==", null, null),
                new Wish(Kind.PART, "a", "id", 1, "AAAAAAAAAAAAAAAAAAAAAA==", null, null),
                new Wish(Kind.GET, "a", null, 0, null, null, "etag"))) {
            assertThat(sign(wish).uri().getRawQuery()).contains("X-Amz-Expires=240");
            assertThat(sign(wish).expires()).isBeforeOrEqualTo(Instant.now().plus(Duration.ofMinutes(4)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "/other", "..", "a/../../other", "%2e%2e/other", "?acl", "a#b"})
    void whateverPathAnAgentAsksForTheKeyIsBelowThePrefix(String path) throws Exception {
        SignedRequest signed = put(path, "one");

        assertThat(send(signed, signed.uri(), Map.of(), "one")).isEqualTo(200);

        assertThat(aws.s3().keys(BUCKET, "")).contains("web/" + path).allMatch(key -> key.startsWith("web/"));
    }

    @Test
    void anAgentGetsNothingThatItsStepDoesNotAskFor() throws Exception {
        Wish read = new Wish(Kind.GET, "a", null, 0, null, null, "etag");
        Wish write = new Wish(Kind.PUT, "a", null, 0, "AAAAAAAAAAAAAAAAAAAAAA==", null, null);
        aws.s3().put(BUCKET, "web/mine/kept", new byte[] {1});

        assertThat(refused(deploying(false, false), desk -> desk.delete(List.of("kept"))))
                .isTrue();
        assertThat(refused(deploying(true, true), desk -> desk.delete(List.of("kept"))))
                .isTrue();
        assertThat(refused(deploying(true, true), desk -> desk.sign(List.of(write))))
                .isTrue();
        assertThat(refused(deploying(true, false), desk -> desk.sign(List.of(read))))
                .isTrue();
        assertThat(refused(fetching(), desk -> desk.sign(List.of(read, write)))).isTrue();
        assertThat(refused(fetching(), desk -> desk.begin("a"))).isTrue();
        assertThat(refused(fetching(), desk -> desk.delete(List.of("kept")))).isTrue();

        assertThat(refused(deploying(false, false), desk -> desk.sign(List.of(write))))
                .isFalse();
        assertThat(refused(deploying(true, false), desk -> desk.delete(List.of("none"))))
                .isFalse();
        assertThat(refused(fetching(), desk -> desk.sign(List.of(read)))).isFalse();
        assertThat(aws.s3().keys(BUCKET, "web/mine/")).contains("web/mine/kept");
    }

    /** A step that is under way. */
    private interface Step {
        void begin(S3Transfers transfers, S3Place place) throws Exception;
    }

    /** What a hostile agent wants. */
    private interface Wanted {
        void of(StoreDesk desk) throws Exception;
    }

    private static Step deploying(boolean delete, boolean dryRun) {
        SyncOrder order = new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, delete, false, dryRun, false, 1);
        return (transfers, place) -> transfers.deploy(place, PRIVATE, order, DeployOptions.NONE);
    }

    private static Step fetching() {
        return (transfers, place) -> transfers.fetch(place, new FetchOrder("back", List.of(), List.of(), true, 1));
    }

    private static boolean refused(Step step, Wanted wanted) throws Exception {
        CompletableFuture<StoreDesk> given = new CompletableFuture<>();
        TransferPlace hostile = new TransferPlace() {
            @Override
            public <D, R extends Serializable> Running<R> start(
                    Class<D> type, D desk, Function<D, TransferJob<R>> job) {
                given.complete((StoreDesk) desk);
                return new Running<>() {
                    @Override
                    public CompletionStage<R> result() {
                        return new CompletableFuture<>();
                    }

                    @Override
                    public void cancel() {
                        // it never ends
                    }
                };
            }
        };
        step.begin(fixture.transfers(hostile, Journal.inMemory()), new S3Place(BUCKET, "web/mine", null));
        try {
            wanted.of(resultOf(given));
            return false;
        } catch (TransferException refusal) {
            return refusal.getMessage().contains("which the step does not ask for");
        }
    }

    @Test
    void otherBytesAnotherKeyAnotherMethodOrAnotherAclAreRefused() throws Exception {
        SignedRequest signed = put("fixed", "one");
        URI elsewhere = URI.create(signed.uri().toString().replace("/web/fixed?", "/web/moved?"));
        SignedRequest deleting = new SignedRequest("DELETE", signed.uri(), signed.headers(), signed.expires());

        assertThat(send(signed, signed.uri(), Map.of(), "two")).isEqualTo(400);
        assertThat(send(signed, elsewhere, Map.of(), "one")).isEqualTo(403);
        assertThat(send(deleting, signed.uri(), Map.of(), "")).isEqualTo(403);
        assertThat(send(signed, signed.uri(), Map.of("x-amz-acl", "public-read"), "one"))
                .isEqualTo(403);
        assertThat(aws.s3().keys(BUCKET, "")).doesNotContain("web/fixed", "web/moved");

        assertThat(send(signed, signed.uri(), Map.of(), "one")).isEqualTo(200);
        assertThat(aws.s3().get(BUCKET, "web/fixed").metadata().acl()).contains("private");
    }

    @Test
    void aRefusalIsToldWithTheObjectAndWithoutTheSignature(@TempDir Path root) throws Exception {
        Files.writeString(Files.createDirectories(root.resolve("site")).resolve("a"), "a");
        aws.faults().fail("s3:PutObject", Faults.ALWAYS, "AccessDenied", 403, "Access Denied");
        SyncOrder order = new SyncOrder("site", List.of(), List.of(), SyncOrder.PAGES, false, false, false, false, 1);

        assertThatThrownBy(() -> resultOf(fixture.transfers(root, Journal.inMemory())
                        .deploy(new S3Place(BUCKET, "web", null), PRIVATE, order, DeployOptions.NONE)
                        .result()))
                .hasMessageContaining("PUT /" + BUCKET + "/web/a")
                .hasMessageContaining("AccessDenied")
                .hasMessageNotContaining("X-Amz");
        assertThat(fixture.lines()).noneMatch(line -> line.contains("X-Amz"));
    }
}
