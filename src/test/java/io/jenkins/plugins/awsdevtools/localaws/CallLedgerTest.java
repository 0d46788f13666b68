package io.jenkins.plugins.awsdevtools.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;

class CallLedgerTest {
    private static final String IDENTITY = "sts:GetCallerIdentity";

    private static LocalAws aws;
    private static StsClient sts;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        sts = LocalClients.root(aws, StsClient.builder());
    }

    @AfterAll
    static void stop() {
        sts.close();
        aws.close();
    }

    @BeforeEach
    void forget() {
        aws.calls().clear();
    }

    @Test
    void callsFromManyThreadsAreAllCounted() {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> {
                            for (int n = 0; n < 50; n++) {
                                sts.getCallerIdentity();
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(aws.calls().count(IDENTITY)).isEqualTo(400);
        assertThat(aws.calls().countExecuted("sts:*")).isEqualTo(400);
        assertThat(aws.calls().count(IDENTITY, "arn:aws:iam::123456789012:root"))
                .isEqualTo(400);
        assertThat(aws.calls().count(IDENTITY, "arn:aws:iam::123456789012:user/other"))
                .isZero();
        assertThat(aws.calls().count("s3:*")).isZero();
        assertThat(aws.calls().all()).allSatisfy(call -> {
            assertThat(call.outcome()).isEqualTo("ok");
            assertThat(call.status()).isEqualTo(200);
        });
    }

    @Test
    void waitingEndsWithTheCallOrTellsWhatWasSeen() throws InterruptedException {
        CompletableFuture<Void> call = CompletableFuture.runAsync(sts::getCallerIdentity);
        aws.calls().awaitExecuted(IDENTITY, 1);
        call.join();

        assertThatThrownBy(() -> aws.calls().await(IDENTITY, 2, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("at least 2 calls of " + IDENTITY)
                .hasMessageContaining("saw 1");
    }
}
