package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Gets one object to a file, a large one in ranges at a time, and holds it to its size and checksum. A range that fails is
 * asked for again.
 */
final class ObjectDownload {

    private static final long RANGE = 16 << 20;
    private static final int BUFFER = 64 * 1024;
    private static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    private final HttpClient http;
    private final ObjectRequest request;
    private final Path file;
    private volatile boolean keyed;

    ObjectDownload(HttpClient http, ObjectRequest request, Path file) {
        this.http = http;
        this.request = request;
        this.file = file;
    }

    /**
     * @param ranges where the ranges of a large object are read
     * @throws BundleException if it is not what was promised
     */
    void run(ExecutorService ranges) throws IOException, InterruptedException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (request.size() <= RANGE) {
                get(0, request.size(), out);
            } else {
                List<Future<?>> parts = new ArrayList<>();
                for (long start = 0; start < request.size(); start += RANGE) {
                    long from = start;
                    long length = Math.min(RANGE, request.size() - from);
                    parts.add(ranges.submit(() -> {
                        get(from, length, out);
                        return null;
                    }));
                }
                for (Future<?> part : parts) {
                    part.get();
                }
            }
        } catch (ExecutionException failed) {
            throw BundleThreads.cause(failed);
        }
        verify();
    }

    private void get(long from, long length, FileChannel out) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<InputStream> answer =
                        http.send(http(from, length), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = answer.body()) {
                    int status = answer.statusCode();
                    if (status == 200 || status == 206) {
                        keyed = answer.headers()
                                .firstValue("x-amz-server-side-encryption")
                                .orElse("")
                                .startsWith("aws:");
                        copy(body, from, length, out);
                        return;
                    }
                    String said = BundleException.shown(
                            new String(body.readNBytes(2000), java.nio.charset.StandardCharsets.UTF_8));
                    IOException failure = new IOException(Texts.of(
                            "fetch.refused", request.name(), request.url().getHost(), status, said));
                    if (status < SERVER_ERROR && status != TOO_MANY) {
                        throw new BundleException(
                                "fetch.refused", request.name(), request.url().getHost(), status, said);
                    }
                    throw failure;
                }
            } catch (BundleException refused) {
                throw refused;
            } catch (IOException broken) {
                if (attempt >= ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw broken;
                }
            }
            TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
        }
    }

    private HttpRequest http(long from, long length) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.url()).timeout(TIMEOUT).GET();
        if (length < request.size()) {
            builder.header("Range", "bytes=" + from + "-" + (from + length - 1));
            if (request.etag() != null) {
                builder.header("If-Match", '"' + request.etag() + '"');
            }
        }
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("host")) {
                builder.header(name, value);
            }
        });
        return builder.build();
    }

    private void copy(InputStream body, long from, long length, FileChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
            if (got > left) {
                throw new BundleException("fetch.size", request.name(), request.size());
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, got);
            while (bytes.hasRemaining()) {
                out.write(bytes, from + length - left + bytes.position());
            }
            left -= got;
        }
        if (left > 0) {
            throw new IOException(Texts.of("fetch.size", request.name(), request.size()));
        }
    }

    /**
     * By the SHA-256 that CodeBuild tells, else by the ETag where it is an MD5: of objects that were put at once and not
     * encrypted with a KMS key ("Object", Amazon S3 API Reference).
     */
    private void verify() throws IOException {
        String etag = request.etag();
        boolean md5 = etag != null && etag.matches("[0-9a-f]{32}") && !keyed;
        if (request.sha256() == null && !md5) {
            return;
        }
        String wanted = request.sha256() == null ? etag : request.sha256().toLowerCase(Locale.ROOT);
        String is = digest(request.sha256() == null ? "MD5" : "SHA-256");
        if (!is.equals(wanted)) {
            throw new BundleException("fetch.checksum", request.name(), is, wanted);
        }
    }

    private String digest(String algorithm) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[BUFFER];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
