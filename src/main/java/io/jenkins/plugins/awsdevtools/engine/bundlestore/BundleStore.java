package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bundles in a bucket, for one identity. */
public final class BundleStore {

    // "HeadObject", Permissions: 404 with s3:ListBucket, 403 without.
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    private final AwsClients clients;
    private final AwsAccess access;

    public BundleStore(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * HeadObject: whether a bundle was sent before. Without s3:ListBucket S3 answers that a missing object is forbidden
     * (HeadObject, Amazon S3 API Reference), so a refusal counts as missing; sending tells what is not allowed.
     *
     * @return the bundle, its newest version. Fails with {@link AwsFailureException}, also if the bucket is in another
     *     region.
     */
    public CompletionStage<Optional<StoredBundle>> find(BundlePlace place, String digest) {
        String key = place.key(digest);
        return clients.s3(access)
                .headObject(request -> request.bucket(place.bucket()).key(key))
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return Optional.of(stored(place.bucket(), key, answer));
                    }
                    if (isMissing(failure)) {
                        return Optional.empty();
                    }
                    throw new AwsFailureException(translate(failure, "s3:GetObject", place.bucket()));
                });
    }

    private static StoredBundle stored(String bucket, String key, HeadObjectResponse answer) {
        return new StoredBundle(bucket, key, answer.versionId(), answer.contentLength());
    }

    private static boolean isMissing(Throwable failure) {
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        return reason instanceof S3Exception answer
                && (answer.statusCode() == NOT_FOUND || answer.statusCode() == FORBIDDEN);
    }

    private AwsFailure translate(Throwable failure, String operation, String bucket) {
        return FailureTranslator.translate(
                failure, new CallContext(operation, bucket, access.region().id()));
    }

    /**
     * The names of the buckets of the connection's region, for drop-downs and suggestions.
     *
     * @param most where to stop
     */
    public CompletionStage<List<String>> buckets(int most) {
        return buckets(new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> buckets(List<String> names, String token, int most) {
        return clients.s3(access)
                .listBuckets(request -> request.bucketRegion(access.region().id())
                        .maxBuckets(most)
                        .continuationToken(token))
                .thenCompose(page -> {
                    page.buckets().stream().map(Bucket::name).forEach(names::add);
                    return page.continuationToken() == null || names.size() >= most
                            ? CompletableFuture.completedFuture(List.copyOf(names))
                            : buckets(names, page.continuationToken(), most);
                });
    }
}
