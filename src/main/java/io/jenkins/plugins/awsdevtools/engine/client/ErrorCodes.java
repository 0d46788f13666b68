package io.jenkins.plugins.awsdevtools.engine.client;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** AWS's error codes by what they mean ("Common Errors" of the services' API references). */
final class ErrorCodes {

    static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");
    static final Set<String> DENIED = Set.of(
            "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException", "NotAuthorized");
    static final Set<String> BAD_CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "AuthFailure",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "InvalidIdentityToken",
            "InvalidToken",
            "InvalidIdentityTokenException",
            "IDPRejectedClaim");

    /** The key itself is not known, or not any more: whoever keeps it may have another by now. */
    static final Set<String> UNKNOWN_KEY =
            Set.of("UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId");

    static final Set<String> SKEW =
            Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "RequestExpiredException");
    static final Set<String> LIMIT = Set.of(
            "AccountLimitExceededException",
            "LimitExceededException",
            "LimitExceeded",
            "TooManyBuckets",
            "ServiceQuotaExceededException",
            "DeploymentLimitExceededException",
            "ConcurrentPipelineExecutionsLimitExceededException");
    static final Set<String> OTHER_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    static final Set<String> INVALID = Set.of(
            "ClientException",
            "DescriptionTooLongException",
            "InvalidAlarmConfigException",
            "InvalidAutoRollbackConfigException",
            "InvalidInputException",
            "InvalidParameterException",
            "InvalidRevisionException",
            "InvalidTargetInstancesException",
            "PlatformUnknownException",
            "RevisionRequiredException",
            "ServiceNotActiveException",
            "ValidationError",
            "ValidationException");

    private ErrorCodes() {}

    static String of(AwsServiceException exception) {
        String code = exception.awsErrorDetails() == null
                ? null
                : exception.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    /** Whether the same call with other credentials may succeed. */
    static boolean isForCredentials(AwsServiceException exception) {
        String code = of(exception);
        return EXPIRED.contains(code) || UNKNOWN_KEY.contains(code);
    }

    static boolean isNotFound(String code) {
        return code.equals("ResourceNotFoundException")
                || code.startsWith("NoSuch")
                || code.endsWith("NonExistentQueue")
                || code.endsWith("QueueDoesNotExist")
                || code.endsWith("DoesNotExistException")
                || code.endsWith("NotFoundException");
    }
}
