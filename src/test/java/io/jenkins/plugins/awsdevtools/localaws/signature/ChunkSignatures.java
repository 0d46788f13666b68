package io.jenkins.plugins.awsdevtools.localaws.signature;

import io.jenkins.plugins.awsdevtools.localaws.AuthErrors;
import io.jenkins.plugins.awsdevtools.localaws.Protocol;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The chain of chunk signatures of one body: each covers the one before. Not thread safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring Payload in Multiple
 *     Chunks</a>
 */
final class ChunkSignatures {
    private final byte[] signingKey;
    private final RequestSignature seed;
    private String previous;

    ChunkSignatures(byte[] signingKey, RequestSignature seed) {
        this.signingKey = signingKey;
        this.seed = seed;
        this.previous = seed.signature();
    }

    void verifyChunk(String signature, String chunkHash) {
        verify(signature, "AWS4-HMAC-SHA256-PAYLOAD", Digests.EMPTY_SHA256 + '\n' + chunkHash);
    }

    void verifyTrailer(String signature, Map<String, String> trailers) {
        String canonical = trailers.entrySet().stream()
                .map(trailer -> trailer.getKey() + ':' + trailer.getValue() + '\n')
                .collect(Collectors.joining());
        verify(signature, "AWS4-HMAC-SHA256-TRAILER", Digests.sha256Hex(canonical));
    }

    private void verify(String signature, String algorithm, String hashes) {
        String toSign = algorithm + '\n' + seed.timestamp() + '\n' + seed.scope() + '\n' + previous + '\n' + hashes;
        String expected = Digests.hex(Digests.hmac(signingKey, toSign));
        if (!Digests.same(expected, signature)) {
            throw AuthErrors.wrongSignature(Protocol.REST_XML, "", toSign);
        }
        previous = expected;
    }
}
