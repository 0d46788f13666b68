package io.jenkins.plugins.awsdevtools.engine.client;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure.Kind;
import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

class AwsClientsTest {

    private static LocalAws aws;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final VirtualTiming time = new VirtualTiming();
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), threads);

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @AfterEach
    void close() {
        aws.faults().clear();
        clients.close();
        threads.shutdownNow();
    }

    private static AwsAccess access(URI endpoint, AccessKey key) {
        return new AwsAccess(
                new CredentialSource.Supplied(
                        key.accessKeyId(), () -> AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())),
                Optional.empty(),
                Region.EU_WEST_1,
                Optional.of(endpoint),
                Optional.empty(),
                2);
    }

    private static AwsAccess access() {
        return access(aws.endpoint(), aws.rootKey());
    }

    private AwsFailure failure(AwsAccess access) {
        try {
            resultOf(clients.codeBuild(access).batchGetBuilds(request -> request.ids("site:1")));
            throw new AssertionError("the call succeeded");
        } catch (ExecutionException failed) {
            return FailureTranslator.translate(
                    failed, new CallContext("codebuild:BatchGetBuilds", "site:1", "eu-west-1"));
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }

    @Test
    void equalAccessesShareAClientAndOthersDoNot() {
        assertThat(clients.codeBuild(access())).isSameAs(clients.codeBuild(access()));
        AwsAccess other = access(aws.endpoint(), aws.createUser("other"));
        assertThat(clients.codeBuild(other)).isNotSameAs(clients.codeBuild(access()));
        assertThat(clients.size()).isEqualTo(2);
    }

    @Test
    void aClientThatNobodyAskedForInAnHourIsClosed() {
        try (AwsClients timed = new AwsClients(time.clock(), threads)) {
            timed.codeBuild(access());
            time.advance(Duration.ofMinutes(90));
            timed.logs(access());
            assertThat(timed.size()).isEqualTo(1);
        }
    }

    @Test
    void manyFirstCallsAtOnceDoNotWaitForEachOther() throws Exception {
        // Each caller's thread waits for the credentials; they have to come although all of them wait.
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            AccessKey key = aws.createUser("user-" + i);
            calls.add(CompletableFuture.supplyAsync(
                            () -> clients.sts(access(aws.endpoint(), key)).getCallerIdentity(), threads)
                    .thenCompose(answer -> answer));
        }
        resultOf(CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)));
        assertThat(calls).allMatch(CompletableFuture::isDone);
    }

    @Test
    void credentialsAreGotAnewBeforeTheyExpireAndOnce() throws Exception {
        List<Integer> got = new ArrayList<>();
        RefreshingCredentials credentials = new RefreshingCredentials(
                () -> {
                    got.add(got.size());
                    return CompletableFuture.completedFuture(
                            software.amazon.awssdk.auth.credentials.AwsSessionCredentials.builder()
                                    .accessKeyId("AKIA" + got.size())
                                    .secretAccessKey("secret")
                                    .sessionToken("token")
                                    .expirationTime(time.now().plus(Duration.ofHours(1)))
                                    .build());
                },
                time.clock());
        for (int minute = 0; minute < 180; minute++) {
            assertThat(credentials.resolveIdentity().get().expirationTime().orElseThrow())
                    .isAfter(time.now());
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(got).hasSize(4);
    }

    @Test
    void whileARenewalFailsTheFormerCredentialsAreUsedAsLongAsTheyHold() {
        List<Integer> tries = new ArrayList<>();
        RefreshingCredentials credentials = new RefreshingCredentials(
                () -> {
                    tries.add(1);
                    return tries.size() == 1
                            ? CompletableFuture.completedFuture(
                                    software.amazon.awssdk.auth.credentials.AwsSessionCredentials.builder()
                                            .accessKeyId("AKIA")
                                            .secretAccessKey("secret")
                                            .sessionToken("token")
                                            .expirationTime(time.now().plus(Duration.ofMinutes(20)))
                                            .build())
                            : CompletableFuture.failedFuture(new IllegalStateException("no STS"));
                },
                time.clock());
        credentials.resolveIdentity().join();
        time.advance(Duration.ofMinutes(18));
        assertThat(credentials.resolveIdentity().join().accessKeyId()).isEqualTo("AKIA");
        time.advance(Duration.ofMinutes(3));
        assertThatThrownBy(() -> credentials.resolveIdentity().join()).hasMessageContaining("no STS");
    }

    @Test
    void aDeniedCallShowsActionAndStatement() {
        aws.faults().deny("codebuild:BatchGetBuilds", Faults.ANYONE);
        AwsFailure failure = failure(access());
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.policyStatement().orElseThrow()).contains("codebuild:BatchGetBuilds", "Allow");
        assertThat(failure.transientFault()).isFalse();
    }

    @Test
    void eachFaultIsToldAsWhatItIs() {
        aws.faults().throttle("codebuild:BatchGetBuilds", 5);
        assertThat(failure(access()).kind()).isEqualTo(Kind.THROTTLED);
        aws.faults().clear();
        aws.faults().expireToken("codebuild:BatchGetBuilds", 5);
        assertThat(failure(access()).kind()).isEqualTo(Kind.CREDENTIALS_EXPIRED);
        aws.faults().clear();
        aws.faults().htmlErrorPage("codebuild:BatchGetBuilds", 5);
        assertThat(failure(access()))
                .extracting(AwsFailure::kind, AwsFailure::transientFault)
                .containsExactly(Kind.BAD_RESPONSE, true);
        aws.faults().clear();
        aws.faults().garbageBody("codebuild:BatchGetBuilds", 5);
        assertThat(failure(access()))
                .extracting(AwsFailure::kind, AwsFailure::transientFault)
                .containsExactly(Kind.BAD_RESPONSE, true);
        aws.faults().clear();
        aws.faults().cutMidBody("codebuild:BatchGetBuilds", 5);
        assertThat(failure(access()).transientFault()).isTrue();
        assertThat(failure(access(aws.endpoint(), new AccessKey("AKIAUNKNOWN000000000", "secret")))
                        .kind())
                .isEqualTo(Kind.CREDENTIALS_INVALID);
        assertThat(failure(access(URI.create("http://127.0.0.1:1"), aws.rootKey()))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(failure(access(URI.create("http://no-such-host.invalid"), aws.rootKey()))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void whatForbidsACallIsNotAnsweredWithAStatementThatWouldNotHelp() {
        DeniedCall denied = DeniedCall.in("User: arn:aws:iam::123456789012:user/ci is not authorized to perform: "
                        + "codebuild:StartBuild on resource: arn:aws:codebuild:eu-west-1:123456789012:project/site "
                        + "with an explicit deny in a service control policy")
                .orElseThrow();
        assertThat(denied.isForbidden()).isTrue();
        assertThat(denied.action()).isEqualTo("codebuild:StartBuild");
        assertThat(denied.resource()).isEqualTo("arn:aws:codebuild:eu-west-1:123456789012:project/site");
    }

    @Test
    void noTextOfACredentialSourceShowsASecret() {
        assertThat(access().toString()).doesNotContain(aws.rootKey().secretAccessKey());
    }

    @Test
    void aRegionThatCannotBeOneIsRefusedWithTheClosest() {
        assertThatThrownBy(() -> AwsRegions.of("eu-wst-1/evil")).hasMessageContaining("region");
        assertThatThrownBy(() -> AwsRegions.of("euwest1")).hasMessageContaining("eu-west-1");
        assertThat(AwsRegions.of("eu-west-1").id()).isEqualTo("eu-west-1");
    }
}
