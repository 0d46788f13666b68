package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.Arrival;
import io.jenkins.plugins.awsdevtools.engine.transfer.HttpMover;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gets one object to a file, a large one in ranges, and holds it to its size and checksum. After a cut each range goes on
 * where it stopped; an object that is another one by then is refused.
 */
final class ObjectDownload {

    private static final long RANGE = 16 << 20;
    private static final int BUFFER = 64 * 1024;

    private final HttpMover mover;
    private final ObjectRequest request;
    private final RenewedSignature signature;
    private final Path file;
    private final AtomicInteger left;
    private final List<Arrival> arrivals = new ArrayList<>();
    private volatile boolean keyed;

    ObjectDownload(HttpMover mover, ObjectRequest request, RenewedSignature signature, Path file) {
        this.mover = mover;
        this.request = request;
        this.signature = signature;
        this.file = file;
        this.left = new AtomicInteger(ranges());
        for (int range = 0; range < ranges(); range++) {
            long from = range * RANGE;
            long length = Math.min(RANGE, request.size() - from);
            arrivals.add(new Arrival(file, from, length, ranges() == 1, request.etag()));
        }
    }

    private int ranges() {
        return (int) Math.max(1, (request.size() + RANGE - 1) / RANGE);
    }

    /** What is to be done, in any order; the last that is done checks the whole. */
    List<Callable<Void>> tasks() throws IOException {
        Files.createFile(file);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            tasks.add(() -> {
                get(arrival);
                if (left.decrementAndGet() == 0) {
                    verify();
                }
                return null;
            });
        }
        return tasks;
    }

    /** Bytes that have come up to now. */
    long come() {
        return arrivals.stream().mapToLong(Arrival::come).sum();
    }

    boolean isThere() {
        return left.get() == 0;
    }

    private void get(Arrival arrival) throws IOException, InterruptedException {
        try {
            mover.receive(signature.ofOneRange(), arrival);
        } catch (TransferException failed) {
            if (failed.isReplaced()) {
                throw new BundleException("fetch.replaced", request.name());
            }
            if (failed.isRefused()) {
                throw new BundleException(
                        "fetch.refused",
                        request.name(),
                        request.signed().uri().getHost(),
                        BundleException.shown(failed.getMessage()));
            }
            throw failed;
        }
        if (!arrival.isThere()) {
            throw new BundleException("fetch.size", request.name(), request.size());
        }
        keyed |= arrival.headers()
                .firstValue("x-amz-server-side-encryption")
                .orElse("")
                .startsWith("aws:");
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
