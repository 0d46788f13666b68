package io.jenkins.plugins.awsdevtools.trigger;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a trigger has to tell, in a file of the job: what it did and what is wrong, not each reading. Its last hundreds of
 * lines are kept. Safe for use by many threads.
 */
public final class TriggerLog {

    private static final Logger LOGGER = Logger.getLogger(TriggerLog.class.getName());
    private static final long LONGEST = 64L * 1024;
    private static final int KEPT = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Path root;
    private final Path folder;
    private final Path file;
    private Instant polled;

    private TriggerLog(Path root, String name) {
        this.root = root;
        this.folder = root.resolve("aws-developer-tools");
        this.file = folder.resolve(name);
    }

    /** @param name of the file */
    public static TriggerLog of(Job<?, ?> job, String name) {
        return new TriggerLog(job.getRootDir().toPath(), name);
    }

    public synchronized void polled() {
        polled = Instant.now();
    }

    /** When AWS answered last, or an empty text if it did not since Jenkins was started. */
    public synchronized String lastPolled() {
        return polled == null ? "" : TIME.format(polled);
    }

    /** A job that was deleted has no log. */
    public synchronized void say(String text) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        StringBuilder lines = new StringBuilder();
        text.lines().forEach(line -> lines.append(time)
                .append(' ')
                .append(LogText.clean(line))
                .append('\n'));
        if (!Files.isDirectory(root)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (Files.size(file) > LONGEST) {
                List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
                Files.write(file, all.subList(Math.max(0, all.size() - KEPT), all.size()), StandardCharsets.UTF_8);
            }
        } catch (IOException unwritable) {
            LOGGER.log(Level.WARNING, unwritable, () -> "Could not write " + file + ": " + text);
        }
    }

    /** All lines that are kept, oldest first. */
    public synchronized String text() {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException nothingSaid) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
