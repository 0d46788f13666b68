package io.jenkins.plugins.awsdevtools.engine.client;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Turns whatever a call threw into what a user can act on. The one place where AWS's errors are read. */
public final class FailureTranslator {

    private static final int LONGEST_QUOTE = 500;
    private static final int FORBIDDEN = 403;

    /** "The bucket you are attempting to access must be addressed using the specified endpoint" (S3, PermanentRedirect). */
    private static final int MOVED = 301;

    private static final int NOT_FOUND = 404;

    private FailureTranslator() {}

    /** Never fails; what it does not know it quotes. */
    public static AwsFailure translate(Throwable thrown, CallContext call) {
        Throwable failure = unwrapped(thrown);
        if (failure instanceof AwsFailureException known && known.failure() != null) {
            return known.failure();
        }
        return failure instanceof AwsServiceException answer ? ofAnswer(answer, call) : ofClient(failure, call);
    }

    /** The same failure, with names that the user may have meant. */
    public static AwsFailure withClosest(AwsFailure failure, String name, List<String> existing) {
        List<String> closest = ClosestNames.of(name, existing);
        return failure.kind() != Kind.NOT_FOUND || closest.isEmpty()
                ? failure
                : failure.withAdvice(Texts.of("failure.notFound.closest", String.join(", ", closest)));
    }

    private static AwsFailure ofAnswer(AwsServiceException answer, CallContext call) {
        String code = ErrorCodes.of(answer);
        String quote = quote(answer);
        if (ErrorCodes.EXPIRED.contains(code)) {
            return failure(Kind.CREDENTIALS_EXPIRED, "failure.expired", true, call);
        }
        if (ErrorCodes.SKEW.contains(code) || isSkewedSignature(code, quote)) {
            return failure(Kind.CLOCK_SKEW, "failure.skew", false, call);
        }
        if (ErrorCodes.BAD_CREDENTIALS.contains(code)) {
            return failure(Kind.CREDENTIALS_INVALID, "failure.badCredentials", false, call, code, quote);
        }
        if (ErrorCodes.DENIED.contains(code)) {
            return denied(answer, quote, call);
        }
        if (answer.isThrottlingException() || code.equals("SlowDown")) {
            return failure(Kind.THROTTLED, "failure.throttled", true, call);
        }
        if (ErrorCodes.LIMIT.contains(code)) {
            String quota = Texts.of(
                    call.operation().startsWith("codebuild:") ? "failure.limit.codebuild" : "failure.limit.any");
            return failure(Kind.LIMIT_REACHED, "failure.limit", false, call, quote, quota);
        }
        if (ErrorCodes.OTHER_REGION.contains(code)) {
            return failure(
                    Kind.WRONG_REGION,
                    "failure.region",
                    false,
                    call,
                    bucketRegion(answer).orElse(quote));
        }
        if (ErrorCodes.isNotFound(code)) {
            return failure(Kind.NOT_FOUND, "failure.notFound", false, call, quote);
        }
        if (answer.statusCode() >= 500) {
            return failure(Kind.BAD_RESPONSE, "failure.server", true, call, answer.statusCode(), quote);
        }
        if (ErrorCodes.INVALID.contains(code)) {
            return failure(Kind.INVALID_REQUEST, "failure.invalid", false, call, quote);
        }
        if (code.isEmpty()) {
            // An answer to HEAD has no body to name its error; that it has AWS's request id tells it from a proxy's.
            if (answer.requestId() != null && answer.statusCode() == NOT_FOUND) {
                return failure(Kind.NOT_FOUND, "failure.notFound", false, call, answer.statusCode());
            }
            if (answer.requestId() != null && answer.statusCode() == FORBIDDEN) {
                return denied(answer, "", call);
            }
            if (answer.requestId() != null && answer.statusCode() == MOVED) {
                return failure(
                        Kind.WRONG_REGION,
                        "failure.region",
                        false,
                        call,
                        bucketRegion(answer).orElse("HTTP " + MOVED));
            }
            return failure(Kind.BAD_RESPONSE, "failure.notAws", true, call, answer.statusCode());
        }
        return failure(Kind.OTHER, "failure.other", false, call, code, quote);
    }

    /** "x-amz-bucket-region: The Region that the bucket is located" (HeadBucket, Amazon S3 API Reference). */
    private static Optional<String> bucketRegion(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
    }

    private static boolean isSkewedSignature(String code, String message) {
        return (code.equals("InvalidSignatureException") || code.equals("SignatureDoesNotMatch"))
                && (message.contains("Signature expired") || message.contains("not yet current"));
    }

    private static AwsFailure denied(AwsServiceException answer, String message, CallContext call) {
        Optional<DeniedCall> told = DeniedCall.in(message);
        if (told.isEmpty() && isOfAnotherService(answer, call)) {
            // Getting credentials failed on the way to the call; which statement is missing, AWS did not say.
            return failure(Kind.DENIED, "failure.denied.before", false, call, message);
        }
        DeniedCall denied = told.orElseGet(() ->
                new DeniedCall("", call.operation(), call.resource().startsWith("arn:") ? call.resource() : "*", ""));
        String what = denied.caller().isEmpty()
                ? Texts.of("failure.denied.unnamed", denied.action(), denied.resource())
                : Texts.of("failure.denied", denied.caller(), denied.action(), denied.resource());
        String advice;
        if (denied.isForbidden()) {
            advice = Texts.of("failure.denied.forbidden", denied.because());
        } else if (denied.isForTrustPolicy()) {
            advice = Texts.of(denied.caller().isEmpty() ? "failure.denied.trust.alone" : "failure.denied.trust");
        } else {
            advice = Texts.of("failure.denied.advice");
        }
        // A web identity has no policy of its own.
        boolean helps = !denied.isForbidden()
                && !(denied.isForTrustPolicy() && denied.caller().isEmpty());
        return new AwsFailure(
                Kind.DENIED,
                what,
                advice,
                helps ? Optional.of(denied.policyStatement()) : Optional.empty(),
                false,
                call.operation());
    }

    private static boolean isOfAnotherService(AwsServiceException answer, CallContext call) {
        String service = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().serviceName();
        return "Sts".equalsIgnoreCase(service) && !call.operation().startsWith("sts:");
    }

    private static AwsFailure ofClient(Throwable failure, CallContext call) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ParameterException refused) { // thrown while credentials were got; it says all
                return new AwsFailure(
                        Kind.INVALID_REQUEST, refused.getMessage(), "", Optional.empty(), false, call.operation());
            }
        }
        String all = messages(failure);
        if (all.contains("Unable to load credentials") || all.contains("Credentials must not be null")) {
            return failure(Kind.CREDENTIALS_MISSING, "failure.noCredentials", false, call);
        }
        if (all.contains("roxy") && (has(failure, IOException.class) || has(failure, SdkClientException.class))) {
            return failure(Kind.PROXY, "failure.proxy", true, call, shortened(rootMessage(failure)));
        }
        if (has(failure, SSLException.class)) {
            return failure(Kind.TLS, "failure.tls", false, call, shortened(rootMessage(failure)));
        }
        if (has(failure, ApiCallTimeoutException.class)
                || has(failure, ApiCallAttemptTimeoutException.class)
                || has(failure, TimeoutException.class)) {
            return failure(Kind.UNREACHABLE, "failure.timeout", true, call);
        }
        if (isUnreadable(failure)) {
            return failure(Kind.BAD_RESPONSE, "failure.badResponse", true, call, shortened(rootMessage(failure)));
        }
        if (has(failure, UnknownHostException.class)
                || has(failure, ConnectException.class)
                || has(failure, SocketException.class)
                || has(failure, IOException.class)) {
            return failure(Kind.UNREACHABLE, "failure.unreachable", true, call, shortened(rootMessage(failure)));
        }
        if (failure instanceof SdkClientException) {
            return failure(Kind.BAD_RESPONSE, "failure.badResponse", true, call, shortened(rootMessage(failure)));
        }
        return failure(
                Kind.OTHER,
                "failure.other",
                false,
                call,
                failure.getClass().getSimpleName(),
                shortened(rootMessage(failure)));
    }

    private static AwsFailure failure(Kind kind, String key, boolean transientFault, CallContext call, Object... more) {
        Object[] arguments = new Object[3 + more.length];
        arguments[0] = call.operation();
        arguments[1] = call.resource();
        arguments[2] = call.region();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return new AwsFailure(
                kind,
                Texts.of(key, arguments),
                Texts.of(key + ".advice", arguments),
                Optional.empty(),
                transientFault,
                call.operation());
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The SDK's own JSON parser throws an IOException of a class that is not for others to name. */
    private static boolean isUnreadable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().startsWith("Json")) {
                return true;
            }
        }
        return false;
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static String quote(AwsServiceException answer) {
        String message = answer.awsErrorDetails() == null
                ? answer.getMessage()
                : answer.awsErrorDetails().errorMessage();
        return shortened(message == null ? "" : message);
    }

    private static String shortened(String text) {
        String line = text.strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
    }
}
