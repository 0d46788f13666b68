package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request's body, of a told length or in chunks. The client that waits for {@code 100 Continue} gets it at the first
 * read. A body that ends early is an {@link EOFException}. Not thread safe.
 */
final class RequestBody extends InputStream {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ConnectionInput in;
    private final OutputStream out;
    private final boolean chunked;
    private boolean awaited;
    private boolean firstChunk = true;
    private boolean ended;
    private long left;

    RequestBody(RequestHead head, ConnectionInput in, OutputStream out) throws IOException {
        this.in = in;
        this.out = out;
        Optional<String> length = head.header("content-length");
        chunked = head.header("transfer-encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent();
        left = chunked ? 0 : length.map(Long::parseLong).orElse(0L);
        ended = !chunked && left == 0;
        awaited = !ended
                && head.header("expect")
                        .filter("100-continue"::equalsIgnoreCase)
                        .isPresent();
    }

    /** Whether it was read to its end. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the client still waits to be asked for it. */
    boolean isAwaited() {
        return awaited;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        if (awaited) {
            awaited = false;
            out.write(CONTINUE);
            out.flush();
        }
        if (chunked && left == 0) {
            nextChunk();
            if (ended) {
                return -1;
            }
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("The request's body ended " + left + " bytes early");
        }
        left -= count;
        ended = !chunked && left == 0;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!firstChunk) {
            line();
        }
        firstChunk = false;
        String size = line();
        int extension = size.indexOf(';');
        try {
            left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).trim(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("Not the size of a chunk: " + size, e);
        }
        if (left == 0) {
            while (!line().isEmpty()) {
                // Trailers of the transfer coding are not part of the body.
                continue;
            }
            ended = true;
        }
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("The request's body ended between two chunks");
        }
        return line;
    }
}
