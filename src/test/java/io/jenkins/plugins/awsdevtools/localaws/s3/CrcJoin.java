package io.jenkins.plugins.awsdevtools.localaws.s3;

/**
 * The CRC of two contents, one behind the other, made of the CRCs of both: the first times x to the power of the second's
 * length in bits, plus the second. What S3 does too: "Amazon S3 can use the part-level checksums to calculate the full object
 * checksum", for CRCs.
 *
 * @param polynomial its bits in reverse order
 * @param width bits of the CRC, which begins with ones and ends inverted
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking
 *     object integrity for data uploads in Amazon S3</a>
 */
record CrcJoin(long polynomial, int width) {

    /** @param length of the second, in bytes */
    long join(long first, long second, long length) {
        return times(power(length * Byte.SIZE), first) ^ second;
    }

    /** x to a power. The highest bit is the coefficient of 1. */
    private long power(long exponent) {
        long product = 1L << width - 1;
        long square = 1L << width - 2;
        for (long left = exponent; left > 0; left >>>= 1) {
            if ((left & 1) == 1) {
                product = times(product, square);
            }
            square = times(square, square);
        }
        return product;
    }

    private long times(long one, long other) {
        long product = 0;
        long shifted = other;
        for (int bit = width - 1; bit >= 0; bit--) {
            if ((one >>> bit & 1) == 1) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 1 ? shifted >>> 1 ^ polynomial : shifted >>> 1;
        }
        return product;
    }
}
