package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.http.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The payload as the signature sees it: what stands in the last line of the canonical request, and the body that is
 * checked against it while it is read.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Signature Calculations
 *     for the Authorization Header</a>
 */
record SignedPayload(String hash, InputStream body, Supplier<Map<String, String>> trailers) {
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** The largest body taken from a service other than S3; AWS's own JSON services stay well below it. */
    private static final int LARGEST_WHOLE = 64 * 1024 * 1024;

    /** A body that is hashed before it is used, as every service but S3 does it. */
    static SignedPayload whole(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST_WHOLE + 1);
        if (bytes.length > LARGEST_WHOLE) {
            throw new AwsError("RequestEntityTooLargeException", 413, "Request size exceeded");
        }
        return new SignedPayload(Digests.sha256Hex(bytes), new ByteArrayInputStream(bytes), Map::of);
    }

    /** A body of S3, which is checked as it streams. */
    static SignedPayload streamed(
            RequestHead head, RequestSignature signature, InputStream body, ChunkSignatures chunks) {
        Optional<String> told = head.header("x-amz-content-sha256");
        if (told.isEmpty() && !signature.presigned()) {
            throw new AwsError("InvalidRequest", 400, "Missing required header for this request: x-amz-content-sha256");
        }
        String hash = told.or(() -> head.query().first("X-Amz-Content-Sha256")).orElse(UNSIGNED);
        return switch (hash) {
            case UNSIGNED -> new SignedPayload(hash, body, Map::of);
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" -> chunked(head, hash, body, Optional.of(chunks), false);
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" -> chunked(head, hash, body, Optional.of(chunks), true);
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> chunked(head, hash, body, Optional.empty(), true);
            default -> {
                if (!SHA256.matcher(hash).matches()) {
                    throw new AwsError(
                            "InvalidArgument",
                            400,
                            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER "
                                    + "or a valid sha256 value.");
                }
                yield new SignedPayload(hash, new HashedInputStream(body, hash), Map::of);
            }
        };
    }

    /** A body that is decoded where it is aws-chunked, and checked for nothing. */
    static SignedPayload unverified(RequestHead head, InputStream body) {
        String hash = head.header("x-amz-content-sha256").orElse(UNSIGNED);
        return hash.startsWith("STREAMING-")
                ? chunked(head, hash, body, Optional.empty(), true)
                : new SignedPayload(hash, body, Map::of);
    }

    private static SignedPayload chunked(
            RequestHead head, String hash, InputStream body, Optional<ChunkSignatures> chunks, boolean trailers) {
        String length = head.header("x-amz-decoded-content-length")
                .filter(text -> text.matches("[0-9]{1,18}"))
                .orElseThrow(() ->
                        new AwsError("MissingContentLength", 411, "You must provide the Content-Length HTTP header."));
        AwsChunkedInputStream decoded = new AwsChunkedInputStream(body, Long.parseLong(length), chunks, trailers);
        return new SignedPayload(hash, decoded, decoded::trailers);
    }
}
