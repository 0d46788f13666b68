package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;

/**
 * S3's errors in its own words.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
 */
final class S3Errors {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private S3Errors() {}

    static AwsError noSuchBucket(String bucket) {
        return new AwsError("NoSuchBucket", NOT_FOUND, "The specified bucket does not exist")
                .with("BucketName", bucket);
    }

    static AwsError noSuchKey(String key) {
        return new AwsError("NoSuchKey", NOT_FOUND, "The specified key does not exist.").with("Key", key);
    }

    static AwsError noSuchVersion(String key, String versionId) {
        return new AwsError("NoSuchVersion", NOT_FOUND, "The specified version does not exist.")
                .with("Key", key)
                .with("VersionId", versionId);
    }

    static AwsError noSuchUpload(String uploadId) {
        return new AwsError(
                        "NoSuchUpload",
                        NOT_FOUND,
                        "The specified upload does not exist. The upload ID may be invalid, or the upload may have "
                                + "been aborted or completed.")
                .with("UploadId", uploadId);
    }

    static AwsError accessDenied() {
        return new AwsError("AccessDenied", FORBIDDEN, "Access Denied");
    }

    static AwsError invalidArgument(String message, String name, String value) {
        return new AwsError("InvalidArgument", BAD_REQUEST, message)
                .with("ArgumentName", name)
                .with("ArgumentValue", value);
    }

    static AwsError invalidRequest(String message) {
        return new AwsError("InvalidRequest", BAD_REQUEST, message);
    }

    static AwsError malformedXml() {
        return new AwsError(
                "MalformedXML",
                BAD_REQUEST,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static AwsError badDigest(String message) {
        return new AwsError("BadDigest", BAD_REQUEST, message);
    }

    static AwsError tooLarge(long proposed, long allowed) {
        return new AwsError("EntityTooLarge", BAD_REQUEST, "Your proposed upload exceeds the maximum allowed size")
                .with("ProposedSize", Long.toString(proposed))
                .with("MaxSizeAllowed", Long.toString(allowed));
    }

    static AwsError preconditionFailed(String condition) {
        return new AwsError(
                        "PreconditionFailed",
                        PRECONDITION_FAILED,
                        "At least one of the pre-conditions you specified did not hold")
                .with("Condition", condition);
    }

    static AwsError bucketExists(String bucket) {
        return new AwsError(
                        "BucketAlreadyOwnedByYou",
                        CONFLICT,
                        "Your previous request to create the named bucket succeeded and you already own it.")
                .with("BucketName", bucket);
    }

    static AwsError bucketNotEmpty(String bucket) {
        return new AwsError("BucketNotEmpty", CONFLICT, "The bucket you tried to delete is not empty")
                .with("BucketName", bucket);
    }

    static AwsError invalidBucketName(String bucket) {
        return new AwsError("InvalidBucketName", BAD_REQUEST, "The specified bucket is not valid.")
                .with("BucketName", bucket);
    }

    static AwsError notImplemented(String operation) {
        return new AwsError(
                "NotImplemented",
                NOT_IMPLEMENTED,
                "A header you provided implies functionality that is not implemented: " + operation);
    }
}
