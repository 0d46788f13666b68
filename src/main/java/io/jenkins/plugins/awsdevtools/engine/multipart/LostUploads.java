package io.jenkins.plugins.awsdevtools.engine.multipart;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Uploads of a key that S3 began although its answer was lost. Another writer of the same key is left alone: an upload is
 * given up only if it was begun when this side asked, is none that this side knows, and has no part. Whoever sends has sent a
 * part soon after; what was lost never gets one. So it is best looked for when the work that asked has ended.
 */
public final class LostUploads {

    /** S3 tells whole seconds, and a request may wait on its way. */
    private static final Duration BEFORE = Duration.ofSeconds(2);

    private static final Duration AFTER = Duration.ofMinutes(2);

    private final AwsClients clients;
    private final AwsAccess access;

    public LostUploads(AwsClients clients, AwsAccess access) {
        this.clients = clients;
        this.access = access;
    }

    /**
     * Gives up what was lost of all that a journal knows to be asked for, and has the journal forget it. What cannot be looked
     * for is said, and is no failure: the work that asked has lost nothing by it.
     *
     * @param owner the account that has to own the bucket; null for any
     * @param log one line for each key that something is to be said of
     */
    public CompletionStage<Void> giveUp(String bucket, String owner, UploadJournal journal, Consumer<String> log) {
        CompletionStage<Void> given = CompletableFuture.completedFuture(null);
        for (AskedUpload asked : journal.asked()) {
            given = given.thenCompose(before -> giveUp(bucket, owner, asked.key(), asked.at(), journal::isOpen))
                    .handle((count, failure) -> {
                        if (failure != null) {
                            log.accept(Texts.of(
                                    "s3.lost.unknown",
                                    asked.key(),
                                    cause(failure).getMessage()));
                        } else if (count > 0) {
                            log.accept(Texts.of("s3.lost.givenUp", asked.key()));
                        }
                        journal.forget(asked);
                        return null;
                    });
        }
        return given;
    }

    private CompletionStage<Integer> giveUp(
            String bucket, String owner, String key, Instant asked, Predicate<String> known) {
        // A page has at most 1,000 uploads, ordered by key, so those of this very key come first
        // (ListMultipartUploads).
        return told(
                        s3().listMultipartUploads(
                                        r -> r.bucket(bucket).prefix(key).expectedBucketOwner(owner)),
                        "s3:ListBucketMultipartUploads",
                        arn(bucket))
                .thenCompose(page -> each(
                        bucket,
                        owner,
                        page.uploads().stream()
                                .filter(upload -> upload.key().equals(key))
                                .filter(upload -> isOf(asked, upload.initiated()))
                                .filter(upload -> !known.test(upload.uploadId()))
                                .toList()));
    }

    private static boolean isOf(Instant asked, Instant initiated) {
        return !initiated.isBefore(asked.minus(BEFORE)) && initiated.isBefore(asked.plus(AFTER));
    }

    private CompletionStage<Integer> each(String bucket, String owner, List<MultipartUpload> uploads) {
        CompletionStage<Integer> given = CompletableFuture.completedFuture(0);
        for (MultipartUpload upload : uploads) {
            given = given.thenCompose(count -> giveUp(bucket, owner, upload).thenApply(one -> count + one));
        }
        return given;
    }

    private CompletionStage<Integer> giveUp(String bucket, String owner, MultipartUpload upload) {
        String object = arn(bucket) + "/" + upload.key();
        return told(
                        s3().listParts(r -> r.bucket(bucket)
                                .key(upload.key())
                                .uploadId(upload.uploadId())
                                .maxParts(1)
                                .expectedBucketOwner(owner)),
                        "s3:ListMultipartUploadParts",
                        object)
                .thenCompose(page -> page.parts().isEmpty()
                        ? told(
                                        s3().abortMultipartUpload(r -> r.bucket(bucket)
                                                .key(upload.key())
                                                .uploadId(upload.uploadId())
                                                .expectedBucketOwner(owner)),
                                        "s3:AbortMultipartUpload",
                                        object)
                                .thenApply(aborted -> 1)
                        : CompletableFuture.completedFuture(0))
                .exceptionally(failure -> {
                    // Its writer has completed or aborted it meanwhile.
                    if (cause(failure) instanceof AwsFailureException told
                            && told.failure().kind() == AwsFailure.Kind.NOT_FOUND) {
                        return 0;
                    }
                    throw new CompletionException(cause(failure));
                });
    }

    private S3AsyncClient s3() {
        return clients.s3(access);
    }

    private String arn(String bucket) {
        return "arn:" + PartitionMetadata.of(access.region()).id() + ":s3:::" + bucket;
    }

    private <A> CompletionStage<A> told(CompletionStage<A> call, String operation, String resource) {
        return call.handle((answer, failure) -> {
            if (failure != null) {
                throw new CompletionException(new AwsFailureException(FailureTranslator.translate(
                        failure,
                        new CallContext(operation, resource, access.region().id()))));
            }
            return answer;
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
