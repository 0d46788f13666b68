package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.List;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.cloudfront.model.DistributionSummary;
import software.amazon.awssdk.services.s3.model.Bucket;

/** What the account has, for forms. Both fail with whatever the SDK threw. */
public record S3Names(AwsClients clients, AwsAccess access) {

    /** "MaxBuckets: maximum value of 10000" (ListBuckets, Amazon S3 API Reference). */
    private static final int MOST_BUCKETS = 10_000;

    /** Names of the account's buckets in the region of the access, at most so many. */
    public CompletionStage<List<String>> buckets(int most) {
        return clients.s3(access)
                .listBuckets(r -> r.maxBuckets(Math.min(most, MOST_BUCKETS))
                        .bucketRegion(access.region().id()))
                .thenApply(answer -> answer.buckets().stream().map(Bucket::name).toList());
    }

    /** Ids of the account's CloudFront distributions, at most so many. */
    public CompletionStage<List<String>> distributions(int most) {
        return clients.cloudFront(access)
                .listDistributions(r -> r.maxItems("" + most))
                .thenApply(answer -> answer.distributionList().items().stream()
                        .map(DistributionSummary::id)
                        .toList());
    }
}
