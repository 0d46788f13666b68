package io.jenkins.plugins.awsdevtools.localaws.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AwsChunkedInputStreamPropertiesTest {
    private static final byte[] SIGNING_KEY = "key".getBytes(StandardCharsets.US_ASCII);
    private static final RequestSignature SEED = new RequestSignature(
            false,
            "AKIA",
            new CredentialScope("20261123", "eu-west-1", "s3"),
            List.of("host"),
            "seed",
            "20261123T200000Z",
            Optional.empty(),
            Optional.empty());

    private static byte[] content(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void unsignedChunksGiveTheContentBackHoweverTheyAreReadAndCut(
            @ForAll @IntRange(max = 100_000) int length,
            @ForAll @IntRange(min = 8192, max = 70_000) int chunk,
            @ForAll @IntRange(min = 1, max = 9000) int read,
            @ForAll long seed)
            throws IOException {
        byte[] content = content(length, seed);
        byte[] encoded = new Encoder(false, chunk).encode(content, "x-amz-checksum-crc32", "AAAAAA==");

        AwsChunkedInputStream in = decode(encoded, length, false, true);

        assertThat(readInSteps(in, read)).isEqualTo(content);
        assertThat(in.trailers())
                .containsEntry("x-amz-checksum-crc32", "AAAAAA==")
                .hasSize(1);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void signedChunksGiveTheContentBack(
            @ForAll @IntRange(max = 100_000) int length,
            @ForAll @IntRange(min = 8192, max = 70_000) int chunk,
            @ForAll boolean trailer,
            @ForAll long seed)
            throws IOException {
        byte[] content = content(length, seed);
        byte[] encoded =
                new Encoder(true, chunk).encode(content, trailer ? "x-amz-checksum-sha256" : "", trailer ? "abc=" : "");

        AwsChunkedInputStream in = decode(encoded, length, true, trailer);

        assertThat(in.readAllBytes()).isEqualTo(content);
        assertThat(in.trailers()).hasSize(trailer ? 1 : 0);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void noByteOfASignedBodyCanBeChanged(
            @ForAll @IntRange(min = 1, max = 20_000) int length, @ForAll @IntRange int at, @ForAll long seed)
            throws IOException {
        byte[] content = content(length, seed);
        byte[] encoded = new Encoder(true, 8192).encode(content, "x-amz-checksum-sha256", "abc=");
        int position = Math.floorMod(at, encoded.length - 4);
        encoded[position] ^= 1;

        // Bytes of the framing may change harmlessly, as a line may end without its carriage return.
        assertThat(acceptedContent(encoded, length)).isIn(Optional.empty(), Optional.of(Digests.sha256Hex(content)));
    }

    /** The hash of what is decoded, unless the body is refused. */
    private static Optional<String> acceptedContent(byte[] encoded, int length) throws IOException {
        try (AwsChunkedInputStream in = decode(encoded, length, true, true)) {
            String hash = Digests.sha256Hex(in.readAllBytes());
            return in.trailers().equals(Map.of("x-amz-checksum-sha256", "abc="))
                    ? Optional.of(hash)
                    : Optional.of("another trailer");
        } catch (AwsError e) {
            return Optional.empty();
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aBodyThatEndsEarlyIsIncomplete(@ForAll @IntRange(min = 1, max = 20_000) int length, @ForAll @IntRange int at)
            throws IOException {
        byte[] encoded = new Encoder(false, 8192).encode(content(length, at), "x-amz-checksum-crc32", "AAAAAA==");
        byte[] cut = Arrays.copyOf(encoded, Math.floorMod(at, encoded.length - 2));

        assertThatThrownBy(() -> decode(cut, length, false, true).readAllBytes())
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("IncompleteBody"));
    }

    @Example
    void nothingAtAllIsABodyToo() throws IOException {
        for (boolean signed : new boolean[] {true, false}) {
            byte[] encoded = new Encoder(signed, 8192).encode(new byte[0], "x-amz-checksum-crc32", "AAAAAA==");
            assertThat(decode(encoded, 0, signed, true).readAllBytes()).isEmpty();
        }
    }

    @Example
    void onlyTheLastChunkMayBeSmall() throws IOException {
        byte[] encoded = new Encoder(false, 8191).encode(content(20_000, 1), "", "");

        assertThatThrownBy(() -> decode(encoded, 20_000, false, true).readAllBytes())
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidChunkSizeError"));
    }

    @Example
    void theDecodedLengthHasToBeTheOneAnnounced() throws IOException {
        byte[] encoded = new Encoder(false, 8192).encode(content(100, 1), "", "");

        for (long announced : new long[] {99, 101}) {
            assertThatThrownBy(() -> decode(encoded, announced, false, true).readAllBytes())
                    .isInstanceOfSatisfying(
                            AwsError.class, e -> assertThat(e.code()).isEqualTo("IncompleteBody"));
        }
    }

    private static AwsChunkedInputStream decode(byte[] encoded, long length, boolean signed, boolean trailers) {
        Optional<ChunkSignatures> signatures =
                signed ? Optional.of(new ChunkSignatures(SIGNING_KEY, SEED)) : Optional.empty();
        return new AwsChunkedInputStream(new ByteArrayInputStream(encoded), length, signatures, trailers);
    }

    private static byte[] readInSteps(InputStream in, int step) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[step];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }

    /** Encodes as a client does. */
    private static final class Encoder {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final boolean signed;
        private final int chunk;
        private String previous = "seed";

        Encoder(boolean signed, int chunk) {
            this.signed = signed;
            this.chunk = chunk;
        }

        byte[] encode(byte[] content, String trailer, String value) throws IOException {
            for (int at = 0; at < content.length; at += chunk) {
                byte[] piece = Arrays.copyOfRange(content, at, Math.min(content.length, at + chunk));
                header(piece);
                out.write(piece);
                text("\r\n");
            }
            header(new byte[0]);
            if (!trailer.isEmpty()) {
                text(trailer + ":" + value + "\r\n");
                if (signed) {
                    String hash = Digests.sha256Hex(trailer + ":" + value + "\n");
                    text("x-amz-trailer-signature:" + sign("AWS4-HMAC-SHA256-TRAILER", hash) + "\r\n");
                }
            }
            text("\r\n");
            return out.toByteArray();
        }

        private void header(byte[] piece) throws IOException {
            String hashes = Digests.EMPTY_SHA256 + "\n" + Digests.sha256Hex(piece);
            String extension = signed ? ";chunk-signature=" + sign("AWS4-HMAC-SHA256-PAYLOAD", hashes) : "";
            text(Integer.toHexString(piece.length) + extension + "\r\n");
        }

        private String sign(String algorithm, String hashes) {
            previous = Digests.hex(Digests.hmac(
                    SIGNING_KEY,
                    algorithm + "\n20261123T200000Z\n20261123/eu-west-1/s3/aws4_request\n" + previous + "\n" + hashes));
            return previous;
        }

        private void text(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
