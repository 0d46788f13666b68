package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decodes an {@code aws-chunked} body: chunk signatures and trailers are checked where there are some, and the decoded
 * length has to be the one that was announced. Not thread safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Including trailing
 *     headers</a>
 */
final class AwsChunkedInputStream extends InputStream {
    /** All chunks but the last carry at least 8 KB (see "Transferring Payload in Multiple Chunks"). */
    private static final int SMALLEST_CHUNK = 8192;

    private static final int LONGEST_LINE = 16 * 1024;
    private static final String SIGNATURE = ";chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final InputStream in;
    private final long decodedLength;
    private final Optional<ChunkSignatures> signatures;
    private final boolean trailersAllowed;
    private final Map<String, String> trailers = new TreeMap<>();
    private final MessageDigest chunkDigest = Digests.digest("SHA-256");
    private String chunkSignature = "";
    private long leftInChunk;
    private long decoded;
    private boolean smallChunkSeen;
    private boolean ended;

    AwsChunkedInputStream(
            InputStream in, long decodedLength, Optional<ChunkSignatures> signatures, boolean trailersAllowed) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 64 * 1024);
        this.decodedLength = decodedLength;
        this.signatures = signatures;
        this.trailersAllowed = trailersAllowed;
    }

    /** The trailing headers, names in lower case; complete at the end of the body. */
    Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (leftInChunk == 0 && !ended) {
            beginChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, leftInChunk));
        if (count < 0) {
            throw incomplete();
        }
        if (signatures.isPresent()) {
            chunkDigest.update(buffer, offset, count);
        }
        leftInChunk -= count;
        decoded += count;
        if (leftInChunk == 0) {
            endChunk();
        }
        return count;
    }

    private void beginChunk() throws IOException {
        String header = line();
        int semicolon = header.indexOf(SIGNATURE);
        if (signatures.isPresent() && semicolon < 0) {
            throw incomplete();
        }
        chunkSignature = semicolon < 0 ? "" : header.substring(semicolon + SIGNATURE.length());
        leftInChunk = size(semicolon < 0 ? header : header.substring(0, semicolon));
        if (decoded + leftInChunk > decodedLength) {
            throw incomplete();
        }
        if (leftInChunk == 0) {
            signatures.ifPresent(chain -> chain.verifyChunk(chunkSignature, Digests.EMPTY_SHA256));
            end();
        } else {
            requireSize();
        }
    }

    private void requireSize() {
        if (smallChunkSeen) {
            throw new AwsError(
                    "InvalidChunkSizeError", 403, "Only the last chunk is allowed to have a size less than 8192 bytes");
        }
        smallChunkSeen = leftInChunk < SMALLEST_CHUNK;
    }

    private void endChunk() throws IOException {
        if (!line().isEmpty()) {
            throw incomplete();
        }
        signatures.ifPresent(chain -> chain.verifyChunk(chunkSignature, Digests.hex(chunkDigest.digest())));
    }

    private void end() throws IOException {
        String trailerSignature = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || !trailersAllowed) {
                throw new AwsError(
                        "MalformedTrailerError",
                        400,
                        "The request contained trailing data that was not "
                                + "well-formed or did not conform to our published schema.");
            }
            String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            if (name.equals(TRAILER_SIGNATURE)) {
                trailerSignature = value;
            } else {
                trailers.put(name, value);
            }
        }
        if (signatures.isPresent() && trailersAllowed) {
            signatures.get().verifyTrailer(trailerSignature, trailers);
        }
        if (decoded != decodedLength) {
            throw incomplete();
        }
        ended = true;
    }

    private static long size(String hex) {
        try {
            long size = Long.parseLong(hex.trim(), 16);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw incomplete();
        }
        throw incomplete();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw incomplete();
            }
            line.append((char) c);
        }
        int end = line.length();
        String text = end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static AwsError incomplete() {
        return new AwsError("IncompleteBody", 400, "The request body terminated unexpectedly");
    }
}
