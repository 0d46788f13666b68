package io.jenkins.plugins.awsdevtools.localaws.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The one answer to a request. Lengths are always told in advance, so that a body that is cut is seen to be cut. Used
 * by the thread of its request only.
 */
public final class HttpReply {
    private static final byte[] GARBAGE = "\u0000{\"<<unexpected>>".getBytes(StandardCharsets.UTF_8);
    private static final int NO_BODY = -1;

    private final HttpExchange exchange;
    private ReplyFault fault = ReplyFault.NONE;
    private Runnable beforeAnswer = () -> {};
    private int status;

    public HttpReply(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Says what shall go wrong with the answer. */
    public void spoil(ReplyFault newFault) {
        fault = newFault;
    }

    /** Runs once, after the status is known and before the first byte leaves. */
    public void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    /** Sets a response header. */
    public void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /** Sends a whole answer. */
    public void send(int newStatus, byte[] body) throws IOException {
        try (OutputStream out = stream(newStatus, body.length)) {
            if (!isHead()) {
                out.write(body);
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
        if (fault == ReplyFault.LOST) {
            cut();
            throw new ConnectionCut();
        }
        if (fault == ReplyFault.GARBAGE && !isHead()) {
            exchange.sendResponseHeaders(newStatus, GARBAGE.length);
            exchange.getResponseBody().write(GARBAGE);
            exchange.close();
            return OutputStream.nullOutputStream();
        }
        if (isHead() || length == 0) {
            header("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(newStatus, NO_BODY);
            return OutputStream.nullOutputStream();
        }
        exchange.sendResponseHeaders(newStatus, length);
        OutputStream body = exchange.getResponseBody();
        return fault == ReplyFault.HALF_BODY ? new HalfBody(body, length / 2) : body;
    }

    /** Ends the connection at once. */
    public void cut() {
        exchange.close();
    }

    /** The status sent, 0 before an answer began. */
    public int status() {
        return status;
    }

    private boolean isHead() {
        return "HEAD".equals(exchange.getRequestMethod());
    }

    /** Writes up to a limit, then ends the connection. */
    private final class HalfBody extends OutputStream {
        private final OutputStream out;
        private long left;

        HalfBody(OutputStream out, long limit) {
            this.out = out;
            this.left = limit;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int now = (int) Math.min(left, length);
            out.write(bytes, offset, now);
            left -= now;
            if (now < length) {
                out.flush();
                cut();
                throw new ConnectionCut();
            }
        }
    }
}
