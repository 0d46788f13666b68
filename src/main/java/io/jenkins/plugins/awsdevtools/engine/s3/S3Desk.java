package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.multipart.LostUploads;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import io.jenkins.plugins.awsdevtools.engine.multipart.UploadStart;
import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.ContentChecksum;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Lists, signs and completes below one prefix. Nothing outside of it can be reached, whatever a job asks for. */
final class S3Desk implements StoreDesk {

    private final AwsClients clients;
    private final AwsAccess access;
    private final S3Place place;
    private final StoreSettings settings;
    private final S3Signer signer;
    private final Timing timing;
    private final S3Patience patience;
    private final DeployJournal journal;
    private final S3Report report;

    S3Desk(
            AwsClients clients,
            AwsAccess access,
            S3Place place,
            StoreSettings settings,
            DeployJournal journal,
            S3Report report,
            Timing timing,
            RandomGenerator random) {
        this.clients = clients;
        this.access = access;
        this.place = place;
        this.settings = settings;
        this.signer = new S3Signer(place, settings);
        this.timing = timing;
        this.journal = journal;
        this.report = report;
        this.patience = new S3Patience(new S3Failures(access, place), timing, random, journal, report);
    }

    private S3AsyncClient s3() {
        return clients.s3(access);
    }

    @Override
    public Page list(String token) throws IOException {
        ListObjectsV2Response page = patience.ask(
                () -> s3().listObjectsV2(r -> r.bucket(place.bucket())
                        .prefix(place.prefix())
                        .continuationToken(token)
                        // Keys may hold characters that XML cannot.
                        .encodingType(EncodingType.URL)
                        .expectedBucketOwner(place.owner())),
                "s3:ListBucket");
        int cut = place.prefix().length();
        return new Page(
                page.contents().stream()
                        .map(object -> new Listed(
                                object.key().substring(cut),
                                object.size(),
                                object.eTag().replace("\"", ""),
                                object.lastModified().toEpochMilli()))
                        .toList(),
                Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null);
    }

    @Override
    public List<SignedRequest> sign(List<Wish> wishes) throws IOException {
        S3Presigner presigner = clients.s3Presigner(access);
        List<SignedRequest> signed = new ArrayList<>(wishes.size());
        AwsCredentialsIdentity credentials = patience.ask(
                () -> clients.identity(access).thenApply(one -> (AwsCredentialsIdentity) one), "s3:PutObject");
        try {
            for (Wish wish : wishes) {
                signed.add(signer.sign(presigner, credentials, timing.now(), wish));
            }
        } catch (SdkClientException failed) {
            throw failure(failed, "s3:PutObject");
        }
        return signed;
    }

    @Override
    public Checks checks(String path, String etag) throws IOException {
        HeadObjectResponse head = patience.ask(
                () -> s3().headObject(r -> r.bucket(place.bucket())
                        .key(place.key(path))
                        .expectedBucketOwner(place.owner())
                        .ifMatch("\"" + etag + "\"")
                        .checksumMode(ChecksumMode.ENABLED)),
                "s3:GetObject");
        SdkHttpResponse answer = head.sdkHttpResponse();
        Optional<ContentChecksum> checksum = ContentChecksum.of(answer::firstMatchingHeader);
        return new Checks(
                checksum.map(ContentChecksum::header).orElse(null),
                checksum.map(ContentChecksum::value).orElse(null),
                head.sseCustomerAlgorithm() == null
                        && !String.valueOf(head.serverSideEncryptionAsString()).startsWith("aws:kms"));
    }

    @Override
    public void plan(ChangedPaths paths) {
        journal.planned(paths);
    }

    @Override
    public void phase(Phase phase) {
        report.phase(phase);
    }

    @Override
    public String begin(String path) throws IOException {
        ObjectRule rule = ObjectRule.of(path, settings.rules());
        CreateMultipartUploadRequest request = CreateMultipartUploadRequest.builder()
                .bucket(place.bucket())
                .key(place.key(path))
                .expectedBucketOwner(place.owner())
                // S3 makes the checksum of the object of those of its parts.
                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                .checksumType(ChecksumType.FULL_OBJECT)
                .contentType(S3Signer.type(rule, path))
                .cacheControl(rule.cacheControl())
                .contentEncoding(rule.contentEncoding())
                .contentDisposition(rule.contentDisposition())
                .storageClass(rule.storageClass())
                .acl(rule.acl())
                .websiteRedirectLocation(rule.redirect())
                .metadata(rule.metadata())
                .tagging(S3Signer.tagging(rule))
                .serverSideEncryption(settings.serverSideEncryption())
                .ssekmsKeyId(settings.kmsKey())
                .bucketKeyEnabled(settings.bucketKey() ? Boolean.TRUE : null)
                .build();
        return await(new UploadStart(clients, access, timing).begin(request, journal), "s3:PutObject");
    }

    @Override
    public void complete(String path, String uploadId, List<Part> sent) throws IOException {
        String key = place.key(path);
        patience.ask(() -> new UploadEnd(s3(), place, key, uploadId, sent).complete(), "s3:PutObject");
        journal.closed(uploadId);
    }

    @Override
    public void abort(String path, String uploadId) throws IOException {
        abortKey(place.key(path), uploadId);
    }

    /**
     * Aborts every upload that is open, also those of an earlier process, and those that nobody was told of.
     *
     * @throws IOException when each was tried, naming what became of the first that could not be aborted
     */
    void abortAll() throws IOException {
        IOException notAborted = null;
        for (OpenUpload upload : journal.uploads()) {
            try {
                abortKey(upload.key(), upload.id());
            } catch (IOException failed) {
                if (notAborted == null) {
                    notAborted = failed;
                } else {
                    notAborted.addSuppressed(failed);
                }
            }
        }
        await(
                new LostUploads(clients, access).giveUp(place.bucket(), place.owner(), journal, report::say),
                "s3:ListBucketMultipartUploads");
        if (notAborted != null) {
            throw notAborted;
        }
    }

    private void abortKey(String key, String uploadId) throws IOException {
        await(
                s3().abortMultipartUpload(r -> r.bucket(place.bucket())
                                .key(key)
                                .expectedBucketOwner(place.owner())
                                .uploadId(uploadId))
                        .handle((done, failure) -> {
                            if (failure != null && !String.valueOf(failure).contains("NoSuchUpload")) {
                                throw new CompletionException(failure);
                            }
                            return done;
                        }),
                "s3:AbortMultipartUpload");
        journal.closed(uploadId);
    }

    @Override
    public void delete(List<String> paths) throws IOException {
        AtomicReference<List<String>> left =
                new AtomicReference<>(paths.stream().map(place::key).toList());
        List<S3Error> errors = patience.ask(() -> delete(left.get(), left::set), "s3:DeleteObject");
        if (!errors.isEmpty()) {
            S3Error first = errors.get(0);
            throw new TransferException(place.url() + ": " + errors.size() + " objects were not deleted: " + first.key()
                    + ": " + first.code() + " " + first.message());
        }
    }

    /**
     * DeleteObjects. It fails as a call does if nothing but S3 itself kept objects from being deleted.
     *
     * @param left told of the keys that failed so, for the next call
     * @return what was refused
     */
    private CompletionStage<List<S3Error>> delete(List<String> keys, Consumer<List<String>> left) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        return s3().deleteObjects(r -> r.bucket(place.bucket())
                        .expectedBucketOwner(place.owner())
                        .delete(d -> d.objects(objects).quiet(true)))
                .thenCompose(answer -> {
                    List<S3Error> errors = answer.errors();
                    if (errors.isEmpty() || !errors.stream().allMatch(S3Desk::passes)) {
                        return CompletableFuture.completedFuture(errors);
                    }
                    left.accept(errors.stream().map(S3Error::key).toList());
                    return CompletableFuture.failedFuture(asFailure(errors.get(0)));
                });
    }

    /** "InternalError: An internal error occurred. Try again." and the like (Error responses, Amazon S3 API Reference). */
    private static boolean passes(S3Error error) {
        return Set.of("InternalError", "ServiceUnavailable", "SlowDown").contains(error.code());
    }

    private static AwsServiceException asFailure(S3Error error) {
        return S3Exception.builder()
                .statusCode(HttpURLConnection.HTTP_UNAVAILABLE)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("S3")
                        .errorCode(error.code())
                        .errorMessage(error.key() + ": " + error.message())
                        .build())
                .message(error.message())
                .build();
    }

    @Override
    public void progress(Progress now) {
        report.progress(now);
    }

    @Override
    public void say(String line) {
        report.say(line);
    }

    /** Nobody waits for answers any more: what fails is not asked again. */
    void end() {
        patience.end();
    }

    private <T> T await(CompletionStage<T> call, String operation) throws IOException {
        return patience.await(call, operation);
    }

    private TransferException failure(Throwable failed, String operation) {
        return new S3Failures(access, place).of(failed, operation);
    }
}
