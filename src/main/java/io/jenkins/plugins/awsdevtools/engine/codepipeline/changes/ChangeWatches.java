package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Makes the triggers of a controller.
 *
 * @param ids makes unique ids
 * @param executor runs what triggers do; short things
 */
public record ChangeWatches(AwsClients clients, Watcher watcher, Supplier<String> ids, Executor executor) {

    public ChangeWatches {
        Objects.requireNonNull(clients);
        Objects.requireNonNull(watcher);
        Objects.requireNonNull(ids);
        Objects.requireNonNull(executor);
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
                executor);
    }
}
