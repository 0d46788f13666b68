package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.engine.multipart.UploadStart;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * One multipart upload, whose parts somebody else sends. Stages fail with {@link AwsFailureException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Multipart upload</a>
 */
public final class BundleUpload {

    /** Long enough for one part on a slow line; a part that comes later is signed again. S3 takes up to seven days. */
    private static final Duration SIGNATURE_LIFE = Duration.ofMinutes(15);

    private final AwsClients clients;
    private final AwsAccess access;
    private final String bucket;
    private final String key;
    private final String uploadId;
    private final SendJournal journal;

    /** An upload that was begun, maybe by a process that is gone. */
    public BundleUpload(
            AwsClients clients, AwsAccess access, String bucket, String key, String uploadId, SendJournal journal) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
        this.bucket = Objects.requireNonNull(bucket);
        this.key = Objects.requireNonNull(key);
        this.uploadId = Objects.requireNonNull(uploadId);
        this.journal = Objects.requireNonNull(journal);
    }

    /**
     * CreateMultipartUpload.
     *
     * @param journal in which it is known before it is asked for
     */
    public static CompletionStage<BundleUpload> begin(
            AwsClients clients,
            AwsAccess access,
            Timing timing,
            BundlePlace place,
            String digest,
            SendJournal journal) {
        return begin(
                clients,
                access,
                timing,
                CreateMultipartUploadRequest.builder()
                        .bucket(place.bucket())
                        .key(place.key(digest))
                        .contentType("application/zip")
                        .build(),
                journal);
    }

    /**
     * CreateMultipartUpload of an artifact of CodePipeline, encrypted with KMS as the policies of its buckets ask for.
     *
     * @param kmsKey empty for the account's own key of S3
     * @param journal in which it is known before it is asked for
     * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html">Configure
     *     server-side encryption for artifacts stored in Amazon S3</a>
     */
    public static CompletionStage<BundleUpload> begin(
            AwsClients clients,
            AwsAccess access,
            Timing timing,
            String bucket,
            String key,
            Optional<String> kmsKey,
            SendJournal journal) {
        return begin(
                clients,
                access,
                timing,
                CreateMultipartUploadRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentType("application/zip")
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(kmsKey.orElse(null))
                        .build(),
                journal);
    }

    private static CompletionStage<BundleUpload> begin(
            AwsClients clients,
            AwsAccess access,
            Timing timing,
            CreateMultipartUploadRequest request,
            SendJournal journal) {
        return new UploadStart(clients, access, timing).begin(request, journal).handle((id, failure) -> {
            if (failure != null) {
                throw failed(failure, "s3:PutObject", request.bucket(), access);
            }
            return new BundleUpload(clients, access, request.bucket(), request.key(), id, journal);
        });
    }

    public String key() {
        return key;
    }

    public String uploadId() {
        return uploadId;
    }

    /** Signs UploadPart. May wait for credentials. */
    public List<SignedRequest> sign(int first, int count) {
        List<SignedRequest> requests = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            int part = number;
            requests.add(Presigned.of(
                    clients.s3Presigner(access).presignUploadPart(request -> request.signatureDuration(SIGNATURE_LIFE)
                            .uploadPartRequest(upload -> upload.bucket(bucket)
                                    .key(key)
                                    .uploadId(uploadId)
                                    .partNumber(part)))));
        }
        return requests;
    }

    /** CompleteMultipartUpload. From here on the bundle is there. */
    public CompletionStage<StoredBundle> complete(List<String> etags, long size) {
        List<CompletedPart> parts = new ArrayList<>();
        for (String etag : etags) {
            parts.add(CompletedPart.builder()
                    .partNumber(parts.size() + 1)
                    .eTag(etag)
                    .build());
        }
        return clients.s3(access)
                .completeMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts)))
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw failed(failure, "s3:PutObject", bucket, access);
                    }
                    StoredBundle stored = new StoredBundle(bucket, key, answer.versionId(), size);
                    // In this order: an upload that was completed can be aborted without harm, a bundle that is
                    // forgotten
                    // is sent again.
                    journal.stored(stored);
                    journal.closed(uploadId);
                    return stored;
                });
    }

    /** AbortMultipartUpload, so that its parts are not paid for. One that is gone is no error. */
    public CompletionStage<?> abort() {
        return clients.s3(access)
                .abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(uploadId))
                .handle((answer, failure) -> {
                    AwsFailure reason =
                            failure == null ? null : translate(failure, "s3:AbortMultipartUpload", bucket, access);
                    if (reason != null && reason.kind() != AwsFailure.Kind.NOT_FOUND) {
                        throw new CompletionException(new AwsFailureException(reason));
                    }
                    journal.closed(uploadId);
                    return answer;
                });
    }

    private static AwsFailureException failed(Throwable failure, String operation, String bucket, AwsAccess access) {
        return new AwsFailureException(translate(failure, operation, bucket, access));
    }

    private static AwsFailure translate(Throwable failure, String operation, String bucket, AwsAccess access) {
        return FailureTranslator.translate(
                failure, new CallContext(operation, bucket, access.region().id()));
    }
}
