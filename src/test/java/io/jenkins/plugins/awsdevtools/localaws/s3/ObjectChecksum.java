package io.jenkins.plugins.awsdevtools.localaws.s3;

/**
 * The checksum an object is kept with.
 *
 * @param algorithm how it was computed
 * @param value Base64; a composite one ends with {@code -} and the number of parts
 * @param composite whether it is the checksum of the parts' checksums
 */
public record ObjectChecksum(ChecksumAlgorithm algorithm, String value, boolean composite) {

    /** As {@code x-amz-checksum-type} names it. */
    String type() {
        return composite ? "COMPOSITE" : "FULL_OBJECT";
    }
}
