package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;

/**
 * A prefix of a bucket.
 *
 * @param prefix empty, or ends with a slash
 * @param owner the account that has to own the bucket; null for any
 */
public record S3Place(String bucket, String prefix, String owner) {

    /** A key has at most 1,024 bytes ("Naming Amazon S3 objects", Amazon S3 User Guide); the rest is for names. */
    private static final int LONGEST_PREFIX = 1000;

    /** @throws ParameterException if it cannot be one */
    public S3Place {
        checkBucket(bucket);
        prefix = prefix == null ? "" : prefix.replaceFirst("^/+", "");
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            prefix += "/";
        }
        checkPrefix(prefix);
        // "x-amz-expected-bucket-owner: The account ID" (PutObject), of 12 digits ("View AWS account identifiers").
        if (owner != null && !owner.matches("\\d{12}")) {
            throw new ParameterException("bucketOwner", owner, Texts.of("s3.badOwner"));
        }
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">General purpose bucket
     *     naming rules</a>
     */
    public static void checkBucket(String bucket) {
        if (bucket == null || !bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") || bucket.contains("..")) {
            throw new ParameterException("bucket", bucket, Texts.of("s3.badBucket"));
        }
        // Of a directory bucket and of an access point of one: "ListObjectsV2 does not return objects in
        // lexicographical
        // order" there (ListObjectsV2, Amazon S3 API Reference).
        if (bucket.endsWith("--x-s3") || bucket.endsWith("--xa-s3")) {
            throw new ParameterException("bucket", bucket, Texts.of("s3.directoryBucket"));
        }
    }

    public static void checkPrefix(String prefix) {
        for (String name : prefix.split("/", -1)) {
            if (name.equals("..") || name.equals(".")) {
                throw new ParameterException("prefix", prefix, Texts.of("s3.badPrefix"));
            }
        }
        if (prefix.contains("//")
                || prefix.length() > LONGEST_PREFIX
                || prefix.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException("prefix", prefix, Texts.of("s3.badPrefix"));
        }
    }

    public String key(String path) {
        return prefix + path;
    }

    public String url() {
        return "s3://" + bucket + "/" + prefix;
    }
}
