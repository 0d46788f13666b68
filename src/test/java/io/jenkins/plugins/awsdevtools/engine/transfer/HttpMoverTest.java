package io.jenkins.plugins.awsdevtools.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpMoverTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Deque<Integer> answers = new ArrayDeque<>();
    private final AtomicInteger signed = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpWire wire = new HttpWire(8);
    private final Window window = new Window(8);
    private final HttpMover mover = new HttpMover(window, Clock.fixed(NOW, ZoneOffset.UTC), wire);

    @TempDir
    private Path folder;

    private HttpServer server;
    private Body body;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                Integer status = answers.poll();
                byte[] text = "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("ETag", "\"e\"");
                exchange.sendResponseHeaders(status == null ? 200 : status, status == null ? -1 : text.length);
                if (status != null) {
                    exchange.getResponseBody().write(text);
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        server.start();
        Path file = folder.resolve("a");
        Files.writeString(file, "a");
        body = Body.all(new FileContent(file));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        wire.close();
    }

    private SignedRequest expiresIn(Duration left) {
        return new SignedRequest(
                "PUT",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a"),
                Map.of(),
                NOW.plus(left));
    }

    private HttpMover.Answer put(Duration left) throws IOException, InterruptedException {
        return mover.put(
                expiresIn(left),
                () -> {
                    signed.incrementAndGet();
                    return expiresIn(Duration.ofMinutes(4));
                },
                body);
    }

    @Test
    void aRequestThatHoldsLongEnoughIsSentAsItIs() throws Exception {
        assertThat(put(Duration.ofMinutes(4)).etag()).isEqualTo("e");
        assertThat(signed).hasValue(0);
    }

    @Test
    void aRequestThatExpiresSoonIsSignedAgainBeforeItIsSent() throws Exception {
        assertThat(put(Duration.ofSeconds(5)).status()).isEqualTo(200);
        assertThat(signed).hasValue(1);
    }

    @Test
    void aSlowDownHalvesTheRequestsUnderWayAndTheRequestIsSentAgain() throws Exception {
        answers.add(503);
        assertThat(put(Duration.ofMinutes(4)).status()).isEqualTo(200);
        assertThat(window.size()).isEqualTo(4);
    }

    private SignedRequest get(String path) {
        return new SignedRequest(
                "GET",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
                Map.of(),
                NOW.plus(Duration.ofMinutes(4)));
    }

    /** A server, or what is in front of it, that knows neither Range nor If-Match. */
    private void answerAlways(String etag) {
        server.createContext("/whole", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                exchange.getResponseHeaders().add("ETag", etag);
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.UTF_8));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    @Test
    void otherBytesThanThoseOfTheRangeAreNotTakenNorAskedForAgain() throws Exception {
        answerAlways("\"e\"");
        Path file = Files.createFile(folder.resolve("object"));

        assertThatThrownBy(() -> mover.receive(() -> get("/whole"), new Arrival(file, 5, 5, false, "e")))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("other bytes");
        assertThat(file).isEmptyFile();
        assertThat(asked).hasValue(1);
    }

    @Test
    void anotherObjectThanWasAskedForIsNotTakenNorAskedForAgain() throws Exception {
        answerAlways("\"other\"");
        Path file = Files.createFile(folder.resolve("object"));

        assertThatThrownBy(() -> mover.receive(() -> get("/whole"), new Arrival(file, 0, 10, true, "e")))
                .isInstanceOfSatisfying(TransferException.class, refused -> assertThat(refused.isReplaced())
                        .isTrue());
        assertThat(file).isEmptyFile();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aRefusalIsNotTriedAgainAndTellsWhatS3Said() {
        answers.add(400);
        assertThatThrownBy(() -> put(Duration.ofMinutes(4)))
                .isInstanceOfSatisfying(TransferException.class, refused -> assertThat(refused.isRefused())
                        .isTrue())
                .hasMessageContaining("HTTP 400 SlowDown: Please reduce your request rate.");
    }
}
