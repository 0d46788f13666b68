package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.http.HeaderFields;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says its content's digests are, in headers and trailers, and whether they are.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity in Amazon S3</a>
 */
final class ContentChecks {
    private static final int MD5_BYTES = 16;
    private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;

    private final AwsCall call;
    private final Optional<String> md5;
    private final Optional<ChecksumAlgorithm> algorithm;

    private ContentChecks(AwsCall call, Optional<String> md5, Optional<ChecksumAlgorithm> algorithm) {
        this.call = call;
        this.md5 = md5;
        this.algorithm = algorithm;
    }

    /** Reads what the headers say. */
    static ContentChecks of(AwsCall call) {
        Optional<String> md5 = call.header("content-md5");
        if (md5.isPresent() && !isMd5(md5.get())) {
            throw new AwsError("InvalidDigest", 400, "The Content-MD5 you specified was invalid.");
        }
        HeaderFields headers = call.head().headers();
        List<ChecksumAlgorithm> inHeaders = Arrays.stream(ChecksumAlgorithm.values())
                .filter(candidate -> headers.has(candidate.header()))
                .toList();
        String trailer = call.header("x-amz-trailer").orElse("").trim().toLowerCase(Locale.ROOT);
        List<ChecksumAlgorithm> announced = Arrays.stream(ChecksumAlgorithm.values())
                .filter(candidate -> trailer.equals(candidate.header()))
                .toList();
        if (inHeaders.size() + announced.size() > 1) {
            throw S3Errors.invalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        for (ChecksumAlgorithm candidate : inHeaders) {
            requireWellFormed(candidate, call.header(candidate.header()).orElse(""));
        }
        Optional<ChecksumAlgorithm> found =
                inHeaders.stream().findFirst().or(() -> announced.stream().findFirst());
        requireAnnounced(call, found);
        return new ContentChecks(call, md5, found);
    }

    /** The algorithm the client chose. */
    Optional<ChecksumAlgorithm> algorithm() {
        return algorithm;
    }

    /** What to compute: the client's choice, or else what S3 keeps by itself. */
    Set<ChecksumAlgorithm> toCompute() {
        return EnumSet.of(algorithm.orElse(ChecksumAlgorithm.CRC64NVME));
    }

    /**
     * Compares what the client said with what came.
     *
     * @throws AwsError {@code BadDigest}
     */
    void verify(Blob blob) {
        if (md5.isPresent()
                && !HexFormat.of()
                        .formatHex(Base64.getDecoder().decode(md5.get()))
                        .equals(blob.md5())) {
            throw S3Errors.badDigest("The Content-MD5 you specified did not match what we received.")
                    .with("ExpectedDigest", md5.get());
        }
        algorithm.ifPresent(chosen -> {
            String told = call.header(chosen.header())
                    .or(() -> Optional.ofNullable(call.trailers().get(chosen.header())))
                    .orElseThrow(() -> S3Errors.invalidRequest(
                            "The value specified in the x-amz-trailer header is not supported"));
            requireWellFormed(chosen, told);
            if (!told.equals(blob.checksums().get(chosen))) {
                throw S3Errors.badDigest("The " + chosen + " you specified did not match the calculated checksum.");
            }
        });
    }

    /** The checksum the content is kept with. */
    Optional<ObjectChecksum> kept(Blob blob) {
        return S3Store.checksum(blob, algorithm.orElse(ChecksumAlgorithm.CRC64NVME));
    }

    /** Reads a small document, an XML body, and checks it. */
    static byte[] document(AwsCall call, boolean digestRequired) throws IOException {
        ContentChecks checks = of(call);
        if (digestRequired && checks.md5.isEmpty() && checks.algorithm.isEmpty()) {
            throw S3Errors.invalidRequest("Missing required header for this request: Content-MD5");
        }
        byte[] bytes = call.body().readNBytes(LARGEST_DOCUMENT + 1);
        if (bytes.length > LARGEST_DOCUMENT) {
            throw new AwsError("MaxMessageLengthExceeded", 400, "Your request was too big.");
        }
        checks.verify(BlobFiles.measure(bytes, checks.toCompute()));
        return bytes;
    }

    private static boolean isMd5(String value) {
        try {
            return Base64.getDecoder().decode(value).length == MD5_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void requireWellFormed(ChecksumAlgorithm algorithm, String value) {
        if (!algorithm.isWellFormed(value)) {
            throw S3Errors.invalidRequest("Value for " + algorithm.header() + " header is invalid.");
        }
    }

    private static void requireAnnounced(AwsCall call, Optional<ChecksumAlgorithm> found) {
        Optional<String> announced = call.header("x-amz-sdk-checksum-algorithm");
        if (announced.isPresent()) {
            ChecksumAlgorithm named = ChecksumAlgorithm.named(announced.get())
                    .orElseThrow(() -> S3Errors.invalidRequest(
                            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                                    + "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
            if (found.isEmpty()) {
                throw S3Errors.invalidRequest(
                        "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or "
                                + "x-amz-trailer headers were found.");
            }
            if (found.get() != named) {
                throw S3Errors.invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
            }
        }
    }
}
