package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a folder, read once, and ready to be sent as one ZIP file. The same files give the same {@link #digest},
 * wherever they are and whoever owns them, so that a bundle that was sent before need not be sent again.
 *
 * <p>{@link #open} makes the ZIP file while it is read: nothing of it is kept on disk, and in memory no more than
 * {@link BundleStream} says. A file that changes after the first reading is noticed and named.
 */
public final class Bundle {

    private final Path root;
    private final List<FileEntry> entries;
    private final int[] checksums;
    private final String digest;
    private final long bytes;

    Bundle(Path root, List<FileEntry> entries, int[] checksums, String digest) {
        this.root = root;
        this.entries = List.copyOf(entries);
        this.checksums = checksums.clone();
        this.digest = digest;
        this.bytes = entries.stream().mapToLong(FileEntry::size).sum();
    }

    /**
     * Lists and reads the files. May be interrupted.
     *
     * @param threads how many files are read at a time
     * @throws BundleException naming links that leave the folder, special files, and files that change meanwhile; also
     *     if there is no file at all
     */
    public static Bundle of(Path folder, Selection selection, int threads) throws IOException, InterruptedException {
        List<FileEntry> entries = FolderScan.of(folder, selection);
        if (entries.stream().allMatch(entry -> entry.kind() == FileEntry.Kind.EMPTY_FOLDER)) {
            throw new BundleException("bundle.empty", BundleException.shown(folder.toString()));
        }
        return new ContentDigests(folder, entries).read(threads);
    }

    /** SHA-256 over paths, kinds, executable bits, contents and links' targets; 64 hexadecimal digits. */
    public String digest() {
        return digest;
    }

    /** How many files and links there are. */
    public int files() {
        return (int) entries.stream()
                .filter(entry -> entry.kind() != FileEntry.Kind.EMPTY_FOLDER)
                .count();
    }

    /** The size of all files together. */
    public long bytes() {
        return bytes;
    }

    /**
     * The ZIP file. It is made as it is read; reading fails with {@link BundleException} if a file has changed.
     *
     * @param threads how many blocks are compressed at a time; the bytes do not depend on it
     */
    public InputStream open(int threads) {
        return new BundleStream(root, entries, checksums, threads);
    }
}
