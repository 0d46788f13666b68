package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Sends signed requests, each until it succeeds, is refused, or was tried often enough. Used by many threads at once, each
 * of which waits for its answer; {@link Window} bounds how many are under way.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses, List of error codes:
 *     SlowDown (503), ExpiredToken and RequestTimeout (400), BadDigest (400), AccessDenied (403) of an expired URL</a>
 */
public final class HttpMover {

    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private static final int ATTEMPTS = 8;
    /** A request that has less left is signed again. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 10_000;
    private static final int LONGEST_QUOTE = 300;

    private final Window window;
    private final Clock clock;
    private final HttpWire wire;
    private final Random random = new Random();

    /** Signs a request, or signs it again. */
    @FunctionalInterface
    public interface Signing {
        SignedRequest sign() throws IOException;
    }

    /**
     * What S3 answered.
     *
     * @param etag without quotes; empty if there is none
     */
    public record Answer(int status, String etag) {}

    public HttpMover(Window window, Clock clock, HttpWire wire) {
        this.window = window;
        this.clock = clock;
        this.wire = wire;
    }

    /**
     * Sends a piece of a file.
     *
     * @param first signed already, or null
     */
    public Answer put(SignedRequest first, Signing signing, Body body) throws IOException, InterruptedException {
        HttpWire.Answer<Void> answer = send(first, signing, body, Sent.asSigned((status, headers, in) -> null));
        return new Answer(
                answer.status(), answer.headers().firstValue("etag").orElse("").replace("\"", ""));
    }

    /** Receives; the receiver is called for a success only. */
    public <T> HttpWire.Answer<T> get(Signing signing, HttpWire.Receiver<T> receiver)
            throws IOException, InterruptedException {
        return send(null, signing, null, Sent.asSigned(receiver));
    }

    /**
     * Receives a piece of an object. After a cut it goes on where it stopped, and only those attempts count that brought
     * nothing.
     */
    public void receive(Signing signing, Arrival arrival) throws IOException, InterruptedException {
        send(null, signing, null, new Sent<>(arrival::rest, arrival::receive, arrival::hasAdvanced));
    }

    /**
     * How each attempt is sent.
     *
     * @param shape what is added to what was signed
     * @param receiver of a success
     * @param advanced whether one that was cut brought something
     */
    private record Sent<T>(
            UnaryOperator<SignedRequest> shape, HttpWire.Receiver<T> receiver, BooleanSupplier advanced) {

        static <T> Sent<T> asSigned(HttpWire.Receiver<T> receiver) {
            return new Sent<>(UnaryOperator.identity(), receiver, () -> false);
        }
    }

    private <T> HttpWire.Answer<T> send(SignedRequest first, Signing signing, Body body, Sent<T> sent)
            throws IOException, InterruptedException {
        SignedRequest signed = first;
        int places = window.places(body == null ? 0 : body.length());
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                pause(attempt);
            }
            if (signed == null || clock.instant().plus(MARGIN).isAfter(signed.expires())) {
                signed = signing.sign();
            }
            HttpWire.Answer<T> answer;
            window.enter(places);
            try {
                answer = wire.send(sent.shape().apply(signed), body, sent.receiver());
            } catch (IOException cut) {
                if (body != null && body.isCut()) {
                    throw changed(body);
                }
                if (cut instanceof TransferException notWanted) {
                    throw notWanted;
                }
                last = cut;
                if (sent.advanced().getAsBoolean()) {
                    attempt = 0;
                }
                continue;
            } finally {
                window.leave(places);
            }
            if (answer.isSuccess()) {
                window.succeeded();
                return answer;
            }
            int status = answer.status();
            String text = answer.text();
            last = new TransferException(signed + ": " + refusal(status, text));
            if (status == UNAVAILABLE || status == TOO_MANY) {
                window.slowDown();
            } else if (status == FORBIDDEN && (text.isEmpty() || text.contains("xpired"))) {
                signed = null;
            } else if (status == BAD_REQUEST && (text.contains("ExpiredToken") || text.contains("RequestTimeout"))) {
                signed = null;
            } else if (text.contains("<Code>BadDigest")) {
                throw body == null ? last : changed(body);
            } else if (status < SERVER_ERROR) {
                throw TransferException.refused(last.getMessage(), status);
            }
        }
        throw new TransferException(
                "Given up after " + ATTEMPTS + " attempts: " + (last == null ? signed : last.getMessage()), last);
    }

    private static TransferException changed(Body body) {
        return new TransferException(body.content().name() + " changed while it was sent. Nothing was replaced.");
    }

    private static String refusal(int status, String text) {
        String code = between(text, "<Code>", "</Code>");
        String message = between(text, "<Message>", "</Message>");
        return "HTTP " + status + (code.isEmpty() ? "" : " " + code) + (message.isEmpty() ? "" : ": " + message);
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = start < 0 ? -1 : text.indexOf(to, start);
        if (end < 0) {
            return "";
        }
        String found = text.substring(start + from.length(), end);
        return found.length() <= LONGEST_QUOTE ? found : found.substring(0, LONGEST_QUOTE);
    }

    private void pause(int attempt) throws InterruptedException {
        long longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE << attempt);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(longest / 2, longest + 1)));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
