package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Brings a ZIP file to a folder. All of it is checked and unpacked beside the folder's files first, then moved to its
 * place; whatever is wrong with the archive, the folder stays as it was. Modes and links are kept; set-user bits and
 * writing by everybody are not.
 *
 * @param files how many files and links were unpacked
 * @param bytes their size
 */
public record Unpacking(int files, long bytes) {

    /**
     * What an archive may grow to.
     *
     * @param entries how many entries it may have
     * @param ratio how many times its own size its content may have
     * @param always bytes that any archive may grow to
     */
    public record Limits(long entries, long ratio, long always) {

        /** Text seldom shrinks to a twentieth; deflate cannot do better than 1:1032. */
        public static final Limits DEFAULT = new Limits(2_000_000, 200, 256L << 20);
    }

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_TARGET = 4096;

    /** As {@link #zip(Path, Path, Limits)} with the default limits. */
    public static Unpacking zip(Path archive, Path folder) throws IOException {
        return zip(archive, folder, Limits.DEFAULT);
    }

    /**
     * Unpacks; a file that is there already is replaced.
     *
     * @param folder made if there is none
     * @throws BundleException naming entries that lead out of the folder, special entries, names that come twice, entries
     *     that are damaged, encrypted or too large; the folder is as it was
     */
    public static Unpacking zip(Path archive, Path folder, Limits limits) throws IOException {
        Files.createDirectories(folder);
        Path beside = Files.createTempDirectory(folder, Selection.TEMPORARY + "unpack-");
        try (ZipReader reader = new ZipReader(archive, limits.entries())) {
            checkSize(reader, limits);
            boolean tellsCases = tellsCases(beside);
            Map<String, ArchiveEntry> plan = ArchivePlan.of(reader.entries(), folder, tellsCases);
            Map<String, String> links = links(reader, plan, ArchivePlan.Links.of(plan, tellsCases), folder);
            long bytes = 0;
            int files = links.size();
            for (Map.Entry<String, ArchiveEntry> entry : plan.entrySet()) {
                Path place = beside.resolve(entry.getKey());
                switch (entry.getValue().kind()) {
                    case FOLDER -> Files.createDirectories(place);
                    case FILE -> {
                        Files.createDirectories(parent(place));
                        unpack(reader, entry.getValue(), place);
                        bytes += entry.getValue().size();
                        files++;
                    }
                    default -> {
                        // Links follow when all files are in their place.
                    }
                }
            }
            moveIn(plan, links, beside, folder);
            return new Unpacking(files, bytes);
        } finally {
            StagedFiles.delete(beside);
        }
    }

    static void checkSize(ZipReader reader, Limits limits) throws IOException {
        long most = Math.max(limits.always(), reader.size() * limits.ratio());
        long total = 0;
        for (ArchiveEntry entry : reader.entries()) {
            if (entry.encrypted()) {
                throw new BundleException("archive.encrypted", BundleException.shown(entry.name()));
            }
            if (entry.method() != ZipFormat.STORED && entry.method() != ZipFormat.DEFLATED) {
                throw new BundleException("archive.method", BundleException.shown(entry.name()), entry.method());
            }
            total += entry.size();
            if (total < 0 || total > most) {
                throw new BundleException(
                        "archive.bomb",
                        reader.size(),
                        total < 0 ? Long.MAX_VALUE : total,
                        reader.entries().size(),
                        limits.ratio());
            }
        }
    }

    /** The links' targets by their paths. */
    private static Map<String, String> links(
            ZipReader reader, Map<String, ArchiveEntry> plan, ArchivePlan.Links all, Path folder) throws IOException {
        Map<String, String> links = new LinkedHashMap<>();
        for (Map.Entry<String, ArchiveEntry> entry : plan.entrySet()) {
            if (entry.getValue().kind() == ArchiveEntry.Kind.LINK) {
                if (entry.getValue().size() > LONGEST_TARGET) {
                    throw new BundleException("archive.broken", BundleException.shown(entry.getKey()));
                }
                try (InputStream in = reader.open(entry.getValue())) {
                    String target = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    ArchivePlan.checkLink(entry.getKey(), target, all, folder);
                    links.put(entry.getKey(), target);
                }
            }
        }
        return links;
    }

    private static void unpack(ZipReader reader, ArchiveEntry entry, Path place) throws IOException {
        try (InputStream in = reader.open(entry);
                OutputStream out = Files.newOutputStream(place)) {
            byte[] buffer = new byte[BUFFER];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException();
                }
                out.write(buffer, 0, got);
            }
        }
        if (entry.mode() >= 0
                && place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(place, permissions(entry.mode()));
        }
    }

    /** The mode's bits; whoever unpacks may always read and write, and not everybody may write. */
    private static Set<PosixFilePermission> permissions(int mode) {
        int kept = (mode | 0600) & ~0002;
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((kept & 0400 >> i) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    private static void moveIn(Map<String, ArchiveEntry> plan, Map<String, String> links, Path beside, Path folder)
            throws IOException {
        for (Map.Entry<String, ArchiveEntry> entry : plan.entrySet()) {
            Path place = folder.resolve(entry.getKey());
            switch (entry.getValue().kind()) {
                case FOLDER -> Files.createDirectories(place);
                case FILE -> {
                    Files.createDirectories(parent(place));
                    Files.move(beside.resolve(entry.getKey()), place, StandardCopyOption.REPLACE_EXISTING);
                }
                default -> {
                    Files.createDirectories(parent(place));
                    Files.deleteIfExists(place);
                    Files.createSymbolicLink(place, place.getFileSystem().getPath(links.get(entry.getKey())));
                }
            }
        }
    }

    private static Path parent(Path place) {
        return java.util.Objects.requireNonNull(place.getParent());
    }

    private static boolean tellsCases(Path folder) throws IOException {
        Path probe = Files.createFile(folder.resolve("a"));
        boolean tells = !Files.exists(folder.resolve("A"));
        Files.delete(probe);
        return tells;
    }
}
