package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Lists the files of a folder that a {@link Selection} means, in the order of their paths. Links are never followed. */
final class FolderScan {

    private static final String IGNORE_FILE = ".gitignore";

    private final Path root;
    private final Path realRoot;
    private final Selection selection;
    private final List<Glob> includes;
    private final List<Glob> excludes;
    private final Class<? extends BasicFileAttributes> attributesKnown;
    private final Deque<GitIgnore> ignores = new ArrayDeque<>();
    private final List<FileEntry> entries = new ArrayList<>();
    private final List<String> leaving = new ArrayList<>();
    private final List<String> special = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    private FolderScan(Path root, Selection selection) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.selection = selection;
        this.includes = selection.includeGlobs();
        this.excludes = selection.excludeGlobs();
        this.attributesKnown =
                root.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? PosixFileAttributes.class
                        : BasicFileAttributes.class;
    }

    /**
     * @throws BundleException naming links that leave the folder, and what is neither file, folder nor link
     */
    static List<FileEntry> of(Path root, Selection selection) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new BundleException("bundle.noFolder", BundleException.shown(root.toString()));
        }
        FolderScan scan = new FolderScan(root, selection);
        scan.folder(root, "");
        scan.refuse("bundle.link.leaves", scan.leaving);
        scan.refuse("bundle.special", scan.special);
        scan.refuse("bundle.badName", scan.unreadable);
        scan.entries.sort(Comparator.comparing(FileEntry::path));
        return scan.entries;
    }

    private void refuse(String key, List<String> names) throws BundleException {
        if (!names.isEmpty()) {
            names.sort(null);
            throw new BundleException(key, BundleException.shown(names));
        }
    }

    private void folder(Path folder, String path) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new java.io.InterruptedIOException();
        }
        boolean ignoring = selection.gitignore() && readIgnoreFile(folder, path);
        boolean empty = true;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                empty = false;
                child(child, path);
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        } catch (NoSuchFileException gone) {
            throw changed(path);
        }
        if (empty && !path.isEmpty() && wanted(path)) {
            entries.add(FileEntry.emptyFolder(path));
        }
        if (ignoring) {
            ignores.pop();
        }
    }

    private void child(Path child, String parent) throws IOException {
        String name = String.valueOf(child.getFileName());
        String path = parent.isEmpty() ? name : parent + "/" + name;
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(child, attributesKnown, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            if (name.indexOf('\uFFFD') >= 0) {
                unreadable.add(path);
                return;
            }
            throw changed(path);
        }
        boolean folder = attributes.isDirectory() && !attributes.isOther();
        if (ignored(path, folder)) {
            return;
        }
        if (folder) {
            if (excludes.stream().noneMatch(glob -> glob.covers(path))) {
                folder(child, path);
            }
        } else if (wanted(path)) {
            if (name.indexOf('\uFFFD') >= 0 && !Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                unreadable.add(path);
            } else if (attributes.isSymbolicLink()) {
                link(child, path);
            } else if (attributes.isRegularFile()) {
                entries.add(FileEntry.file(
                        path,
                        attributes instanceof PosixFileAttributes modes
                                && modes.permissions().contains(PosixFilePermission.OWNER_EXECUTE),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            } else {
                special.add(path);
            }
        }
    }

    private boolean wanted(String path) {
        return (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.matches(path)))
                && excludes.stream().noneMatch(glob -> glob.matches(path));
    }

    private boolean ignored(String path, boolean folder) {
        for (GitIgnore ignore : ignores) {
            GitIgnore.Verdict verdict = ignore.of(path, folder);
            if (verdict != GitIgnore.Verdict.NONE) {
                return verdict == GitIgnore.Verdict.IGNORED;
            }
        }
        return false;
    }

    private boolean readIgnoreFile(Path folder, String path) throws IOException {
        Path file = folder.resolve(IGNORE_FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        ignores.push(
                GitIgnore.parse(path, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8)));
        return true;
    }

    private void link(Path link, String path) throws IOException {
        Path target = Files.readSymbolicLink(link);
        if (target.isAbsolute() || !staysInside(link, target)) {
            leaving.add(path + " -> " + target);
        } else {
            entries.add(FileEntry.link(path, target.toString().replace('\\', '/')));
        }
    }

    /** Neither by its text nor by what it leads to on this disk. */
    private boolean staysInside(Path link, Path target) throws IOException {
        Path parent = link.getParent();
        Path byText = root.relativize(parent).resolve(target).normalize();
        if (byText.startsWith("..")) {
            return false;
        }
        Path led = parent.resolve(target);
        return !Files.exists(led) || led.toRealPath().startsWith(realRoot);
    }

    private static BundleException changed(String path) {
        return new BundleException("bundle.changed", BundleException.shown(path));
    }
}
