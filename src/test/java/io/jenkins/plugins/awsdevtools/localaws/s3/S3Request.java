package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A call of S3 with the bucket and key it names. Used by the thread of its request only. */
final class S3Request {
    /** "Creating object key names": at most 1,024 bytes of UTF-8. */
    private static final int LONGEST_KEY = 1024;

    private final AwsCall call;
    private final S3Store store;
    private final S3Target target;

    S3Request(AwsCall call, S3Store store) {
        this.call = call;
        this.store = store;
        this.target = S3Target.of(call.head());
        target.key().ifPresent(S3Request::requireLength);
    }

    AwsCall call() {
        return call;
    }

    String bucketName() {
        return target.bucket().orElseThrow(() -> S3Errors.invalidBucketName(""));
    }

    String key() {
        return target.key().orElseThrow(() -> S3Errors.invalidRequest("A key must be specified."));
    }

    Optional<String> header(String name) {
        return call.header(name);
    }

    Optional<String> query(String name) {
        return call.query().first(name);
    }

    /** A query parameter that may not be empty, as a version id. */
    Optional<String> versionId() {
        Optional<String> id = query("versionId");
        if (id.isPresent() && id.get().isEmpty()) {
            throw S3Errors.invalidArgument("Version id cannot be the empty string", "versionId", "");
        }
        return id;
    }

    /**
     * The bucket, if the call came to the right region and named the right owner.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html">Verifying
     *     bucket ownership</a>
     */
    Bucket bucket() {
        Bucket bucket = store.bucket(bucketName());
        requireOwner("x-amz-expected-bucket-owner");
        requireRegion(bucket);
        return bucket;
    }

    /** Refuses a copy's source that someone else owns. */
    void requireOwner(String header) {
        Optional<String> owner = header(header);
        if (owner.isPresent() && !owner.get().equals(store.accountId())) {
            throw S3Errors.accessDenied();
        }
    }

    /** A number of the query within bounds. */
    int number(String name, int otherwise, int least, int most) {
        Optional<String> text = query(name);
        if (text.isEmpty() || text.get().isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least) {
                return Math.min(number, most);
            }
        } catch (NumberFormatException e) {
            throw S3Errors.invalidArgument(
                    "Provided " + name + " not an integer or within integer range", name, text.get());
        }
        throw S3Errors.invalidArgument(
                "Argument " + name + " must be an integer between 0 and 2147483647", name, text.get());
    }

    private void requireRegion(Bucket bucket) {
        String asked = call.region();
        if (!asked.equals(bucket.region())) {
            // The global endpoint, which signs for us-east-1, names the right region in the error; a regional one
            // redirects.
            AwsError error = asked.equals("us-east-1")
                    ? new AwsError(
                                    "AuthorizationHeaderMalformed",
                                    400,
                                    "The authorization header is malformed; the region '" + asked
                                            + "' is wrong; expecting '" + bucket.region() + "'")
                            .with("Region", bucket.region())
                    : new AwsError(
                                    "PermanentRedirect",
                                    301,
                                    "The bucket you are attempting to access must be addressed using the specified "
                                            + "endpoint. Please send all future requests to this endpoint.")
                            .with("Endpoint", bucket.name() + ".s3." + bucket.region() + ".amazonaws.com")
                            .with("Bucket", bucket.name());
            throw error.withHeader("x-amz-bucket-region", bucket.region());
        }
    }

    private static void requireLength(String key) {
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_KEY) {
            throw new AwsError("KeyTooLongError", 400, "Your key is too long")
                    .with("Size", Integer.toString(length))
                    .with("MaxSizeAllowed", Integer.toString(LONGEST_KEY));
        }
    }
}
