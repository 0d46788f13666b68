package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.AuthErrors;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.Caller;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.KeyRing;
import io.jenkins.plugins.awsdevtools.localaws.Protocol;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Verifies a request's signature as AWS does: key, session token, time, scope, signed headers and the signature itself.
 * Thread safe.
 */
public final class SignatureVerifier {
    /** How far the two clocks may be apart: 15 minutes ("RequestTimeTooSkewed" in "Error responses" of S3). */
    private static final Duration SKEW = Duration.ofMinutes(15);

    /** A presigned URL holds for seven days at most ("Authenticating Requests: Using Query Parameters"). */
    private static final long LONGEST_PRESIGNED = 604_800;

    private static final String S3 = "s3";

    private final KeyRing keys;
    private final Clock clock;
    private final String anonymousRegion;
    private final SigningKeys signingKeys = new SigningKeys();

    public SignatureVerifier(KeyRing keys, Clock clock, String anonymousRegion) {
        this.keys = keys;
        this.clock = clock;
        this.anonymousRegion = anonymousRegion;
    }

    /** What a request claims to be before it is verified: enough to route and to record it. */
    public record Claim(Optional<CredentialScope> scope, String accessKeyId) {}

    /**
     * Reads the scope a request was signed for, without verifying.
     *
     * @throws AwsError when there is a signature that cannot be read
     */
    public Claim claim(RequestHead head, Protocol protocol) {
        return RequestSignature.find(head, protocol)
                .map(found -> new Claim(Optional.of(found.scope()), found.accessKeyId()))
                .orElseGet(() -> new Claim(Optional.empty(), ""));
    }

    /** Takes a request that nobody signed as it is. */
    public VerifiedRequest unsigned(InputStream body, Caller caller) {
        return new VerifiedRequest(caller, anonymousRegion, Map.of(), body, Map::of);
    }

    /** Takes a request's word for its signature: decodes the body and believes the key, or else the given caller. */
    public VerifiedRequest trust(RequestHead head, Protocol protocol, InputStream body, Caller unknown) {
        Optional<RequestSignature> signature = RequestSignature.find(head, protocol);
        Optional<IssuedKey> issued = signature.flatMap(found -> keys.find(found.accessKeyId()));
        SignedPayload payload = SignedPayload.unverified(head, body);
        return new VerifiedRequest(
                issued.map(IssuedKey::caller).orElse(unknown),
                signature.map(found -> found.scope().region()).orElse(anonymousRegion),
                issued.map(IssuedKey::sessionTags).orElse(Map.of()),
                payload.body(),
                payload.trailers());
    }

    /**
     * Verifies a signed request.
     *
     * @throws AwsError with the code the protocol has for what is wrong
     */
    public VerifiedRequest verify(RequestHead head, Protocol protocol, InputStream body) throws IOException {
        RequestSignature signature =
                RequestSignature.find(head, protocol).orElseThrow(() -> AuthErrors.missing(protocol));
        IssuedKey issued = keys.find(signature.accessKeyId())
                .orElseThrow(() -> AuthErrors.unknownKey(protocol, signature.accessKeyId()));
        Instant now = clock.instant();
        requireToken(issued, signature, protocol, now);
        requireTime(signature, protocol, now);
        requireSignedHeaders(head, signature, protocol);
        byte[] signingKey = signingKeys.signingKey(issued.key(), signature.scope());
        ChunkSignatures chunks = new ChunkSignatures(signingKey, signature);
        SignedPayload payload = signature.scope().service().equals(S3)
                ? SignedPayload.streamed(head, signature, body, chunks)
                : SignedPayload.whole(body);
        requireSignature(head, protocol, signature, signingKey, payload.hash());
        return new VerifiedRequest(
                issued.caller(), signature.scope().region(), issued.sessionTags(), payload.body(), payload.trailers());
    }

    private static void requireToken(IssuedKey issued, RequestSignature signature, Protocol protocol, Instant now) {
        if (!issued.sessionToken().equals(signature.sessionToken())) {
            throw AuthErrors.wrongToken(protocol, signature.accessKeyId());
        }
        if (issued.expiredAt(now)) {
            throw AuthErrors.expiredToken(protocol);
        }
    }

    private static void requireTime(RequestSignature signature, Protocol protocol, Instant now) {
        Instant signed = signature.time(protocol);
        if (!signature.timestamp().startsWith(signature.scope().date())) {
            throw AuthErrors.invalidSignature(
                    protocol,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + signature.scope().date() + "' != '"
                            + signature.timestamp().split("T")[0] + "', from '" + signature.timestamp() + "'.");
        }
        if (signature.expiresSeconds().isPresent()) {
            requirePresignedTime(signature, signature.expiresSeconds().get(), signed, protocol, now);
        } else if (signed.isBefore(now.minus(SKEW))) {
            throw AuthErrors.skewed(
                    protocol,
                    "Signature expired: %s is now earlier than %s (%s - 15 min.)"
                            .formatted(
                                    signature.timestamp(),
                                    RequestSignature.format(now.minus(SKEW)),
                                    RequestSignature.format(now)));
        } else if (signed.isAfter(now.plus(SKEW))) {
            throw AuthErrors.skewed(
                    protocol,
                    "Signature not yet current: %s is still later than %s (%s + 15 min.)"
                            .formatted(
                                    signature.timestamp(),
                                    RequestSignature.format(now.plus(SKEW)),
                                    RequestSignature.format(now)));
        }
    }

    private static void requirePresignedTime(
            RequestSignature signature, long seconds, Instant signed, Protocol protocol, Instant now) {
        if (seconds < 0) {
            throw RequestSignature.queryError(protocol, "X-Amz-Expires must be non-negative");
        }
        if (seconds > LONGEST_PRESIGNED) {
            throw RequestSignature.queryError(
                    protocol,
                    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires "
                            + "must be less than 604800 seconds");
        }
        if (signed.isAfter(now.plus(SKEW))) {
            throw new AwsError("AccessDenied", 403, "Request is not yet valid");
        }
        if (now.isAfter(signed.plusSeconds(seconds))) {
            throw new AwsError("AccessDenied", 403, "Request has expired")
                    .with("X-Amz-Expires", Long.toString(seconds))
                    .with("Expires", signed.plusSeconds(seconds).toString())
                    .with("ServerTime", now.toString());
        }
    }

    private static void requireSignedHeaders(RequestHead head, RequestSignature signature, Protocol protocol) {
        List<String> signed = signature.signedHeaders();
        if (!signed.equals(new ArrayList<>(new TreeSet<>(signed)))) {
            throw AuthErrors.invalidSignature(protocol, "The signed headers are not in order");
        }
        if (!signed.contains("host")) {
            throw AuthErrors.invalidSignature(
                    protocol, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        List<String> unsigned = head.headers().names().stream()
                .filter(name -> name.startsWith("x-amz-") && !signed.contains(name))
                .toList();
        if (!unsigned.isEmpty()) {
            String message = "There were headers present in the request which were not signed";
            throw AuthErrors.invalidSignature(protocol, message).with("HeadersNotSigned", String.join(", ", unsigned));
        }
    }

    private static void requireSignature(
            RequestHead head, Protocol protocol, RequestSignature signature, byte[] signingKey, String payloadHash) {
        String canonical = CanonicalRequest.of(head, signature, payloadHash);
        String toSign = RequestSignature.ALGORITHM
                + '\n'
                + signature.timestamp()
                + '\n'
                + signature.scope()
                + '\n'
                + Digests.sha256Hex(canonical);
        if (!Digests.same(Digests.hex(Digests.hmac(signingKey, toSign)), signature.signature())) {
            throw AuthErrors.wrongSignature(protocol, canonical, toSign);
        }
    }
}
