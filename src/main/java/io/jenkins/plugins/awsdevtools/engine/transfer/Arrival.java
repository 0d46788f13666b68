package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A piece of an object on its way to its place in a file. What has come is not asked for again, and what comes is of the same
 * object as what is there: by its ETag, which S3 is asked to hold to and which its answer is held to. Used by one request at
 * a time.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject: Range, If-Match, 206 and
 *     Content-Range, 412 Precondition failed</a>
 */
public final class Arrival {

    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final Path file;
    private final long from;
    private final long length;
    private final boolean whole;
    private final String etag;
    private HttpWire.Headers headers = HttpWire.Headers.NONE;
    private long come;
    private long comeBefore;

    /**
     * @param file that is there
     * @param from offset in the object and in the file, bytes
     * @param length bytes
     * @param whole whether the piece is the object
     * @param etag without quotes; null if it is not known: then each request asks for all of the piece
     */
    public Arrival(Path file, long from, long length, boolean whole, String etag) {
        this.file = file;
        this.from = from;
        this.length = length;
        this.whole = whole;
        this.etag = etag;
    }

    /** A request for what has not come yet. */
    synchronized SignedRequest rest(SignedRequest signed) {
        if (etag == null || come == length) {
            come = 0;
        }
        comeBefore = come;
        SignedRequest wanted = etag == null ? signed : signed.with("If-Match", '"' + etag + '"');
        return isAllOfTheObject() ? wanted : wanted.with("Range", "bytes=" + (from + come) + "-" + (from + length - 1));
    }

    private boolean isAllOfTheObject() {
        return whole && come == 0;
    }

    /**
     * Writes what S3 gives.
     *
     * @throws TransferException if these are other bytes than were asked for
     */
    Void receive(int status, HttpWire.Headers told, InputStream body) throws IOException {
        long start = accept(status, told);
        RangeFile.write(file, body, start, from + length, this::reached);
        return null;
    }

    private synchronized long accept(int status, HttpWire.Headers told) throws TransferException {
        Optional<String> range = told.firstValue("Content-Range");
        boolean asked = isAllOfTheObject()
                ? status == OK
                : status == PARTIAL
                        && range.orElse("").startsWith("bytes " + (from + come) + "-" + (from + length - 1) + "/");
        boolean same = etag == null
                || told.firstValue("ETag")
                        .map(tag -> tag.replace("\"", ""))
                        .map(etag::equals)
                        .orElse(true);
        if (!same) {
            throw TransferException.replaced("HTTP " + status + " with another ETag than was asked for");
        }
        if (!asked) {
            throw new TransferException(
                    "HTTP " + status + " with other bytes than were asked for: " + range.orElse("all"));
        }
        headers = told;
        return from + come;
    }

    private synchronized void reached(long offset) {
        come = Math.max(come, offset - from);
    }

    /** Whether the last request brought anything, though not all. */
    synchronized boolean hasAdvanced() {
        return etag != null && come > comeBefore;
    }

    /** Bytes that have come up to now. */
    public synchronized long come() {
        return come;
    }

    /** Whether all of it has come. */
    public synchronized boolean isThere() {
        return come == length;
    }

    /** Of the last answer that brought something. */
    public synchronized HttpWire.Headers headers() {
        return headers;
    }
}
