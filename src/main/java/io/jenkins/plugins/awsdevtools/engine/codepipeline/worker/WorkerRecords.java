package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.journal.JournalFolder;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the workers of one Jenkins job remember, one worker after the other. All that they do happens on one serial executor,
 * so that the next reads the records only when the one before has written its last.
 */
public final class WorkerRecords {

    private static final Logger LOGGER = Logger.getLogger(WorkerRecords.class.getName());

    private final JournalFolder<JobRecord> folder;
    private final SerialExecutor serial;

    /**
     * @param home the folder of the Jenkins job, which is never made: one that was moved or deleted gets no records any more
     * @param folder in the home
     * @param log told of faults
     */
    public WorkerRecords(Path home, Path folder, Timing timing, Consumer<String> log) {
        this.folder = new JournalFolder<>(home, folder, JobRecord.class);
        this.serial = new SerialExecutor(timing, fault -> {
            LOGGER.log(Level.WARNING, fault, () -> "The worker of " + home + " failed");
            log.accept(String.valueOf(fault.getMessage()));
        });
    }

    Map<String, JobRecord> all() {
        return folder.all();
    }

    void save(JobRecord record) {
        folder.save(record.ticket(), record);
    }

    void remove(JobRecord record) {
        folder.remove(record.ticket());
    }

    SerialExecutor serial() {
        return serial;
    }
}
