package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.timing.Turns;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Makes the triggers of a controller. One for all of them: of two that remember in the same file, as when a job is
 * configured anew, the second reads it only when the first has written its last.
 */
public final class ChangeWatches {

    private final AwsClients clients;
    private final Watcher watcher;
    private final Supplier<String> ids;
    private final Turns<Path> turns;

    /**
     * @param ids makes unique ids
     * @param executor runs what triggers do; short things
     */
    public ChangeWatches(AwsClients clients, Watcher watcher, Supplier<String> ids, Executor executor) {
        this.clients = Objects.requireNonNull(clients);
        this.watcher = Objects.requireNonNull(watcher);
        this.ids = Objects.requireNonNull(ids);
        this.turns = new Turns<>(executor);
    }

    /**
     * A trigger, not started yet.
     *
     * @param record the file that it remembers in
     */
    public ChangeWatch of(ChangeRequest request, AwsAccess access, Path record, TriggerTarget<PipelineChange> target) {
        return new ChangeWatch(
                request,
                access,
                clients,
                watcher,
                new FileJournal<>(record, ChangeRecord.class),
                target,
                ids,
                onFault -> turns.of(record.toAbsolutePath(), onFault));
    }
}
