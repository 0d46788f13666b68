package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One connection: request after request until either side ends it. Used by one thread. */
final class HttpConnection {
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_HEADERS = 500;
    private static final int IDLE_MILLIS = 300_000;

    /** A refused upload up to this size is read to its end, as a client may look for the answer only then. */
    private static final long LARGEST_DRAIN = 64L * 1024 * 1024;

    private static final int DRAIN_MILLIS = 2000;

    private final Socket socket;
    private final Clock clock;
    private final RequestHandler handler;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(Socket socket, Clock clock, RequestHandler handler) throws IOException {
        this.socket = socket;
        this.clock = clock;
        this.handler = handler;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    void serve() throws IOException {
        boolean again = true;
        while (again) {
            socket.setSoTimeout(IDLE_MILLIS);
            Optional<RequestHead> head = readHead();
            again = head.isPresent() && serve(head.get());
        }
    }

    private boolean serve(RequestHead head) throws IOException {
        RequestBody body = new RequestBody(head, in, out);
        HttpReply reply = new HttpReply(head.method(), body, out, clock);
        boolean last =
                head.header("connection").filter("close"::equalsIgnoreCase).isPresent();
        if (last) {
            reply.header("Connection", "close");
        }
        handler.handle(head, body, reply);
        if (!reply.isWhole()) {
            return false;
        }
        out.flush();
        return finish(body) && !last;
    }

    /** Reads away what is left of a body, so that closing the connection does not reset it under the answer. */
    private boolean finish(RequestBody body) throws IOException {
        if (body.isEnded()) {
            return true;
        }
        if (body.isAwaited()) {
            return false;
        }
        socket.setSoTimeout(DRAIN_MILLIS);
        byte[] buffer = new byte[BUFFER];
        long left = LARGEST_DRAIN;
        while (left > 0) {
            int n = body.read(buffer);
            if (n < 0) {
                return true;
            }
            left -= n;
        }
        return false;
    }

    private Optional<RequestHead> readHead() throws IOException {
        String line = readLine();
        while (line != null && line.isEmpty()) {
            line = readLine();
        }
        if (line == null) {
            return Optional.empty();
        }
        String[] parts = line.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new IOException("Not a request of HTTP/1.1: " + line);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            if (colon < 1 || headers.size() == MOST_HEADERS) {
                throw new IOException("Not a header: " + header);
            }
            String name = header.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, unused -> new ArrayList<>())
                    .add(header.substring(colon + 1).trim());
        }
        String target = withoutAuthority(parts[1]);
        int question = target.indexOf('?');
        return Optional.of(new RequestHead(
                parts[0],
                question < 0 ? target : target.substring(0, question),
                QueryParameters.parse(question < 0 ? null : target.substring(question + 1)),
                new HeaderFields(headers)));
    }

    /** A client that takes this server for its proxy names the host in the target (RFC 9112, "absolute-form"). */
    private static String withoutAuthority(String target) {
        if (!target.startsWith("http://")) {
            return target;
        }
        int path = target.indexOf('/', "http://".length());
        return path < 0 ? "/" : target.substring(path);
    }

    /** A line without its end, null where the connection ended before it. */
    private String readLine() throws IOException {
        return readLine(in);
    }

    static String readLine(InputStream in) throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (length == 0) {
                    return null;
                }
                throw new EOFException("The connection ended in the middle of a line");
            }
            if (length == LONGEST_LINE) {
                throw new IOException("A line of the request is longer than " + LONGEST_LINE);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) c;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }
}
