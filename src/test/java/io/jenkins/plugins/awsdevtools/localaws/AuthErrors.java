package io.jenkins.plugins.awsdevtools.localaws;

/**
 * The errors of authentication and access in the words and codes of each protocol. JSON services answer them with
 * status 400, query services and S3 with 403 (an expired token of S3: 400).
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error responses</a>
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">STS common errors</a>
 */
public final class AuthErrors {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private AuthErrors() {}

    /** No signature at all. */
    public static AwsError missing(Protocol protocol) {
        return switch (protocol) {
            case JSON ->
                new AwsError("MissingAuthenticationTokenException", BAD_REQUEST, "Missing Authentication Token");
            case QUERY ->
                new AwsError("MissingAuthenticationToken", FORBIDDEN, "Request is missing Authentication Token");
            case REST_XML -> new AwsError("AccessDenied", FORBIDDEN, "Access Denied");
        };
    }

    /** A signature that lacks a part or cannot be read. */
    public static AwsError incomplete(Protocol protocol, String message) {
        return switch (protocol) {
            case JSON -> new AwsError("IncompleteSignatureException", BAD_REQUEST, message);
            case QUERY -> new AwsError("IncompleteSignature", BAD_REQUEST, message);
            case REST_XML -> new AwsError("AuthorizationHeaderMalformed", BAD_REQUEST, message);
        };
    }

    /** A key id nobody has. */
    public static AwsError unknownKey(Protocol protocol, String accessKeyId) {
        String message = "The security token included in the request is invalid.";
        return switch (protocol) {
            case JSON -> new AwsError("UnrecognizedClientException", BAD_REQUEST, message);
            case QUERY -> new AwsError("InvalidClientTokenId", FORBIDDEN, message);
            case REST_XML ->
                new AwsError(
                                "InvalidAccessKeyId",
                                FORBIDDEN,
                                "The AWS Access Key Id you provided does not exist in our records.")
                        .with("AWSAccessKeyId", accessKeyId);
        };
    }

    /** A session token that is not the key's. */
    public static AwsError wrongToken(Protocol protocol, String accessKeyId) {
        return protocol == Protocol.REST_XML
                ? new AwsError("InvalidToken", BAD_REQUEST, "The provided token is malformed or otherwise invalid.")
                : unknownKey(protocol, accessKeyId);
    }

    /** Temporary credentials that have ended. */
    public static AwsError expiredToken(Protocol protocol) {
        String message = "The security token included in the request is expired";
        return switch (protocol) {
            case JSON -> new AwsError("ExpiredTokenException", BAD_REQUEST, message);
            case QUERY -> new AwsError("ExpiredToken", FORBIDDEN, message);
            case REST_XML -> new AwsError("ExpiredToken", BAD_REQUEST, "The provided token has expired.");
        };
    }

    /** A signature that is not the one computed here. */
    public static AwsError wrongSignature(Protocol protocol, String canonicalRequest, String stringToSign) {
        String message = "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
        return switch (protocol) {
            case JSON -> new AwsError("InvalidSignatureException", BAD_REQUEST, message);
            case QUERY -> new AwsError("SignatureDoesNotMatch", FORBIDDEN, message);
            case REST_XML ->
                new AwsError(
                                "SignatureDoesNotMatch",
                                FORBIDDEN,
                                "The request signature we calculated does not match the signature you provided. "
                                        + "Check your key and signing method.")
                        .with("StringToSign", stringToSign)
                        .with("CanonicalRequest", canonicalRequest);
        };
    }

    /** A signature whose scope or signed headers are not as they have to be. */
    public static AwsError invalidSignature(Protocol protocol, String message) {
        return switch (protocol) {
            case JSON -> new AwsError("InvalidSignatureException", BAD_REQUEST, message);
            case QUERY -> new AwsError("SignatureDoesNotMatch", FORBIDDEN, message);
            case REST_XML -> new AwsError("AccessDenied", FORBIDDEN, message);
        };
    }

    /** A signature from too far in the past or future. */
    public static AwsError skewed(Protocol protocol, String message) {
        return protocol == Protocol.REST_XML
                ? new AwsError(
                        "RequestTimeTooSkewed",
                        FORBIDDEN,
                        "The difference between the request time and the current time is too large.")
                : invalidSignature(protocol, message);
    }

    /** A caller without the permission. */
    public static AwsError denied(Protocol protocol, Caller caller, String action, String resource) {
        // S3 puts the resource in quotes, the others do not.
        String named = protocol == Protocol.REST_XML ? "\"" + resource + "\"" : resource;
        String message = "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy "
                        .formatted(caller.arn(), action, named)
                + "allows the " + action + " action";
        return protocol == Protocol.JSON
                ? new AwsError("AccessDeniedException", BAD_REQUEST, message)
                : new AwsError("AccessDenied", FORBIDDEN, message);
    }

    /** Too many calls. */
    public static AwsError throttled(Protocol protocol) {
        return switch (protocol) {
            case JSON -> new AwsError("ThrottlingException", BAD_REQUEST, "Rate exceeded");
            case QUERY -> new AwsError("Throttling", BAD_REQUEST, "Rate exceeded");
            case REST_XML -> new AwsError("SlowDown", UNAVAILABLE, "Please reduce your request rate.");
        };
    }
}
