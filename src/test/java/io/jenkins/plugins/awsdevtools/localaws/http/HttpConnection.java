package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One connection: request after request until either side ends it. Used by one thread. */
final class HttpConnection {
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_HEADERS = 500;
    private static final int IDLE_MILLIS = 300_000;

    /** A refused upload up to this size is read to its end, as a client may look for the answer only then. */
    private static final long LARGEST_DRAIN = 64L * 1024 * 1024;

    private static final int DRAIN_MILLIS = 2000;

    private final Socket socket;
    private final AnswerDate date;
    private final RequestHandler handler;
    private final ConnectionInput in;
    private final OutputStream out;

    HttpConnection(Socket socket, AnswerDate date, RequestHandler handler) throws IOException {
        this.socket = socket;
        this.date = date;
        this.handler = handler;
        socket.setTcpNoDelay(true);
        in = new ConnectionInput(socket.getInputStream());
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
        HttpReply reply = new HttpReply(head.method(), body, out, date);
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
        String line = in.readLine();
        while (line != null && line.isEmpty()) {
            line = in.readLine();
        }
        if (line == null) {
            return Optional.empty();
        }
        String[] parts = line.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new IOException("Not a request of HTTP/1.1: " + line);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
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
}
