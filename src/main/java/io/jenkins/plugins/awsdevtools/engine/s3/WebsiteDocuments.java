package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;

/**
 * The documents that a website's bucket is configured with.
 *
 * @param index name of the page of each folder
 * @param error key of the page for what is not there; null if there is none
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html">Configuring an index
 *     document</a>
 */
record WebsiteDocuments(String index, String error) {

    /** Reads the configuration of the bucket; fails, saying so, if it has none or redirects all requests elsewhere. */
    static CompletionStage<WebsiteDocuments> read(AwsClients clients, AwsAccess access, S3Place place) {
        return clients.s3(access)
                .getBucketWebsite(r -> r.bucket(place.bucket()).expectedBucketOwner(place.owner()))
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(reason(failure, access, place));
                    }
                    return of(answer, place);
                });
    }

    private static WebsiteDocuments of(GetBucketWebsiteResponse answer, S3Place place) {
        if (answer.redirectAllRequestsTo() != null) {
            throw new CompletionException(new TransferException(Texts.of(
                    "s3.website.redirects",
                    place.bucket(),
                    answer.redirectAllRequestsTo().hostName())));
        }
        return new WebsiteDocuments(
                answer.indexDocument().suffix(),
                answer.errorDocument() == null ? null : answer.errorDocument().key());
    }

    private static Throwable reason(Throwable failure, AwsAccess access, S3Place place) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && "NoSuchWebsiteConfiguration".equals(refused.awsErrorDetails().errorCode())) {
            return new TransferException(Texts.of("s3.website.none", place.bucket()));
        }
        return new S3Failures(access, place).of(failure, "s3:GetBucketWebsite");
    }

    /** Paths below the prefix that have to be there when it is deployed. */
    List<String> required(S3Place place) {
        return error != null && error.startsWith(place.prefix())
                ? List.of(index, error.substring(place.prefix().length()))
                : List.of(index);
    }

    /** Checks the error document if it is outside of what is deployed; fails if there is no such object. */
    CompletionStage<Void> checkOutside(S3AsyncClient s3, AwsAccess access, S3Place place) {
        if (error == null || error.startsWith(place.prefix())) {
            return CompletableFuture.completedFuture(null);
        }
        return s3.listObjectsV2(r -> r.bucket(place.bucket())
                        .prefix(error)
                        .maxKeys(1)
                        .encodingType(EncodingType.URL)
                        .expectedBucketOwner(place.owner()))
                .handle((page, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(new S3Failures(access, place).of(failure, "s3:ListBucket"));
                    }
                    if (page.contents().stream()
                            .noneMatch(object -> object.key().equals(error))) {
                        throw new CompletionException(
                                new TransferException(Texts.of("s3.website.noError", place.bucket(), error)));
                    }
                    return null;
                });
    }
}
