package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.bundle.ZipFolder;
import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The files of a ZIP file, read from it while they are sent: nothing is unpacked to the disk. */
final class ZipSource implements Source {

    private final Path archive;
    private final ZipFolder zip;
    private final long size;
    private final long modified;

    /** @throws IOException if the archive is damaged, or names in it lead elsewhere */
    ZipSource(Path archive) throws IOException {
        this.archive = archive;
        this.size = Files.size(archive);
        this.modified = Files.getLastModifiedTime(archive).toMillis();
        this.zip = ZipFolder.open(archive);
    }

    /** All files have the time of the archive: what is in it came to be what it is with the archive. */
    @Override
    public List<LocalFile> files(FileChoice choice, Consumer<String> leftOut) throws IOException {
        List<LocalFile> files = new ArrayList<>();
        for (String path : zip.paths()) {
            if (!choice.isPublished(path)) {
                continue;
            }
            if (!zip.has(path)) {
                leftOut.accept(path);
            } else if (choice.takes(path)) {
                KeyNames.check(path);
                files.add(new LocalFile(path, zip.size(path), modified));
            }
        }
        files.sort(Comparator.comparing(LocalFile::path, KeyOrder.UTF8));
        return files;
    }

    @Override
    public Content content(LocalFile file) {
        return new ZipContent(zip, file.path());
    }

    @Override
    public boolean isSame(LocalFile file) throws IOException {
        return Files.size(archive) == size && Files.getLastModifiedTime(archive).toMillis() == modified;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
