package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an object a read wants.
 *
 * @param first the first byte
 * @param length how many
 */
record ByteRange(long first, long length) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads a Range header. S3 does not support several ranges in one; it ignores such a header, and one it cannot
     * read.
     *
     * @throws AwsError {@code InvalidRange} where nothing of it is in the object
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher range = RANGE.matcher(header.trim());
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(range.group(2)), size);
            return Optional.of(require(header, size - suffix, size - 1, size));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        return last < first && !range.group(2).isEmpty()
                ? Optional.empty()
                : Optional.of(require(header, first, Math.min(last, size - 1), size));
    }

    /** As Content-Range tells it. */
    String of(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }

    private static ByteRange require(String header, long first, long last, long size) {
        if (first > last || first >= size) {
            throw new AwsError("InvalidRange", 416, "The requested range is not satisfiable")
                    .with("RangeRequested", header)
                    .with("ActualObjectSize", Long.toString(size));
        }
        return new ByteRange(first, last - first + 1);
    }
}
