package io.jenkins.plugins.awsdevtools.page;

import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the newest picture of one piece of remote work beside the Jenkins build. */
public final class FlowRecorder {

    private static final Logger LOGGER = Logger.getLogger(FlowRecorder.class.getName());
    private static final String PREFIX = "flow-";

    private final Journal<Flow> journal;

    private FlowRecorder(Journal<Flow> journal) {
        this.journal = journal;
    }

    /** @param key tells the remote work of one Jenkins build apart; letters, digits and - */
    public static FlowRecorder of(Run<?, ?> run, String key) {
        return new FlowRecorder(new FileJournal<>(folder(run).resolve(PREFIX + key + ".json"), Flow.class));
    }

    /** Takes the place of the former picture. A picture that cannot be kept does not harm the build. */
    public void record(Flow flow) {
        try {
            journal.save(flow);
        } catch (UncheckedIOException unwritable) {
            LOGGER.log(Level.WARNING, "Cannot keep the picture of a build", unwritable);
        }
    }

    /** Whether a build did something in AWS. */
    public static boolean hasAny(Run<?, ?> run) {
        return Files.isDirectory(folder(run));
    }

    /** All pictures of a run, in the order the work began. */
    public static List<Flow> all(Run<?, ?> run) {
        if (!hasAny(run)) {
            return List.of();
        }
        List<Flow> flows = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(run), PREFIX + "*.json")) {
            files.forEach(file -> new FileJournal<>(file, Flow.class).load().ifPresent(flows::add));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        flows.sort(Comparator.comparing(FlowRecorder::started));
        return flows;
    }

    private static Instant started(Flow flow) {
        return flow.stages().stream()
                .map(stage -> stage.started() == null ? Instant.MAX : stage.started())
                .findFirst()
                .orElse(Instant.MAX);
    }

    private static Path folder(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve("aws-developer-tools");
    }
}
