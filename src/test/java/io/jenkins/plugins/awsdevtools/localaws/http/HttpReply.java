package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one answer to a request. Its length is always told in advance, so that a body that is cut is seen to be cut. Used
 * by the thread of its request only.
 */
public final class HttpReply {
    private static final byte[] GARBAGE = "\u0000{\"<<unexpected>>".getBytes(StandardCharsets.UTF_8);
    private static final int NOT_MODIFIED = 304;
    private static final int NO_CONTENT = 204;

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String method;
    private final RequestBody body;
    private final OutputStream out;
    private final AnswerDate date;
    private ReplyFault fault = ReplyFault.NONE;
    private Runnable beforeAnswer = () -> {};
    private Hold hold = () -> true;
    private boolean whole;
    private int status;

    HttpReply(String method, RequestBody body, OutputStream out, AnswerDate date) {
        this.method = method;
        this.body = body;
        this.out = out;
        this.date = date;
    }

    /** Says what shall go wrong with the answer. */
    public void spoil(ReplyFault newFault) {
        fault = newFault;
    }

    /** Runs once, after the status is known and before the first byte leaves. */
    public void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    /** Waits before the first byte leaves, after {@link #beforeAnswer}. */
    public void hold(Hold until) {
        hold = until;
    }

    /** Something that an answer waits for. */
    @FunctionalInterface
    public interface Hold {

        /** Whether there is still somebody to answer. */
        boolean pass() throws InterruptedException;
    }

    private void await() throws ConnectionCut {
        try {
            if (!hold.pass()) {
                throw new ConnectionCut();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new ConnectionCut();
        }
    }

    /** Sets a response header. */
    public void header(String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("A header has one line: " + name);
        }
        headers.put(name, value);
    }

    /** Sends a whole answer. */
    public void send(int newStatus, byte[] body) throws IOException {
        try (OutputStream stream = stream(newStatus, body.length)) {
            if (!isHead()) {
                stream.write(body);
            }
        }
    }

    /**
     * Begins an answer of exactly {@code length} bytes; the caller writes and closes the stream. To a HEAD request
     * the length is told and nothing may be written.
     */
    public OutputStream stream(int newStatus, long length) throws IOException {
        if (status != 0) {
            throw new IllegalStateException("The call was already answered with " + status);
        }
        status = newStatus;
        beforeAnswer.run();
        await();
        if (fault == ReplyFault.LOST) {
            throw new ConnectionCut();
        }
        if (fault == ReplyFault.GARBAGE && !isHead()) {
            writeHead(GARBAGE.length);
            out.write(GARBAGE);
            whole = true;
            return OutputStream.nullOutputStream();
        }
        writeHead(length);
        if (isHead() || length == 0) {
            whole = true;
            return OutputStream.nullOutputStream();
        }
        return new ExactBody(length, fault == ReplyFault.HALF_BODY ? length / 2 : length);
    }

    /** The status sent, 0 before an answer began. */
    public int status() {
        return status;
    }

    /** Whether the answer was written to its end; if not, the connection has to be cut. */
    boolean isWhole() {
        return whole;
    }

    private boolean isHead() {
        return "HEAD".equals(method);
    }

    private void writeHead(long length) throws IOException {
        headers.putIfAbsent("Date", date.text());
        if (status != NOT_MODIFIED && status != NO_CONTENT) {
            headers.put("Content-Length", Long.toString(length));
        }
        if (body.isAwaited()) {
            // A client that was never asked for its body may send it or not: nothing behind it can be understood.
            headers.put("Connection", "close");
        }
        StringBuilder head =
                new StringBuilder(512).append("HTTP/1.1 ").append(status).append(" \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Takes exactly what was told, or cuts the connection where a fault wants it. */
    private final class ExactBody extends OutputStream {
        private long left;
        private long beforeCut;

        ExactBody(long length, long beforeCut) {
            this.left = length;
            this.beforeCut = beforeCut;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > left) {
                throw new IOException("The answer is longer than was told");
            }
            int now = (int) Math.min(beforeCut, length);
            out.write(bytes, offset, now);
            left -= now;
            beforeCut -= now;
            if (now < length) {
                out.flush();
                throw new ConnectionCut();
            }
            whole = left == 0;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
