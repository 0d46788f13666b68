package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.timing.Turns;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Makes the triggers of a controller. One for all of them: of two that remember in the same file, as when a job is
 * configured anew, the second reads it only when the first has written its last.
 */
public final class PushWatches {

    private final BranchWatches watches;
    private final Supplier<String> ids;
    private final Turns<Path> turns;

    /**
     * @param ids makes unique ids
     * @param executor runs what triggers do; short things
     */
    public PushWatches(BranchWatches watches, Supplier<String> ids, Executor executor) {
        this.watches = Objects.requireNonNull(watches);
        this.ids = Objects.requireNonNull(ids);
        this.turns = new Turns<>(executor);
    }

    /**
     * A trigger, not started yet.
     *
     * @param record the file that it remembers in
     */
    public PushWatch of(PushRequest request, AwsAccess access, Path record, TriggerTarget<Push> target) {
        return new PushWatch(
                request,
                access,
                watches,
                new FileJournal<>(record, PushRecord.class),
                target,
                ids,
                onFault -> turns.of(record.toAbsolutePath(), onFault));
    }
}
