package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the triggers of a controller. */
public final class PushWatches {

    private static final Logger LOGGER = Logger.getLogger(PushWatches.class.getName());

    private final BranchWatches watches;
    private final Supplier<String> ids;
    private final Executor executor;
    private final Map<Path, Executor> oneAtATime = new ConcurrentHashMap<>();

    /**
     * @param ids makes unique ids
     * @param executor runs what triggers do; short things
     */
    public PushWatches(BranchWatches watches, Supplier<String> ids, Executor executor) {
        this.watches = Objects.requireNonNull(watches);
        this.ids = Objects.requireNonNull(ids);
        this.executor = Objects.requireNonNull(executor);
    }

    /**
     * A trigger, not started yet.
     *
     * @param record the file that it remembers in
     */
    public PushWatch of(PushRequest request, AwsAccess access, Path record, TriggerTarget<Push> target) {
        return new PushWatch(
                request, access, watches, new FileJournal<>(record, PushRecord.class), target, ids, inTurn(record));
    }

    /** A trigger that was configured anew reads the file only when the one before it has written its last. */
    private Executor inTurn(Path record) {
        return oneAtATime.computeIfAbsent(
                record.toAbsolutePath(),
                file -> new SerialExecutor(
                        executor,
                        fault -> LOGGER.log(Level.WARNING, fault, () -> "What a trigger did failed: " + file)));
    }
}
