package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** Reads all files of a bundle once, several at a time, for their digest and checksums. */
final class ContentDigests {

    private static final int BUFFER = 128 * 1024;

    /** Bundles whose bytes are made in another way must not be taken for the same. */
    private static final String FORMAT = "bundle 1\n";

    private final Path root;
    private final List<FileEntry> entries;
    private final byte[][] digests;
    private final int[] checksums;
    private final AtomicInteger next = new AtomicInteger();

    ContentDigests(Path root, List<FileEntry> entries) {
        this.root = root;
        this.entries = entries;
        this.digests = new byte[entries.size()][];
        this.checksums = new int[entries.size()];
    }

    Bundle read(int threads) throws IOException, InterruptedException {
        ExecutorService readers = Executors.newFixedThreadPool(threads, BundleThreads.named("bundle reader"));
        try {
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                reading.add(readers.submit(() -> {
                    readFiles();
                    return null;
                }));
            }
            for (Future<?> one : reading) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw BundleThreads.cause(failed);
        } finally {
            readers.shutdownNow();
        }
        return new Bundle(root, entries, checksums, total());
    }

    private void readFiles() throws IOException {
        MessageDigest digest = sha256();
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[BUFFER];
        for (int i = next.getAndIncrement(); i < entries.size(); i = next.getAndIncrement()) {
            FileEntry entry = entries.get(i);
            if (entry.kind() == FileEntry.Kind.FILE) {
                digest.reset();
                checksum.reset();
                readFile(entry, digest, checksum, buffer);
                digests[i] = digest.digest();
                checksums[i] = (int) checksum.getValue();
            }
        }
    }

    private void readFile(FileEntry entry, MessageDigest digest, CRC32 checksum, byte[] buffer) throws IOException {
        Path file = root.resolve(entry.path());
        long size = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException();
                }
                digest.update(buffer, 0, read);
                checksum.update(buffer, 0, read);
                size += read;
            }
        } catch (NoSuchFileException gone) {
            throw changed(entry);
        }
        if (size != entry.size() || !unchanged(file, entry)) {
            throw changed(entry);
        }
    }

    /** Whether a file still has the size and time that it was listed with. */
    static boolean unchanged(Path file, FileEntry entry) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.isRegularFile()
                    && now.size() == entry.size()
                    && now.lastModifiedTime().toInstant().equals(entry.modified());
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    static BundleException changed(FileEntry entry) {
        return new BundleException("bundle.changed", BundleException.shown(entry.path()));
    }

    private String total() {
        MessageDigest digest = sha256();
        digest.update(FORMAT.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < entries.size(); i++) {
            FileEntry entry = entries.get(i);
            String kind =
                    switch (entry.kind()) {
                        case FILE -> entry.executable() ? "executable" : "file";
                        case EMPTY_FOLDER -> "folder";
                        case LINK -> "link";
                    };
            String line = kind + '\0' + entry.path() + '\0' + (entry.target() == null ? "" : entry.target()) + '\0';
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            if (digests[i] != null) {
                digest.update(digests[i]);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
