package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How an object is cut into parts. A part grows with the object, so that the largest that S3 takes fits: "Maximum object
 * size: 48.8 TiB. Maximum number of parts per upload: 10,000. Part size: 5 MiB to 5 GiB. There is no minimum size limit on
 * the last part."
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Amazon S3 multipart upload limits</a>
 */
public final class PartSizes {

    public static final long MIB = 1L << 20;

    /** "Maximum number of parts per upload" (Amazon S3 multipart upload limits). */
    public static final int MOST_PARTS = 10_000;

    /** "Part size: 5 MiB to 5 GiB" (Amazon S3 multipart upload limits). */
    static final long LARGEST_PART = 5L << 30;

    /** As many of the largest parts: 48.8 TiB. */
    public static final long LARGEST_OBJECT = MOST_PARTS * LARGEST_PART;

    /** Objects of this size and more are sent in parts. S3 takes up to 5 GB at once and recommends parts from 100 MB on. */
    public static final long THRESHOLD = 16 * MIB;

    /** Of ours; S3 takes 5 MiB. What the AWS CLI and the SDK take too, so that their objects compare alike. */
    private static final long SMALLEST = 8 * MIB;

    /** What the AWS CLI (8), the console (16), SDK v2 (8), rclone and s3cmd (5, 15) begin with, and their doubles. */
    private static final List<Long> USUAL =
            List.of(5L, 8L, 10L, 15L, 16L, 20L, 25L, 32L, 50L, 64L, 100L, 128L, 256L, 512L);

    private PartSizes() {}

    /**
     * The size of all parts but the last, in bytes.
     *
     * @throws IllegalArgumentException if S3 takes no object of this size
     */
    public static long of(long size) {
        if (size > LARGEST_OBJECT) {
            throw new IllegalArgumentException("S3 takes no object of " + size + " bytes");
        }
        long needed = (size + MOST_PARTS - 1) / MOST_PARTS;
        return Math.min(LARGEST_PART, Math.max(SMALLEST, (needed + MIB - 1) / MIB * MIB));
    }

    public static int count(long size, long partSize) {
        return (int) Math.max(1, (size + partSize - 1) / partSize);
    }

    /** The sizes of part that an object of this size and number of parts may have been sent with, the likelier first. */
    public static List<Long> candidates(long size, int parts) {
        return LongStream.concat(LongStream.of(of(size)), USUAL.stream().mapToLong(mib -> mib * MIB))
                .distinct()
                .filter(partSize -> count(size, partSize) == parts)
                .boxed()
                .toList();
    }
}
