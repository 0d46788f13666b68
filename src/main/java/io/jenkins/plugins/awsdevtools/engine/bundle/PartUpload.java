package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Sends a stream of unknown length as the parts of one object of S3, several at a time, each with its MD5, each tried
 * again when the way to S3 fails. Memory: one buffer of {@link #PART} bytes for each part under way, and one that is
 * filled. The thread that sends may be interrupted.
 */
final class PartUpload {

    /** Parts have at least 5 MiB but for the last one ("Amazon S3 multipart upload limits", Amazon S3 User Guide). */
    static final int PART = 5 << 20;

    /** An object has at most 10,000 parts (same page), so later parts are larger: 24 GiB, and then 156 GiB more. */
    private static final int MANY_PARTS = 5000;

    private static final int LARGE_PART = 32 << 20;
    private static final int MOST_PARTS = 10_000;
    private static final int ATTEMPTS = 6;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final BundleReceiver receiver;
    private final int parallel;
    private final LongConsumer progress;
    private final AtomicLong sent = new AtomicLong();
    private final HttpClient http;

    /** @param progress told how many bytes were sent, after each part, on any thread */
    PartUpload(BundleReceiver receiver, int parallel, LongConsumer progress) {
        this.receiver = Objects.requireNonNull(receiver);
        this.parallel = parallel;
        this.progress = Objects.requireNonNull(progress);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
    }

    /** A part that was read and is being sent. */
    private record Sending(byte[] buffer, Future<String> etag) {}

    /** @return the ETags of the parts in their order */
    List<String> send(InputStream in) throws IOException, InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(parallel, BundleThreads.named("bundle sender"));
        Queue<Sending> underWay = new ArrayDeque<>();
        List<String> etags = new ArrayList<>();
        List<PartRequest> signed = List.of();
        int signedFrom = 1;
        byte[] buffer = new byte[PART];
        try {
            for (int number = 1; ; number++) {
                int size = number <= MANY_PARTS ? PART : LARGE_PART;
                buffer = buffer == null || buffer.length != size ? new byte[size] : buffer;
                int length = in.readNBytes(buffer, 0, size);
                if (length == 0 && number > 1) {
                    break;
                }
                if (number > MOST_PARTS) {
                    throw new BundleException("bundle.tooLarge", sent.get());
                }
                if (number >= signedFrom + signed.size()) {
                    signedFrom = number;
                    signed = receiver.sign(number, parallel);
                }
                byte[] full = buffer;
                int part = number;
                PartRequest request = signed.get(number - signedFrom);
                underWay.add(new Sending(full, senders.submit(() -> put(part, request, full, length))));
                buffer = null;
                if (underWay.size() >= parallel) {
                    Sending first = underWay.remove();
                    etags.add(first.etag().get());
                    buffer = first.buffer();
                }
                if (length < size) {
                    break;
                }
            }
            for (Sending last : underWay) {
                etags.add(last.etag().get());
            }
            return etags;
        } catch (ExecutionException failed) {
            throw BundleThreads.cause(failed);
        } finally {
            senders.shutdownNow();
        }
    }

    private String put(int number, PartRequest signed, byte[] bytes, int length)
            throws IOException, InterruptedException {
        String md5 = md5(bytes, length);
        PartRequest request = signed;
        IOException failure = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            HttpResponse<String> answer = null;
            try {
                answer = http.send(http(request, md5, bytes, length), HttpResponse.BodyHandlers.ofString());
            } catch (IOException broken) {
                failure = broken;
            }
            if (answer != null) {
                String etag = answer.headers().firstValue("ETag").orElse("");
                if (answer.statusCode() == OK && !etag.isEmpty()) {
                    progress.accept(sent.addAndGet(length));
                    return etag;
                }
                failure = refusal(number, request, answer);
                if (!worthAnotherTry(answer.statusCode())) {
                    throw failure;
                }
            }
            if (attempt < ATTEMPTS) {
                TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
                request = receiver.sign(number, 1).get(0);
            }
        }
        throw failure;
    }

    private static IOException refusal(int number, PartRequest request, HttpResponse<String> answer) {
        return new IOException(Texts.of(
                "bundle.part",
                number,
                request.url().getHost(),
                answer.statusCode(),
                BundleException.shown(answer.body())));
    }

    /** A signature may have run out on the way, and is made anew. */
    private static boolean worthAnotherTry(int status) {
        return status == FORBIDDEN || status == REQUEST_TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR;
    }

    private static HttpRequest http(PartRequest request, String md5, byte[] bytes, int length) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.url())
                .timeout(TIMEOUT)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes, 0, length))
                .header("Content-MD5", md5);
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                builder.header(name, value);
            }
        });
        return builder.build();
    }

    private static String md5(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(bytes, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
