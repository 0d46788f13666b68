package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.AuthErrors;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.Protocol;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The signature a request carries, read but not yet verified.
 *
 * @param presigned whether it stands in the query string
 * @param accessKeyId whose key
 * @param scope what it is good for
 * @param signedHeaders the names it covers, in lower case
 * @param signature in hex
 * @param timestamp when it was made, as written ({@code 20261123T200000Z})
 * @param expiresSeconds for how long a presigned URL holds
 * @param sessionToken the token of temporary credentials
 */
record RequestSignature(
        boolean presigned,
        String accessKeyId,
        CredentialScope scope,
        List<String> signedHeaders,
        String signature,
        String timestamp,
        Optional<Long> expiresSeconds,
        Optional<String> sessionToken) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int TIMESTAMP_LENGTH = 16;
    private static final int SCOPE_PARTS = 5;

    static Optional<RequestSignature> find(RequestHead head, Protocol protocol) {
        Optional<String> authorization = head.header("authorization");
        if (authorization.isPresent()) {
            return Optional.of(ofHeader(authorization.get(), head, protocol));
        }
        if (head.query().has("AWSAccessKeyId")) {
            throw unsupported(protocol);
        }
        return head.query().has("X-Amz-Algorithm") || head.query().has("X-Amz-Signature")
                ? Optional.of(ofQuery(head, protocol))
                : Optional.empty();
    }

    /** When the signature was made. */
    Instant time(Protocol protocol) {
        try {
            return parse(timestamp);
        } catch (DateTimeException e) {
            throw AuthErrors.incomplete(protocol, "Date must be in ISO-8601 'basic format'. Got '" + timestamp + "'.");
        }
    }

    /** By hand: the JDK's parser takes longer than the rest of most requests. */
    private static Instant parse(String text) {
        boolean shaped = text.length() == TIMESTAMP_LENGTH && text.charAt(8) == 'T' && text.endsWith("Z");
        for (int i = 0; shaped && i < TIMESTAMP_LENGTH - 1; i++) {
            shaped = i == 8 || text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!shaped) {
            throw new DateTimeException("Not a time: " + text);
        }
        return OffsetDateTime.of(
                        number(text, 0, 4),
                        number(text, 4, 6),
                        number(text, 6, 8),
                        number(text, 9, 11),
                        number(text, 11, 13),
                        number(text, 13, 15),
                        0,
                        ZoneOffset.UTC)
                .toInstant();
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    static String format(Instant time) {
        return TIMESTAMP.format(time);
    }

    private static RequestSignature ofHeader(String header, RequestHead head, Protocol protocol) {
        if (header.startsWith("AWS ")) {
            throw unsupported(protocol);
        }
        if (!header.startsWith(ALGORITHM + " ")) {
            throw AuthErrors.incomplete(protocol, "Unsupported AWS 'algorithm': '" + header.split(" ")[0] + "'.");
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : header.substring(ALGORITHM.length() + 1).split(",")) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw AuthErrors.incomplete(
                        protocol,
                        "'" + part.trim()
                                + "' not a valid key=value pair (missing equal-sign) in Authorization header: '"
                                + header + "'.");
            }
            parts.put(
                    part.substring(0, equals).trim(), part.substring(equals + 1).trim());
        }
        for (String needed : List.of("Credential", "Signature", "SignedHeaders")) {
            if (!parts.containsKey(needed)) {
                throw AuthErrors.incomplete(
                        protocol, "Authorization header requires '" + needed + "' parameter. Authorization=" + header);
            }
        }
        String timestamp = head.header("x-amz-date")
                .orElseThrow(() -> AuthErrors.incomplete(
                        protocol,
                        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."));
        String[] credential = credential(parts.get("Credential"), protocol);
        return new RequestSignature(
                false,
                credential[0],
                new CredentialScope(credential[1], credential[2], credential[3]),
                headerNames(parts.get("SignedHeaders")),
                parts.get("Signature"),
                timestamp,
                Optional.empty(),
                head.header("x-amz-security-token"));
    }

    private static RequestSignature ofQuery(RequestHead head, Protocol protocol) {
        if (!head.query().first("X-Amz-Algorithm").equals(Optional.of(ALGORITHM))) {
            throw queryError(protocol, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"");
        }
        for (String needed :
                List.of("X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires")) {
            boolean optional = needed.equals("X-Amz-Expires") && protocol != Protocol.REST_XML;
            if (!optional && !head.query().has(needed)) {
                throw queryError(
                        protocol,
                        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                                + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
            }
        }
        String[] credential = credential(head.query().first("X-Amz-Credential").orElse(""), protocol);
        return new RequestSignature(
                true,
                credential[0],
                new CredentialScope(credential[1], credential[2], credential[3]),
                headerNames(head.query().first("X-Amz-SignedHeaders").orElse("")),
                head.query().first("X-Amz-Signature").orElse(""),
                head.query().first("X-Amz-Date").orElse(""),
                head.query().first("X-Amz-Expires").map(text -> seconds(text, protocol)),
                head.query().first("X-Amz-Security-Token").or(() -> head.header("x-amz-security-token")));
    }

    /** Signature Version 2 is refused, as in every region opened since 2014. */
    private static AwsError unsupported(Protocol protocol) {
        String message = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
        return protocol == Protocol.REST_XML
                ? new AwsError("InvalidRequest", 400, message)
                : AuthErrors.incomplete(protocol, message);
    }

    private static long seconds(String text, Protocol protocol) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw queryError(protocol, "X-Amz-Expires should be a number");
        }
    }

    private static List<String> headerNames(String text) {
        return Arrays.asList(text.split(";"));
    }

    private static String[] credential(String text, Protocol protocol) {
        String[] parts = text.split("/");
        if (parts.length != SCOPE_PARTS || !parts[SCOPE_PARTS - 1].equals(CredentialScope.TERMINATOR)) {
            throw AuthErrors.incomplete(
                    protocol,
                    "The authorization header is malformed; the Credential is mal-formed; expecting "
                            + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }
        return parts;
    }

    static AwsError queryError(Protocol protocol, String message) {
        return protocol == Protocol.REST_XML
                ? new AwsError("AuthorizationQueryParametersError", 400, message)
                : AuthErrors.incomplete(protocol, message);
    }
}
