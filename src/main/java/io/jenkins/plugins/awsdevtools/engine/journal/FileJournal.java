package io.jenkins.plugins.awsdevtools.engine.journal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/**
 * A journal in a JSON file, replaced by an atomic rename. A process that is killed leaves the former or the new value,
 * never half of one. Unknown fields are ignored, so that a newer version's file can be read.
 *
 * @param <T> a record that Jackson can write and read
 */
public final class FileJournal<T> implements Journal<T> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path home;
    private final Path folder;
    private final Path file;
    private final Class<T> type;

    /** @param file made with its folder when the first value is saved */
    public FileJournal(Path file, Class<T> type) {
        this(null, file, type);
    }

    /**
     * @param home a folder above the file that is never made: once it is gone, nothing can be saved; null for none
     * @param file made with the folders below the home when the first value is saved
     */
    FileJournal(Path home, Path file, Class<T> type) {
        this.home = home == null ? null : home.toAbsolutePath();
        this.file = file.toAbsolutePath();
        this.folder = Objects.requireNonNull(this.file.getParent(), "a file is in a folder");
        this.type = Objects.requireNonNull(type);
    }

    @Override
    public synchronized Optional<T> load() {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException nothingSaved) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public synchronized void save(T value) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            makeFolder();
            Files.write(next, JSON.writeValueAsBytes(value));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** One by one, so that none is made where the home was a moment ago. */
    private void makeFolder() throws IOException {
        if (home == null) {
            Files.createDirectories(folder);
            return;
        }
        Path made = home;
        for (Path name : home.relativize(folder)) {
            made = made.resolve(name);
            if (!Files.isDirectory(made)) {
                try {
                    Files.createDirectory(made);
                } catch (FileAlreadyExistsException another) {
                    if (!Files.isDirectory(made)) {
                        throw another;
                    }
                }
            }
        }
    }
}
