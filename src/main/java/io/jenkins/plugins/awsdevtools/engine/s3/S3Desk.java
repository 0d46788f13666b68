package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Lists, signs and completes below one prefix. Nothing outside of it can be reached, whatever a job asks for. */
final class S3Desk implements StoreDesk {

    /** Credentials are renewed five minutes before they expire, and that may take a while; no request outlives what signed it. */
    private static final Duration LIFE = Duration.ofMinutes(4);

    private final AwsClients clients;
    private final AwsAccess access;
    private final S3Place place;
    private final StoreSettings settings;
    private final OpenUploads uploads;
    private final Consumer<String> log;
    private final Consumer<Progress> progress;

    S3Desk(
            AwsClients clients,
            AwsAccess access,
            S3Place place,
            StoreSettings settings,
            OpenUploads uploads,
            Consumer<String> log,
            Consumer<Progress> progress) {
        this.clients = clients;
        this.access = access;
        this.place = place;
        this.settings = settings;
        this.uploads = uploads;
        this.log = log;
        this.progress = progress;
    }

    private S3AsyncClient s3() {
        return clients.s3(access);
    }

    @Override
    public Page list(String token) throws IOException {
        ListObjectsV2Response page = await(
                s3().listObjectsV2(r -> r.bucket(place.bucket())
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
        try {
            for (Wish wish : wishes) {
                signed.add(of(
                        switch (wish.kind()) {
                            case PUT -> put(presigner, wish);
                            case PART -> part(presigner, wish);
                            case GET -> get(presigner, wish);
                        }));
            }
        } catch (SdkClientException failed) {
            throw failure(failed, "s3:PutObject");
        }
        return signed;
    }

    private PresignedRequest put(S3Presigner presigner, Wish wish) {
        ObjectRule rule = ObjectRule.of(wish.path(), settings.rules());
        return presigner.presignPutObject(p -> p.signatureDuration(LIFE).putObjectRequest(r -> r.bucket(place.bucket())
                .key(place.key(wish.path()))
                .expectedBucketOwner(place.owner())
                .contentMD5(wish.digest())
                .contentType(type(rule, wish.path()))
                .cacheControl(rule.cacheControl())
                .contentEncoding(rule.contentEncoding())
                .contentDisposition(rule.contentDisposition())
                .storageClass(rule.storageClass())
                .acl(rule.acl())
                .metadata(rule.metadata())
                .tagging(tagging(rule))
                .serverSideEncryption(settings.serverSideEncryption())
                .ssekmsKeyId(settings.kmsKey())
                .bucketKeyEnabled(settings.bucketKey() ? Boolean.TRUE : null)));
    }

    private PresignedRequest part(S3Presigner presigner, Wish wish) {
        return presigner.presignUploadPart(
                p -> p.signatureDuration(LIFE).uploadPartRequest(r -> r.bucket(place.bucket())
                        .key(place.key(wish.path()))
                        .expectedBucketOwner(place.owner())
                        .uploadId(wish.uploadId())
                        .partNumber(wish.part())
                        .contentMD5(wish.digest())));
    }

    private PresignedRequest get(S3Presigner presigner, Wish wish) {
        return presigner.presignGetObject(p -> p.signatureDuration(LIFE).getObjectRequest(r -> r.bucket(place.bucket())
                .key(place.key(wish.path()))
                .expectedBucketOwner(place.owner())
                .range(wish.range())
                .ifMatch(wish.etag())));
    }

    private static SignedRequest of(PresignedRequest presigned) {
        Map<String, String> headers = new HashMap<>();
        presigned.signedHeaders().forEach((name, values) -> {
            // The JDK's client sets these itself and refuses to be told.
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                headers.put(name, String.join(",", values));
            }
        });
        return new SignedRequest(
                presigned.httpRequest().method().name(),
                URI.create(presigned.url().toString()),
                headers,
                presigned.expiration());
    }

    private static String type(ObjectRule rule, String path) {
        return rule.contentType() == null ? ContentTypes.of(path) : rule.contentType();
    }

    private static Tagging tagging(ObjectRule rule) {
        return rule.tags().isEmpty()
                ? null
                : Tagging.builder()
                        .tagSet(rule.tags().entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                        .build();
    }

    @Override
    public String begin(String path) throws IOException {
        ObjectRule rule = ObjectRule.of(path, settings.rules());
        String id = await(
                        s3().createMultipartUpload(r -> r.bucket(place.bucket())
                                .key(place.key(path))
                                .expectedBucketOwner(place.owner())
                                .contentType(type(rule, path))
                                .cacheControl(rule.cacheControl())
                                .contentEncoding(rule.contentEncoding())
                                .contentDisposition(rule.contentDisposition())
                                .storageClass(rule.storageClass())
                                .acl(rule.acl())
                                .metadata(rule.metadata())
                                .tagging(tagging(rule))
                                .serverSideEncryption(settings.serverSideEncryption())
                                .ssekmsKeyId(settings.kmsKey())
                                .bucketKeyEnabled(settings.bucketKey() ? Boolean.TRUE : null)),
                        "s3:PutObject")
                .uploadId();
        uploads.opened(place.key(path), id);
        return id;
    }

    @Override
    public void complete(String path, String uploadId, List<String> etags) throws IOException {
        List<CompletedPart> parts = new ArrayList<>(etags.size());
        for (int i = 0; i < etags.size(); i++) {
            parts.add(
                    CompletedPart.builder().partNumber(i + 1).eTag(etags.get(i)).build());
        }
        await(
                s3().completeMultipartUpload(r -> r.bucket(place.bucket())
                        .key(place.key(path))
                        .expectedBucketOwner(place.owner())
                        .uploadId(uploadId)
                        .multipartUpload(m -> m.parts(parts))),
                "s3:PutObject");
        uploads.closed(uploadId);
    }

    @Override
    public void abort(String path, String uploadId) throws IOException {
        abortKey(place.key(path), uploadId);
    }

    /** Aborts every upload that is open, also those of an earlier process. */
    void abortAll() throws IOException {
        for (DeployRecord.Upload upload : uploads.all()) {
            abortKey(upload.key(), upload.id());
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
        uploads.closed(uploadId);
    }

    @Override
    public void delete(List<String> paths) throws IOException {
        List<ObjectIdentifier> keys = paths.stream()
                .map(path -> ObjectIdentifier.builder().key(place.key(path)).build())
                .toList();
        List<S3Error> errors = await(
                        s3().deleteObjects(r -> r.bucket(place.bucket())
                                .expectedBucketOwner(place.owner())
                                .delete(d -> d.objects(keys).quiet(true))),
                        "s3:DeleteObject")
                .errors();
        if (!errors.isEmpty()) {
            S3Error first = errors.get(0);
            throw new TransferException(place.url() + ": " + errors.size() + " objects were not deleted: " + first.key()
                    + ": " + first.code() + " " + first.message());
        }
    }

    @Override
    public void progress(Progress now) {
        progress.accept(now);
    }

    @Override
    public void say(String line) {
        log.accept(line);
    }

    private <T> T await(CompletableFuture<T> call, String operation) throws IOException {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            throw failure(failed, operation);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(operation);
        }
    }

    private TransferException failure(Throwable failed, String operation) {
        return new TransferException(FailureTranslator.translate(
                        failed,
                        new CallContext(operation, place.url(), access.region().id()))
                .text());
    }
}
