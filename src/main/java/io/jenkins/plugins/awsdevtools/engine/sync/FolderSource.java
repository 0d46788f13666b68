package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import io.jenkins.plugins.awsdevtools.engine.transfer.FileContent;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** A folder. Links to files inside of it are files; others are left out. */
record FolderSource(Path folder) implements Source {

    /** @throws IOException if there is no such folder */
    static FolderSource of(Path folder) throws IOException {
        return new FolderSource(folder.toRealPath());
    }

    @Override
    public List<LocalFile> files(FileChoice choice, Consumer<String> leftOut) throws IOException {
        List<LocalFile> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                return inside.equals(folder) || choice.mayPublishIn(path(inside))
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = path(file);
                if (!choice.isPublished(path)) {
                    return FileVisitResult.CONTINUE;
                }
                BasicFileAttributes of = attributes;
                if (attributes.isSymbolicLink()) {
                    Path target = Files.exists(file) ? file.toRealPath() : null;
                    if (target == null || !target.startsWith(folder) || !Files.isRegularFile(target)) {
                        leftOut.accept(path);
                        return FileVisitResult.CONTINUE;
                    }
                    of = Files.readAttributes(target, BasicFileAttributes.class);
                }
                if (!choice.takes(path)) {
                    return FileVisitResult.CONTINUE;
                }
                KeyNames.check(path);
                if (of.isRegularFile()) {
                    files.add(
                            new LocalFile(path, of.size(), of.lastModifiedTime().toMillis()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(LocalFile::path, KeyOrder.UTF8));
        return files;
    }

    private String path(Path inside) {
        return folder.relativize(inside)
                .toString()
                .replace(inside.getFileSystem().getSeparator(), "/");
    }

    @Override
    public Content content(LocalFile file) {
        return new FileContent(folder.resolve(file.path()));
    }

    @Override
    public boolean isSame(LocalFile file) throws IOException {
        Path path = folder.resolve(file.path());
        return Files.size(path) == file.size()
                && Files.getLastModifiedTime(path).toMillis() == file.modified();
    }
}
