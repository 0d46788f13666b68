package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * How objects are stored.
 *
 * @param rules the later ones win
 * @param encryption {@code AES256}, {@code aws:kms}, {@code aws:kms:dsse} or null for the bucket's own
 * @param kmsKey null for the account's own key
 */
public record StoreSettings(List<ObjectRule> rules, String encryption, String kmsKey, boolean bucketKey) {

    /** "x-amz-server-side-encryption: Valid Values" (PutObject, Amazon S3 API Reference), but for file systems. */
    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "aws:kms", "aws:kms:dsse");

    /** @throws ParameterException naming what S3 does not know */
    public StoreSettings {
        rules = List.copyOf(rules);
        if (encryption != null && !ENCRYPTIONS.contains(encryption)) {
            throw new ParameterException(
                    "encryption", encryption, Texts.of("s3.oneOf", "AES256, aws:kms, aws:kms:dsse"));
        }
        if (kmsKey != null && (encryption == null || !encryption.startsWith("aws:kms"))) {
            throw new ParameterException("kmsKey", kmsKey, Texts.of("s3.kmsKeyAlone"));
        }
        for (ObjectRule rule : rules) {
            if (rule.storageClass() != null
                    && StorageClass.fromValue(rule.storageClass()) == StorageClass.UNKNOWN_TO_SDK_VERSION) {
                throw new ParameterException(
                        "storageClass", rule.storageClass(), Texts.of("s3.oneOf", join(StorageClass.knownValues())));
            }
            if (rule.acl() != null && ObjectCannedACL.fromValue(rule.acl()) == ObjectCannedACL.UNKNOWN_TO_SDK_VERSION) {
                throw new ParameterException(
                        "acl", rule.acl(), Texts.of("s3.oneOf", join(ObjectCannedACL.knownValues())));
            }
        }
    }

    ServerSideEncryption serverSideEncryption() {
        return encryption == null ? null : ServerSideEncryption.fromValue(encryption);
    }

    /** Whether ETags are no MD5s. */
    public boolean isKms() {
        return encryption != null && encryption.startsWith("aws:kms");
    }

    private static String join(Set<?> values) {
        return String.join(", ", values.stream().map(Object::toString).sorted().toList());
    }
}
