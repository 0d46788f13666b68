package io.jenkins.plugins.awsdevtools.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Any number of values that outlive the process, each in a {@link FileJournal} of its own, so that a change of one writes
 * no other. Safe for use by many threads as far as they have different keys.
 *
 * @param <T> a record that Jackson can write and read
 */
public final class JournalFolder<T> {

    private static final Logger LOGGER = Logger.getLogger(JournalFolder.class.getName());
    private static final String ENDING = ".json";

    /** What may be the name of a file everywhere. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private final Path home;
    private final Path folder;
    private final Class<T> type;

    /** @param folder made when the first value is saved */
    public JournalFolder(Path folder, Class<T> type) {
        this.home = null;
        this.folder = folder.toAbsolutePath();
        this.type = Objects.requireNonNull(type);
    }

    /**
     * @param home never made: once it is gone, moved or deleted, nothing can be saved
     * @param folder in the home; made when the first value is saved
     */
    public JournalFolder(Path home, Path folder, Class<T> type) {
        this.home = home.toAbsolutePath();
        this.folder = this.home.resolve(folder);
        this.type = Objects.requireNonNull(type);
    }

    /**
     * All values by their keys, in the order of the keys. A file that cannot be read is left alone and reported.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public Map<String, T> all() {
        Map<String, T> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.toFile().getName())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .forEach(key -> read(key, all));
        } catch (NoSuchFileException nothingSaved) {
            return Map.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Collections.unmodifiableMap(all);
    }

    private void read(String key, Map<String, T> to) {
        try {
            of(key).load().ifPresent(value -> to.put(key, value));
        } catch (UncheckedIOException unreadable) {
            LOGGER.log(Level.WARNING, unreadable, () -> "Cannot read " + folder.resolve(key + ENDING));
        }
    }

    /**
     * Replaces the value of a key.
     *
     * @param key letters, digits, - and _
     * @throws UncheckedIOException if it cannot be written; the former value is kept
     */
    public void save(String key, T value) {
        of(key).save(value);
    }

    /**
     * Forgets a key; one that is not there is no error.
     *
     * @throws UncheckedIOException if the file cannot be deleted
     */
    public void remove(String key) {
        try {
            Files.deleteIfExists(folder.resolve(checked(key) + ENDING));
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    private FileJournal<T> of(String key) {
        return new FileJournal<>(home, folder.resolve(checked(key) + ENDING), type);
    }

    private static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key: " + key);
        }
        return key;
    }
}
