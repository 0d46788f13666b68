package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where the entries of an archive go, once it is sure that none of them leaves the folder, is put where another one is,
 * or would be written through a link.
 */
final class ArchivePlan {

    private final Path folder;
    private final boolean caseSensitive;
    private final Map<String, ArchiveEntry> paths = new LinkedHashMap<>();
    private final Map<String, ArchiveEntry.Kind> taken = new HashMap<>();
    private final List<String> leaving = new ArrayList<>();
    private final List<String> special = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();

    private ArchivePlan(Path folder, boolean caseSensitive) {
        this.folder = folder;
        this.caseSensitive = caseSensitive;
    }

    /**
     * The entries by the path that each gets below the folder, without empty names and dots.
     *
     * @param caseSensitive whether the disk tells names apart that differ in case alone
     * @throws BundleException naming what is wrong
     */
    static Map<String, ArchiveEntry> of(List<ArchiveEntry> entries, Path folder, boolean caseSensitive)
            throws BundleException {
        ArchivePlan plan = new ArchivePlan(folder, caseSensitive);
        entries.forEach(plan::add);
        plan.refuse("archive.leaves", plan.leaving);
        plan.refuse("archive.special", plan.special);
        plan.refuse("archive.twice", plan.twice);
        for (Map.Entry<String, ArchiveEntry> entry : plan.paths.entrySet()) {
            plan.checkPlace(entry.getKey(), entry.getValue());
        }
        return plan.paths;
    }

    private void refuse(String key, List<String> names) throws BundleException {
        if (!names.isEmpty()) {
            throw new BundleException(key, BundleException.shown(names));
        }
    }

    private void add(ArchiveEntry entry) {
        String path = inside(entry.name());
        if (path == null) {
            leaving.add(entry.name());
        } else if (entry.kind() == ArchiveEntry.Kind.SPECIAL) {
            special.add(entry.name());
        } else if (!path.isEmpty()) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                take(path.substring(0, slash), ArchiveEntry.Kind.FOLDER, entry.name());
            }
            if (take(path, entry.kind(), entry.name())) {
                paths.putIfAbsent(path, entry);
            }
        }
    }

    /** A folder may come again and again; anything else once. */
    private boolean take(String path, ArchiveEntry.Kind kind, String name) {
        ArchiveEntry.Kind other = taken.putIfAbsent(folded(path, caseSensitive), kind);
        boolean good = other == null || other == ArchiveEntry.Kind.FOLDER && kind == ArchiveEntry.Kind.FOLDER;
        if (!good) {
            twice.add(name);
        }
        return good;
    }

    /** The path of a name, or null if it is not one below the folder on every system. */
    private String inside(String name) {
        String slashed = name.replace('\\', '/');
        if (slashed.startsWith("/") || slashed.matches("(?s)[A-Za-z]:.*") || name.indexOf('\0') >= 0) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (String part : slashed.split("/")) {
            if (part.equals("..")) {
                return null;
            }
            if (!part.isEmpty() && !part.equals(".")) {
                names.add(part);
            }
        }
        String path = String.join("/", names);
        try {
            return folder.resolve(path).normalize().startsWith(folder.normalize()) ? path : null;
        } catch (InvalidPathException notHere) {
            return null;
        }
    }

    /** What is in the folder already must not lead anywhere else, or be of another kind. */
    private void checkPlace(String path, ArchiveEntry entry) throws BundleException {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            checkFolder(path.substring(0, slash));
        }
        if (entry.kind() == ArchiveEntry.Kind.FOLDER) {
            checkFolder(path);
        } else if (Files.isDirectory(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            throw new BundleException("archive.inTheWay", BundleException.shown(path));
        }
    }

    private void checkFolder(String path) throws BundleException {
        Path place = folder.resolve(path);
        if (Files.isSymbolicLink(place)) {
            throw new BundleException("archive.underLink", BundleException.shown(path));
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new BundleException("archive.inTheWay", BundleException.shown(path));
        }
    }

    /** The same for all names that a file system takes for one. */
    private static String folded(String path, boolean caseSensitive) {
        String key = Normalizer.normalize(path, Normalizer.Form.NFC);
        return caseSensitive ? key : key.toLowerCase(Locale.ROOT);
    }

    /**
     * The entries of a plan that are links, by the names under which the file system finds them.
     *
     * @param caseSensitive whether it tells cases
     */
    record Links(Set<String> names, boolean caseSensitive) {

        static Links of(Map<String, ArchiveEntry> plan, boolean caseSensitive) {
            Set<String> names = new HashSet<>();
            plan.forEach((path, entry) -> {
                if (entry.kind() == ArchiveEntry.Kind.LINK) {
                    names.add(folded(path, caseSensitive));
                }
            });
            return new Links(names, caseSensitive);
        }

        private boolean have(String path) {
            return names.contains(folded(path, caseSensitive));
        }
    }

    /**
     * Checks that a link stays inside, and not only by its text: a step up behind what is a link itself could lead
     * anywhere.
     *
     * @param links of all entries
     * @throws BundleException naming the link
     */
    static void checkLink(String path, String target, Links links, Path folder) throws BundleException {
        String slashed = target.replace('\\', '/');
        boolean good = !slashed.isEmpty()
                && !slashed.startsWith("/")
                && !slashed.matches("(?s)[A-Za-z]:.*")
                && slashed.indexOf('\0') < 0;
        String at = parent(path);
        boolean elsewhere = false;
        for (String part : slashed.split("/")) {
            if (!good) {
                break;
            }
            if (part.equals("..")) {
                good = !at.isEmpty() && !elsewhere;
                at = parent(at);
            } else if (!part.isEmpty() && !part.equals(".")) {
                at = at.isEmpty() ? part : at + "/" + part;
                elsewhere |= links.have(at) || Files.isSymbolicLink(folder.resolve(at));
            }
        }
        if (!good) {
            throw new BundleException("archive.leaves", BundleException.shown(List.of(path + " -> " + target)));
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }
}
