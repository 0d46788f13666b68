package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Tells why tasks of a deployment stopped while it goes on, each once, a few at most: a failure that repeats itself is not
 * told for ever. Not thread safe; its methods are called in the order of the run's events.
 */
final class FailureTelling {

    /** A failure that repeats itself is told a few times only. */
    static final int MOST_TOLD = 3;

    /** Has an answer handled among the run's events. */
    @FunctionalInterface
    interface InOrder {
        void handle(
                CompletionStage<List<FailedTask>> answer,
                BiConsumer<? super List<FailedTask>, ? super Throwable> handler);
    }

    private final FailedTasks failedTasks;
    private final DeployStart.Keeper keeper;
    private final InOrder inOrder;
    private boolean reading;
    private int failedSeen;

    FailureTelling(FailedTasks failedTasks, DeployStart.Keeper keeper, InOrder inOrder) {
        this.failedTasks = Objects.requireNonNull(failedTasks);
        this.keeper = Objects.requireNonNull(keeper);
        this.inOrder = Objects.requireNonNull(inOrder);
    }

    /** Reads the tasks that failed, if there are more of them than before. */
    void tell(ServiceSnapshot service, DeploymentSnapshot own) {
        if (own.failed() <= failedSeen || reading || keeper.record().reported().size() >= MOST_TOLD) {
            return;
        }
        failedSeen = own.failed();
        reading = true;
        inOrder.handle(
                failedTasks.read(service, own.id(), keeper.record().taskDefinition(), MOST_TOLD), (tasks, failure) -> {
                    reading = false;
                    if (failure == null) {
                        tasks.forEach(this::tellOnce);
                    }
                    // What cannot be read is told when the deployment has failed.
                });
    }

    /** One log is enough to see why. */
    static List<FailedTask> newestWithLog(List<FailedTask> tasks) {
        List<FailedTask> shown = new ArrayList<>();
        tasks.forEach(task -> shown.add(shown.isEmpty() ? task : task.withLines("", List.of())));
        return shown;
    }

    private void tellOnce(FailedTask task) {
        List<String> reported = new ArrayList<>(keeper.record().reported());
        if (reported.contains(task.id()) || reported.size() >= MOST_TOLD) {
            return;
        }
        reported.add(task.id());
        keeper.keep(keeper.record().withReported(reported));
        keeper.say(DeployTexts.task(task));
    }
}
