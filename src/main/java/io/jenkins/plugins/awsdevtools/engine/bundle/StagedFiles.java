package io.jenkins.plugins.awsdevtools.engine.bundle;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files that are complete and checked, and are moved to their place all together. */
final class StagedFiles {

    private StagedFiles() {}

    /**
     * Moves everything in a folder to another on the same disk; files that are there are replaced.
     *
     * @return the paths of files and links
     * @throws BundleException if a folder is in the way of a file, or a link in the way of a folder; nothing was moved
     */
    static List<String> moveInto(Path staged, Path folder) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        try (Stream<Path> all = Files.walk(staged)) {
            all.filter(path -> !path.equals(staged)).forEach(path -> entries.add(entry(staged, path)));
        }
        Map<String, ArchiveEntry> plan = ArchivePlan.of(entries, folder, true);
        List<String> moved = new ArrayList<>();
        for (Map.Entry<String, ArchiveEntry> entry : plan.entrySet()) {
            Path place = folder.resolve(entry.getKey());
            if (entry.getValue().kind() == ArchiveEntry.Kind.FOLDER) {
                Files.createDirectories(place);
            } else {
                Files.move(staged.resolve(entry.getKey()), place, StandardCopyOption.REPLACE_EXISTING);
                moved.add(entry.getKey());
            }
        }
        return moved;
    }

    private static ArchiveEntry entry(Path staged, Path path) {
        ArchiveEntry.Kind kind = ArchiveEntry.Kind.FILE;
        if (Files.isSymbolicLink(path)) {
            kind = ArchiveEntry.Kind.LINK;
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            kind = ArchiveEntry.Kind.FOLDER;
        }
        String name =
                staged.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        return new ArchiveEntry(name, kind, -1, ZipFormat.STORED, false, 0, 0, 0, 0);
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
