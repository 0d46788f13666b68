package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.Presigned;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Kind;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Wish;
import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Signs requests below one prefix, each with the headers that its object is to have. Requests that differ in little else than
 * the key are made of one that the SDK signed. Safe for use by many threads.
 */
final class S3Signer {

    /** Credentials are renewed five minutes before they expire, and that may take a while; no request outlives what signed it. */
    private static final Duration LIFE = Duration.ofMinutes(4);

    private final S3Place place;
    private final StoreSettings settings;
    private final Map<Shape, SignedTemplate> templates = new ConcurrentHashMap<>();

    /** What requests have in common that differ in key, digest, range and ETag alone. */
    private record Shape(Kind kind, ObjectRule rule, String type, boolean whole) {}

    S3Signer(S3Place place, StoreSettings settings) {
        this.place = place;
        this.settings = settings;
    }

    /**
     * @param credentials those of the presigner
     * @throws software.amazon.awssdk.core.exception.SdkClientException if there are no credentials
     */
    SignedRequest sign(S3Presigner presigner, AwsCredentialsIdentity credentials, Instant now, Wish wish) {
        if (wish.kind() == Kind.PART) {
            return Presigned.of(part(presigner, wish));
        }
        ObjectRule rule = ObjectRule.of(wish.path(), wish.kind() == Kind.PUT ? settings.rules() : List.of());
        Shape shape = new Shape(
                wish.kind(), rule, wish.kind() == Kind.PUT ? type(rule, wish.path()) : "", wish.range() == null);
        SignedTemplate template = templates.get(shape);
        String key = place.key(wish.path());
        if (template != null && template.holds(credentials, now)) {
            return template.with(key, headers(wish));
        }
        SignedRequest signed =
                Presigned.of(wish.kind() == Kind.PUT ? put(presigner, rule, wish) : get(presigner, wish));
        SignedTemplate.of(signed, key, credentials).ifPresent(made -> templates.put(shape, made));
        return signed;
    }

    private static Map<String, String> headers(Wish wish) {
        Map<String, String> headers = new HashMap<>();
        if (wish.kind() == Kind.PUT) {
            headers.put("content-md5", wish.digest());
        } else {
            headers.put("if-match", wish.etag());
            headers.put("range", wish.range());
        }
        return headers;
    }

    private PresignedRequest put(S3Presigner presigner, ObjectRule rule, Wish wish) {
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
                .websiteRedirectLocation(rule.redirect())
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
                        .checksumCRC32C(wish.digest())));
    }

    private PresignedRequest get(S3Presigner presigner, Wish wish) {
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
