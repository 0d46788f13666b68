package io.jenkins.plugins.awsdevtools.localaws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.CloudFrontAsyncClient;
import software.amazon.awssdk.services.cloudfront.model.BatchTooLargeException;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.InvalidArgumentException;
import software.amazon.awssdk.services.cloudfront.model.Invalidation;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;
import software.amazon.awssdk.services.cloudfront.model.TooManyInvalidationsInProgressException;

/** The real SDK against the embedded CloudFront. */
class CloudFrontServiceTest {

    private static LocalAws aws;
    private static CloudFrontAsyncClient client;
    private String distribution;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        client = CloudFrontAsyncClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        aws.rootKey().accessKeyId(), aws.rootKey().secretAccessKey())))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
    }

    @BeforeEach
    void distribution() {
        distribution = aws.cloudFront().createDistribution("site.s3.eu-west-1.amazonaws.com", "/web");
    }

    @AfterEach
    void clear() {
        aws.cloudFront().invalidationTime(Duration.ZERO);
    }

    private Invalidation invalidate(String reference, List<String> paths) {
        return client.createInvalidation(
                        r -> r.distributionId(distribution).invalidationBatch(b -> b.callerReference(reference)
                                .paths(p -> p.quantity(paths.size()).items(paths))))
                .join()
                .invalidation();
    }

    private static void refuses(Runnable call, Class<? extends CloudFrontException> with) {
        assertThatThrownBy(call::run).isInstanceOf(CompletionException.class).hasCauseInstanceOf(with);
    }

    private static List<String> files(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "/f" + i).toList();
    }

    private static String reference() {
        return UUID.randomUUID().toString();
    }

    @Test
    void aDistributionTellsItsOrigin() {
        var found = client.getDistribution(r -> r.id(distribution)).join().distribution();
        assertThat(found.distributionConfig().origins().items().get(0).originPath())
                .isEqualTo("/web");
        assertThat(client.listDistributions(r -> {}).join().distributionList().items())
                .anyMatch(summary -> summary.id().equals(distribution));
        refuses(() -> client.getDistribution(r -> r.id("ENONE")).join(), NoSuchDistributionException.class);
    }

    @Test
    void anInvalidationIsInProgressUntilItsTimeIsOver() {
        aws.cloudFront().invalidationTime(Duration.ofHours(1));
        Invalidation made = invalidate(reference(), List.of("/a", "/b/*"));
        assertThat(made.status()).isEqualTo("InProgress");
        assertThat(made.invalidationBatch().paths().items()).containsExactly("/a", "/b/*");

        aws.cloudFront().invalidationTime(Duration.ZERO);
        assertThat(client.getInvalidation(r -> r.distributionId(distribution).id(made.id()))
                        .join()
                        .invalidation()
                        .status())
                .isEqualTo("Completed");
        refuses(
                () -> client.getInvalidation(r -> r.distributionId(distribution).id("INONE"))
                        .join(),
                NoSuchInvalidationException.class);
    }

    @Test
    void theSameReferenceMakesOneInvalidationAndNoOther() {
        String reference = reference();
        Invalidation first = invalidate(reference, List.of("/a"));
        assertThat(invalidate(reference, List.of("/a")).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> invalidate(reference, List.of("/b")))
                .hasMessageContaining("caller reference")
                .satisfies(failure -> assertThat(((CloudFrontException) failure.getCause())
                                .awsErrorDetails()
                                .errorCode())
                        .isEqualTo("InvalidationBatchAlreadyExists"));
    }

    @Test
    void threeThousandFilesAndFifteenWildcardsAreInProgressAtMost() {
        aws.cloudFront().invalidationTime(Duration.ofHours(1));
        invalidate(reference(), files(0, 2999));
        refuses(() -> invalidate(reference(), files(3000, 2)), TooManyInvalidationsInProgressException.class);
        invalidate(reference(), files(3000, 1));
        for (int i = 0; i < 15; i++) {
            invalidate(reference(), List.of("/w" + i + "/*"));
        }
        refuses(() -> invalidate(reference(), List.of("/more/*")), TooManyInvalidationsInProgressException.class);
        refuses(() -> invalidate(reference(), files(0, 3001)), BatchTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a*b", "/a b", "/ü", "/<a>"})
    void aPathThatCannotBeOneIsRefused(String path) {
        refuses(() -> invalidate(reference(), List.of(path)), InvalidArgumentException.class);
    }
}
