package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Part;
import io.jenkins.plugins.awsdevtools.engine.transfer.Body;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;

/**
 * CompleteMultipartUpload, which may be done although its answer was lost. If it is asked for again the upload is not there
 * any more: NoSuchUpload, "the multipart upload might have been aborted or completed". It was completed if the object now is
 * made of just these parts, as its ETag tells, and that makes it safe to ask again.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">CompleteMultipartUpload</a>
 */
record UploadEnd(S3AsyncClient s3, S3Place place, String key, String uploadId, List<Part> sent) {

    /** Ends when the object is there; fails with what S3 said. */
    CompletionStage<Void> complete() {
        List<CompletedPart> parts = new ArrayList<>(sent.size());
        for (Part part : sent) {
            parts.add(CompletedPart.builder()
                    .partNumber(parts.size() + 1)
                    .eTag(part.etag())
                    .checksumCRC32C(part.crc32c())
                    .build());
        }
        return s3.completeMultipartUpload(r -> r.bucket(place.bucket())
                        .key(key)
                        .expectedBucketOwner(place.owner())
                        .uploadId(uploadId)
                        .multipartUpload(m -> m.parts(parts)))
                .<Void>thenApply(done -> null)
                .exceptionallyCompose(failure -> isGone(failure)
                        ? isCompleted()
                                .thenCompose(completed -> completed
                                        ? CompletableFuture.completedFuture(null)
                                        : CompletableFuture.failedFuture(failure))
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isGone(Throwable failure) {
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        return reason instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && "NoSuchUpload".equals(refused.awsErrorDetails().errorCode());
    }

    /** Asks the listing, for who deploys need not be allowed to read the object. */
    private CompletionStage<Boolean> isCompleted() {
        return s3.listObjectsV2(r -> r.bucket(place.bucket())
                        .prefix(key)
                        .maxKeys(1)
                        .encodingType(EncodingType.URL)
                        .expectedBucketOwner(place.owner()))
                .thenApply(page -> page.contents().stream()
                        .anyMatch(object -> object.key().equals(key)
                                && object.eTag().replace("\"", "").equals(etag())));
    }

    /**
     * The digest of the parts' ETags, a hyphen and their number. Where the ETag of a part is no MD5 it may be another: then
     * nothing is known.
     */
    private String etag() {
        MessageDigest all = Body.newMd5();
        for (Part part : sent) {
            if (!part.etag().matches("([0-9a-f]{2})+")) {
                return "";
            }
            all.update(HexFormat.of().parseHex(part.etag()));
        }
        return Body.hex(all.digest()) + "-" + sent.size();
    }
}
