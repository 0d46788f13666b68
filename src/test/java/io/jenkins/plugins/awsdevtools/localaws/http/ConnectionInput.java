package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client sends, lines and bytes in turn, through one buffer. Without a lock, which the JDK's buffered stream takes for
 * each byte of a line. Used by one thread.
 */
final class ConnectionInput extends InputStream {
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;

    ConnectionInput(InputStream in) {
        this.in = in;
    }

    /** A line without its end, null where the connection ended before it. */
    String readLine() throws IOException {
        byte[] begun = new byte[0];
        while (true) {
            if (position == end && !fill()) {
                if (begun.length == 0) {
                    return null;
                }
                throw new EOFException("The connection ended in the middle of a line");
            }
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            if (begun.length + position - from > LONGEST_LINE) {
                throw new IOException("A line of the request is longer than " + LONGEST_LINE);
            }
            if (position < end) {
                position++;
                return begun.length == 0
                        ? line(buffer, from, position - 1)
                        : line(joined(begun, from, position - 1), 0, begun.length + position - 1 - from);
            }
            begun = joined(begun, from, position);
        }
    }

    private byte[] joined(byte[] begun, int from, int to) {
        byte[] all = Arrays.copyOf(begun, begun.length + to - from);
        System.arraycopy(buffer, from, all, begun.length, to - from);
        return all;
    }

    private static String line(byte[] bytes, int from, int to) {
        int until = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return new String(bytes, from, until - from, StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        return position == end && !fill() ? -1 : buffer[position++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            if (length >= BUFFER) {
                return in.read(into, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, into, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer, 0, BUFFER));
        return end > 0;
    }
}
