package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server is a bare socket: what it does wrong is done to the byte. */
@Timeout(60)
class HttpWireTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 0\r\n\r\n";
    private static final String ERROR = "<Error><Code>AccessDenied</Code></Error>";
    private static final String DENIED =
            "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: " + ERROR.length() + "\r\n\r\n" + ERROR;

    /** More than the buffers of both sockets hold. */
    private static final long LARGE = 256L << 20;

    private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
    private final List<Socket> all = new ArrayList<>();
    private final HttpWire wire = new HttpWire(2);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> {
            while (true) {
                try {
                    connections.add(server.accept());
                } catch (IOException closed) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
        for (Socket socket : all) {
            socket.close();
        }
    }

    private Socket connection() throws InterruptedException {
        Socket socket = connections.poll(30, TimeUnit.SECONDS);
        assertThat(socket).as("a connection").isNotNull();
        all.add(socket);
        return socket;
    }

    /** Reads no further than the empty line. */
    private static List<String> head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString().lines().toList();
    }

    /** Bytes until the other side stops. */
    private static long comesFrom(Socket socket) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                bytes += read;
            }
            return bytes;
        } catch (SocketException reset) {
            return bytes;
        }
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private SignedRequest request(String method, String path) {
        return new SignedRequest(
                method,
                URI.create("http://127.0.0.1:" + server.getLocalPort() + path),
                Map.of("x-amz-meta-a", "b"),
                Instant.MAX);
    }

    private CompletableFuture<HttpWire.Answer<Void>> sending(Body body) {
        return sending(wire, body);
    }

    private CompletableFuture<HttpWire.Answer<Void>> sending(HttpWire through, Body body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return through.send(request("PUT", "/a"), body, (status, headers, in) -> null);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "sending");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    private static Body body(long length) {
        return new Body(new Zeros(length), 0, length);
    }

    private record Zeros(long size, Runnable read) implements Content {
        Zeros(long size) {
            this(size, () -> {});
        }

        @Override
        public String name() {
            return "zeros";
        }

        @Override
        public InputStream open(long from) {
            return new InputStream() {
                @Override
                public int read() {
                    return 0;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    read.run();
                    return length;
                }
            };
        }
    }

    @Test
    void theAddressIsSentAsItWasSigned() throws Exception {
        for (String path :
                List.of("/b//c/%2E%2E/d%20e%2Bf?X-Amz-Signature=a%2Fb&versionId=", "//x/../y", "/%F0%9F%98%80")) {
            CompletableFuture<HttpWire.Answer<Void>> sent = CompletableFuture.supplyAsync(() -> {
                try {
                    return wire.send(request("GET", path), null, (status, headers, in) -> null);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            Socket socket = all.isEmpty() ? connection() : all.get(0);
            assertThat(head(socket)).contains("GET " + path + " HTTP/1.1", "x-amz-meta-a: b");
            answer(socket, OK);
            assertThat(sent.get().status()).isEqualTo(200);
        }
        assertThat(connections).as("further connections").isEmpty();
    }

    @Test
    void aProxyGetsTheAddressAsItWasSigned() throws Exception {
        ProxySelector proxy = ProxySelector.of(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        String address = "http://site.s3.example/b//c?X-Amz-Signature=a%2Fb";
        try (HttpWire through = new HttpWire(2, proxy)) {
            CompletableFuture<HttpWire.Answer<Void>> sent = CompletableFuture.supplyAsync(() -> {
                try {
                    return through.send(
                            new SignedRequest("GET", URI.create(address), Map.of(), Instant.MAX),
                            null,
                            (status, headers, in) -> null);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            Socket socket = connection();
            assertThat(head(socket)).contains("GET " + address + " HTTP/1.1", "Host: site.s3.example");
            answer(socket, OK);
            assertThat(sent.get().status()).isEqualTo(200);
        }
    }

    @Test
    void aLargePartIsNotSentBeforeItIsAskedFor() throws Exception {
        CompletableFuture<HttpWire.Answer<Void>> sent = sending(body(LARGE));
        Socket socket = connection();
        assertThat(head(socket)).contains("Content-Length: " + LARGE, "Expect: 100-continue");
        answer(socket, DENIED);

        assertThat(sent.get().status()).isEqualTo(403);
        assertThat(sent.get().text()).isEqualTo(ERROR);
        assertThat(comesFrom(socket)).as("what was sent of it").isZero();
    }

    @Test
    void aRefusalThatComesWhileALargePartIsBeingSentIsHeard() throws Exception {
        CompletableFuture<HttpWire.Answer<Void>> sent = sending(body(LARGE));
        Socket socket = connection();
        head(socket);
        answer(socket, "HTTP/1.1 100 Continue\r\n\r\n");
        InputStream in = socket.getInputStream();
        in.skipNBytes(LARGE / 16);
        answer(socket, DENIED);
        // It reads on, as S3 does, until the other side stops.
        assertThat(comesFrom(socket)).as("what was sent after it").isLessThan(LARGE - LARGE / 16);
        assertThat(sent.get().status()).isEqualTo(403);
        assertThat(sent.get().text()).isEqualTo(ERROR);
    }

    @Test
    void aServerThatDoesNotKnowTheQuestionGetsTheLargePartUnasked() throws Exception {
        CompletableFuture<HttpWire.Answer<Void>> sent = sending(body(2 << 20));
        Socket socket = connection();
        head(socket);
        socket.getInputStream().skipNBytes(2 << 20);
        answer(socket, OK);
        assertThat(sent.get().status()).isEqualTo(200);
    }

    /** Of which four minutes pass before each piece. */
    private static Body slow(long length, VirtualTiming time) {
        return new Body(new Zeros(length, () -> time.advance(Duration.ofMinutes(4))), 0, length);
    }

    @Test
    void aPartThatIsSentSlowlyIsNotGivenUp() throws Exception {
        VirtualTiming time = new VirtualTiming();
        try (HttpWire slow = new HttpWire(2, null, time)) {
            CompletableFuture<HttpWire.Answer<Void>> sent = sending(slow, slow(512 << 10, time));
            Socket socket = connection();
            head(socket);
            socket.getInputStream().skipNBytes(512 << 10);
            answer(socket, OK);

            assertThat(sent.get().status()).isEqualTo(200);
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void aPartThatIsNotTakenFurtherIsGivenUp() throws Exception {
        VirtualTiming time = new VirtualTiming();
        try (HttpWire dead = new HttpWire(2, null, time)) {
            CompletableFuture<HttpWire.Answer<Void>> sent = sending(dead, body(1));
            Socket socket = connection();
            head(socket);
            socket.getInputStream().skipNBytes(1);
            time.advance(Duration.ofMinutes(6));

            assertThat(sent)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("no answer within 300 s");
        }
    }

    @Test
    void interruptingTheThreadEndsItsWaitForAnAnswer() throws Exception {
        assertInterruptible(body(1));
    }

    @Test
    void interruptingTheThreadEndsItsSendingToAServerThatDoesNotRead() throws Exception {
        assertInterruptible(body(LARGE));
    }

    private void assertInterruptible(Body body) throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                wire.send(request("PUT", "/a"), body, (status, headers, in) -> null);
                end.complete(null);
            } catch (IOException failed) {
                end.complete(failed);
            }
        });
        thread.start();
        Socket socket = connection();
        head(socket);
        answer(socket, "HTTP/1.1 100 Continue\r\n\r\n");
        thread.interrupt();
        assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void closingCutsWhatIsUnderWay() throws Exception {
        CompletableFuture<HttpWire.Answer<Void>> sent = sending(body(1));
        head(connection());
        wire.close();
        assertThatThrownBy(() -> sent.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aRequestOverAConnectionThatTheServerClosedWithoutAWordIsSentAgain() throws Exception {
        HttpMover mover = new HttpMover(new Window(2), Clock.systemUTC(), wire);
        CountDownLatch answered = new CountDownLatch(2);
        Thread serving = new Thread(() -> {
            try {
                while (answered.getCount() > 0) {
                    Socket socket = connection();
                    head(socket);
                    socket.getInputStream().skipNBytes(1);
                    answer(socket, OK);
                    socket.close();
                    answered.countDown();
                }
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        serving.start();

        for (int i = 0; i < 2; i++) {
            assertThat(mover.put(null, () -> request("PUT", "/a"), body(1)).etag())
                    .isEqualTo("e");
        }
        assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void ofAnAnswerThatIsNotWantedNothingIsRead() throws Exception {
        CompletableFuture<HttpWire.Answer<Void>> received = CompletableFuture.supplyAsync(() -> {
            try {
                return wire.send(request("GET", "/a"), null, (status, headers, in) -> {
                    throw new TransferException("not wanted");
                });
            } catch (IOException unwanted) {
                throw new UncheckedIOException(unwanted);
            }
        });
        Socket socket = connection();
        head(socket);
        answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n12345");
        assertThatThrownBy(() -> received.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("not wanted");
        assertThat(comesFrom(socket)).isZero();
    }

    @Test
    void anAnswerThatIsCutInTheMiddleIsNoSuccess() throws Exception {
        CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> {
            try {
                return wire.send(request("GET", "/a"), null, (status, headers, in) -> (long) in.readAllBytes().length)
                        .body();
            } catch (IOException cut) {
                throw new UncheckedIOException(cut);
            }
        });
        Socket socket = connection();
        head(socket);
        answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
        socket.close();
        assertThatThrownBy(() -> received.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(org.apache.hc.core5.http.ConnectionClosedException.class);
    }
}
