package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.signature.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Writes content to files of its own, hashing on the way. Thread safe. */
final class BlobFiles {
    private static final int BUFFER = 128 * 1024;
    private static final int FIRST_BUFFER = 8 * 1024;
    private static final int FOLDERS = 256;

    private final Path folder;
    private final AtomicLong written = new AtomicLong();
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    BlobFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Writes a stream to its end; nothing is left behind when that fails. */
    Blob write(InputStream in, Set<ChecksumAlgorithm> algorithms) throws IOException {
        Path file = newFile();
        Measure measure = new Measure(algorithms);
        boolean written = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[FIRST_BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                measure.update(buffer, n);
                out.write(buffer, 0, n);
                if (n == FIRST_BUFFER) {
                    buffer = new byte[BUFFER];
                }
            }
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
        return measure.blob(file);
    }

    /** In one of some folders: one with very many files is slow. The folder may hold files of an earlier process. */
    private Path newFile() throws IOException {
        long number = written.getAndIncrement();
        Path into = folder.resolve(Long.toHexString(number % FOLDERS));
        if (!folders.contains(into)) {
            Files.createDirectories(into);
            folders.add(into);
        }
        return into.resolve(
                number + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    }

    /** Measures bytes that are kept nowhere. */
    static Blob measure(byte[] bytes, Set<ChecksumAlgorithm> algorithms) {
        Measure measure = new Measure(algorithms);
        measure.update(bytes, bytes.length);
        return measure.blob(Path.of(""));
    }

    /** Deletes a file; who reads it now reads on. */
    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Length and digests of content that passes by. */
    private static final class Measure {
        private final MessageDigest md5 = Digests.digest("MD5");
        private final Map<ChecksumAlgorithm, RunningChecksum> running = new EnumMap<>(ChecksumAlgorithm.class);
        private long size;

        Measure(Set<ChecksumAlgorithm> algorithms) {
            algorithms.forEach(algorithm -> running.put(algorithm, algorithm.start()));
        }

        void update(byte[] buffer, int count) {
            md5.update(buffer, 0, count);
            running.values().forEach(checksum -> checksum.update(buffer, 0, count));
            size += count;
        }

        Blob blob(Path file) {
            Map<ChecksumAlgorithm, String> checksums = new EnumMap<>(ChecksumAlgorithm.class);
            running.forEach((algorithm, checksum) ->
                    checksums.put(algorithm, Base64.getEncoder().encodeToString(checksum.value())));
            return new Blob(file, size, Digests.hex(md5.digest()), checksums);
        }
    }
}
