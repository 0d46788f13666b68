package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Wish;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.time.Duration;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs requests below one prefix, each with the headers that its object is to have. */
record S3Signer(S3Presigner presigner, S3Place place, StoreSettings settings) {

    /** Credentials are renewed five minutes before they expire, and that may take a while; no request outlives what signed it. */
    private static final Duration LIFE = Duration.ofMinutes(4);

    /** @throws software.amazon.awssdk.core.exception.SdkClientException if there are no credentials */
    SignedRequest sign(Wish wish) {
        return Presigned.of(
                switch (wish.kind()) {
                    case PUT -> put(wish);
                    case PART -> part(wish);
                    case GET -> get(wish);
                });
    }

    private PresignedRequest put(Wish wish) {
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

    private PresignedRequest part(Wish wish) {
        return presigner.presignUploadPart(
                p -> p.signatureDuration(LIFE).uploadPartRequest(r -> r.bucket(place.bucket())
                        .key(place.key(wish.path()))
                        .expectedBucketOwner(place.owner())
                        .uploadId(wish.uploadId())
                        .partNumber(wish.part())
                        .contentMD5(wish.digest())));
    }

    private PresignedRequest get(Wish wish) {
        return presigner.presignGetObject(p -> p.signatureDuration(LIFE).getObjectRequest(r -> r.bucket(place.bucket())
                .key(place.key(wish.path()))
                .expectedBucketOwner(place.owner())
                .range(wish.range())
                .checksumMode(wish.range() == null ? ChecksumMode.ENABLED : null)
                .ifMatch(wish.etag())));
    }

    static String type(ObjectRule rule, String path) {
        return rule.contentType() == null ? ContentTypes.of(path) : rule.contentType();
    }

    static Tagging tagging(ObjectRule rule) {
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
}
