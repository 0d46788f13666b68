package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An execution in one stage: the newest try of each of its actions, and all tries. Guarded by its pipeline. */
final class StageRun {
    private final StageDeclaration declaration;
    private final List<ActionRun> all = new ArrayList<>();
    private final List<ActionRun> current = new ArrayList<>();
    private String status = ActionOutcome.IN_PROGRESS;

    StageRun(StageDeclaration declaration) {
        this.declaration = declaration;
    }

    String name() {
        return declaration.name();
    }

    String status() {
        return status;
    }

    void status(String now) {
        status = now;
    }

    /** Every try, oldest first. */
    List<ActionRun> all() {
        return List.copyOf(all);
    }

    Optional<ActionRun> action(String name) {
        return current.stream()
                .filter(run -> run.declaration().name().equals(name))
                .findFirst();
    }

    List<ActionRun> inProgress() {
        return current.stream().filter(run -> !run.outcome().isEnd()).toList();
    }

    void add(ActionRun run) {
        current.removeIf(
                former -> former.declaration().name().equals(run.declaration().name()));
        current.add(run);
        all.add(run);
    }

    /** Forgets tries so that they are made again: those that failed, or all. */
    void again(boolean everything) {
        current.removeIf(run -> everything || !run.isSucceeded());
        status = ActionOutcome.IN_PROGRESS;
    }

    /** The actions to begin now: those of the lowest run order that has not succeeded, unless one of it failed. */
    List<ActionDeclaration> due() {
        OptionalInt order = declaration.actions().stream()
                .filter(action ->
                        action(action.name()).filter(ActionRun::isSucceeded).isEmpty())
                .mapToInt(ActionDeclaration::runOrder)
                .min();
        if (order.isEmpty() || hasFailed()) {
            return List.of();
        }
        return declaration.actions().stream()
                .filter(action -> action.runOrder() == order.getAsInt())
                .filter(action -> action(action.name()).isEmpty())
                .toList();
    }

    boolean hasFailed() {
        return current.stream().anyMatch(ActionRun::isFailed);
    }

    boolean isDone() {
        return declaration.actions().stream()
                .allMatch(action ->
                        action(action.name()).filter(ActionRun::isSucceeded).isPresent());
    }
}
