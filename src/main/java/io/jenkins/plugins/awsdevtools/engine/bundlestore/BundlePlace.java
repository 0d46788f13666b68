package io.jenkins.plugins.awsdevtools.engine.bundlestore;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.regex.Pattern;

/**
 * Where bundles are kept. The key of a bundle is the prefix, its digest and {@code .zip}: another content has another key,
 * so that a bundle that a build still needs is never overwritten, in a bucket without versions too.
 *
 * @param bucket the name of a general purpose bucket
 * @param prefix what keys begin with; may be empty
 */
public record BundlePlace(String bucket, String prefix) {

    /** Where bundles go if nobody says. */
    public static final String DEFAULT_PREFIX = "jenkins/bundles/";

    /** "General purpose bucket naming rules", Amazon S3 User Guide. */
    private static final Pattern BUCKET =
            Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** A key has at most 1,024 bytes ("Naming Amazon S3 objects", Amazon S3 User Guide); digest and ending need 68. */
    private static final int LONGEST_PREFIX = 900;

    /** CodeBuild splits {@code bucket/key}, so that a key is kept to characters that need no escape anywhere. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9!_.*'()/=+@-]*");

    /** @throws ParameterException naming the field */
    public BundlePlace {
        checkBucket(bucket);
        prefix = prefix == null ? DEFAULT_PREFIX : prefix;
        checkPrefix(prefix);
    }

    /** @throws ParameterException if no bucket can have this name */
    public static void checkBucket(String bucket) {
        if (bucket == null || !BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            throw new ParameterException("bucket", bucket, Texts.of("bundlestore.bucket"));
        }
    }

    /** @throws ParameterException if it could not be what a key begins with */
    public static void checkPrefix(String prefix) {
        boolean good = prefix.length() <= LONGEST_PREFIX
                && PREFIX.matcher(prefix).matches()
                && !prefix.startsWith("/")
                && !("/" + prefix + "/").contains("/../")
                && !prefix.contains("//");
        if (!good) {
            throw new ParameterException("prefix", prefix, Texts.of("bundlestore.prefix"));
        }
    }

    public String key(String digest) {
        return prefix + digest + ".zip";
    }
}
