package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
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

/** The files of a folder in the order of a listing. Links to files inside the folder are files; others are left out. */
final class FolderFiles {

    /** "The object key name is a sequence of Unicode characters with UTF-8 encoding of up to 1,024 bytes long". */
    private static final int LONGEST_KEY = 1024;

    private FolderFiles() {}

    /** @param leftOut told the links that lead outside */
    static List<LocalFile> of(Path folder, FileChoice choice, Consumer<String> leftOut) throws IOException {
        List<LocalFile> files = new ArrayList<>();
        Path real = folder.toRealPath();
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = real.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                if (!choice.takes(path)) {
                    return FileVisitResult.CONTINUE;
                }
                check(path);
                BasicFileAttributes of = attributes;
                if (attributes.isSymbolicLink()) {
                    Path target = Files.exists(file) ? file.toRealPath() : null;
                    if (target == null || !target.startsWith(real) || !Files.isRegularFile(target)) {
                        leftOut.accept(path);
                        return FileVisitResult.CONTINUE;
                    }
                    of = Files.readAttributes(target, BasicFileAttributes.class);
                }
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

    private static void check(String path) throws TransferException {
        if (path.chars().anyMatch(Character::isISOControl) || path.length() > LONGEST_KEY) {
            throw new TransferException(Texts.of("s3.badFileName", path.replaceAll("\\p{Cntrl}", "?")));
        }
    }
}
