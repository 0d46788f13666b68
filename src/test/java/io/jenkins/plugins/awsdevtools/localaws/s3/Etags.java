package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.signature.Digests;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Entity tags as S3 makes them: the MD5 of an object put at once, the MD5 of the parts' MD5s with their number for one
 * put in parts, and neither where AWS KMS encrypts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">Object</a>
 */
final class Etags {
    private Etags() {}

    static String ofSinglePart(Blob blob, ObjectMetadata metadata) {
        return encryptedByKms(metadata) ? opaque(blob) : blob.md5();
    }

    static String ofParts(List<Blob> parts) {
        MessageDigest md5 = Digests.digest("MD5");
        parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.md5())));
        return Digests.hex(md5.digest()) + "-" + parts.size();
    }

    static boolean encryptedByKms(ObjectMetadata metadata) {
        return metadata.encryption().startsWith("aws:kms");
    }

    /** Looks like an MD5 and is none of the content, as under KMS. */
    private static String opaque(Blob blob) {
        return Digests.sha256Hex(blob.file().toString()).substring(0, 32);
    }
}
