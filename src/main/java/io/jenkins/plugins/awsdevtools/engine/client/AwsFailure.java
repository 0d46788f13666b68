package io.jenkins.plugins.awsdevtools.engine.client;

import java.util.Objects;
import java.util.Optional;

/**
 * A failure of a call in words a user can act on.
 *
 * @param message what happened, to which resource
 * @param advice what to do; may be empty
 * @param policyStatement the JSON of the statement that would allow a denied call
 * @param transientFault whether the same call may succeed later without anybody doing anything
 * @param operation in IAM's spelling
 */
public record AwsFailure(
        Kind kind,
        String message,
        String advice,
        Optional<String> policyStatement,
        boolean transientFault,
        String operation) {

    /** What kind of failure it is. */
    public enum Kind {
        DENIED,
        CREDENTIALS_EXPIRED,
        CREDENTIALS_MISSING,
        CREDENTIALS_INVALID,
        CLOCK_SKEW,
        WRONG_REGION,
        NOT_FOUND,
        THROTTLED,
        LIMIT_REACHED,
        UNREACHABLE,
        TLS,
        PROXY,
        BAD_RESPONSE,
        INVALID_REQUEST,
        OTHER
    }

    public AwsFailure {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(message);
        Objects.requireNonNull(advice);
    }

    /** A thing that AWS does not know. */
    public static AwsFailure notFound(String operation, String message, String advice) {
        return new AwsFailure(Kind.NOT_FOUND, message, advice, Optional.empty(), false, operation);
    }

    /** Whether waiting helps: expired credentials may be renewed, but whoever keeps them has to do it. */
    public boolean passes() {
        return transientFault && kind != Kind.CREDENTIALS_EXPIRED;
    }

    /** All that is to be said, in a few lines. */
    public String text() {
        StringBuilder text = new StringBuilder(message);
        if (!advice.isEmpty()) {
            text.append('\n').append(advice);
        }
        policyStatement.ifPresent(statement -> text.append('\n').append(statement));
        return text.toString();
    }

    AwsFailure withAdvice(String other) {
        return new AwsFailure(kind, message, other, policyStatement, transientFault, operation);
    }
}
