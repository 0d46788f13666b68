package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.util.Map;
import java.util.Optional;

/**
 * What is kept with an object beside its bytes.
 *
 * @param standard the standard headers ({@code content-type}, {@code cache-control}, ...), names in lower case
 * @param user the {@code x-amz-meta-*} headers without that prefix, names in lower case
 * @param storageClass such as {@code STANDARD}
 * @param tags the object's tags
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
 * @param kmsKeyId the key of the latter two
 * @param acl the canned ACL it was put with
 */
public record ObjectMetadata(
        Map<String, String> standard,
        Map<String, String> user,
        String storageClass,
        Map<String, String> tags,
        String encryption,
        Optional<String> kmsKeyId,
        Optional<String> acl) {

    public static final String STANDARD = "STANDARD";
    static final String AES256 = "AES256";

    public ObjectMetadata {
        standard = Map.copyOf(standard);
        user = Map.copyOf(user);
        tags = Map.copyOf(tags);
    }

    /** A content type and nothing else. */
    public static ObjectMetadata ofType(String contentType) {
        return new ObjectMetadata(
                Map.of("content-type", contentType),
                Map.of(),
                STANDARD,
                Map.of(),
                AES256,
                Optional.empty(),
                Optional.empty());
    }

    ObjectMetadata withTags(Map<String, String> newTags) {
        return new ObjectMetadata(standard, user, storageClass, newTags, encryption, kmsKeyId, acl);
    }
}
