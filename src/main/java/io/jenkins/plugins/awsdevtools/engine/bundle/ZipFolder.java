package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files in a ZIP file, read without unpacking them to a disk. All of its names and sizes are checked when it is opened,
 * as {@link Unpacking} does; contents when they are read. A link to a file inside is that file. Safe for use by many
 * threads.
 */
public final class ZipFolder implements Closeable {

    private static final int LONGEST_TARGET = 4096;
    private static final int MOST_LINKS = 40;

    private final ZipReader reader;
    private final Map<String, ArchiveEntry> files = new LinkedHashMap<>();

    private ZipFolder(ZipReader reader) {
        this.reader = reader;
    }

    /** @throws BundleException naming entries that lead outside, come twice, are special, encrypted or too large */
    public static ZipFolder open(Path archive) throws IOException {
        Unpacking.Limits limits = Unpacking.Limits.DEFAULT;
        ZipFolder folder = new ZipFolder(new ZipReader(archive, limits.entries()));
        boolean good = false;
        try {
            Unpacking.checkSize(folder.reader, limits);
            folder.read(archive);
            good = true;
        } finally {
            if (!good) {
                folder.close();
            }
        }
        return folder;
    }

    private void read(Path archive) throws IOException {
        // Keys may differ in case alone. The archive itself stands for the folder: there is nothing below it in the
        // way.
        Map<String, ArchiveEntry> plan = ArchivePlan.of(reader.entries(), archive, true);
        ArchivePlan.Links all = ArchivePlan.Links.of(plan, true);
        Map<String, String> links = new LinkedHashMap<>();
        for (Map.Entry<String, ArchiveEntry> entry : plan.entrySet()) {
            if (entry.getValue().kind() == ArchiveEntry.Kind.FILE) {
                files.put(entry.getKey(), entry.getValue());
            } else if (entry.getValue().kind() == ArchiveEntry.Kind.LINK) {
                String target = target(entry.getKey(), entry.getValue());
                ArchivePlan.checkLink(entry.getKey(), target, all, archive);
                links.put(entry.getKey(), resolved(entry.getKey(), target));
            }
        }
        links.forEach((path, target) -> files.put(path, file(target, plan, links)));
    }

    private String target(String path, ArchiveEntry link) throws IOException {
        if (link.size() > LONGEST_TARGET) {
            throw new BundleException("archive.broken", BundleException.shown(path));
        }
        try (InputStream in = reader.open(link)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String resolved(String path, String target) {
        List<String> names = new ArrayList<>(List.of(path.split("/")));
        names.remove(names.size() - 1);
        for (String part : target.replace('\\', '/').split("/")) {
            if (part.equals("..")) {
                names.remove(names.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                names.add(part);
            }
        }
        return String.join("/", names);
    }

    /** The file that a link leads to in the end; null if it is a folder, or nothing. */
    private static ArchiveEntry file(String target, Map<String, ArchiveEntry> plan, Map<String, String> links) {
        String at = target;
        for (int i = 0; i < MOST_LINKS && links.containsKey(at); i++) {
            at = links.get(at);
        }
        ArchiveEntry entry = plan.get(at);
        return entry != null && entry.kind() == ArchiveEntry.Kind.FILE ? entry : null;
    }

    /** Paths of files and links, with slashes. */
    public Set<String> paths() {
        return files.keySet();
    }

    /** Whether there is a file of this path; a link may lead to none. */
    public boolean has(String path) {
        return files.get(path) != null;
    }

    /** The size of a file in bytes. */
    public long size(String path) {
        return files.get(path).size();
    }

    /** The content of a file. Reading its end fails if size or checksum are not those that the archive tells. */
    public InputStream open(String path) throws IOException {
        return reader.open(files.get(path));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
