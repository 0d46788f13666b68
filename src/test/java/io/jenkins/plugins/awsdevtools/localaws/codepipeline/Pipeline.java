package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline with its executions, and how they go through its stages. Guarded by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html">How pipeline
 *     executions work</a>
 */
final class Pipeline {

    /** Whether executions may enter a stage. */
    record Transition(boolean enabled, String reason, String changedBy, Instant changed) {}

    private final String region;
    private final Providers providers;
    private final Clock clock;
    private final PipelineEvents events;
    private final Instant created;
    private final Map<Integer, PipelineDefinition> versions = new LinkedHashMap<>();
    private final List<PipelineExecution> executions = new ArrayList<>();
    private final Map<String, Transition> transitions = new HashMap<>();
    private PipelineDefinition definition;
    private Instant updated;

    Pipeline(String region, PipelineDefinition definition, Providers providers, Clock clock, PipelineEvents events) {
        this.region = region;
        this.providers = providers;
        this.clock = clock;
        this.events = events;
        this.created = clock.instant();
        update(definition);
    }

    String region() {
        return region;
    }

    synchronized PipelineDefinition definition() {
        return definition;
    }

    synchronized Optional<PipelineDefinition> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }

    Instant created() {
        return created;
    }

    synchronized Instant updated() {
        return updated;
    }

    synchronized void update(PipelineDefinition next) {
        definition = next;
        updated = clock.instant();
        versions.put(next.version(), next);
    }

    /** All executions, newest first. */
    synchronized List<PipelineExecution> executions() {
        List<PipelineExecution> newest = new ArrayList<>(executions);
        Collections.reverse(newest);
        return newest;
    }

    synchronized PipelineExecution execution(String id) {
        return executions.stream()
                .filter(execution -> execution.id().equals(id))
                .findFirst()
                .orElseThrow(() -> PipelineErrors.noExecution(id));
    }

    /** The execution that was in a stage last. */
    synchronized Optional<PipelineExecution> latestIn(String stage) {
        return executions().stream()
                .filter(execution -> execution.stageRun(stage).isPresent())
                .findFirst();
    }

    /** The execution that waits for a stage. */
    synchronized Optional<PipelineExecution> waitingFor(String stage) {
        return executions().stream()
                .filter(execution -> !execution.isEnded()
                        && execution.isInbound()
                        && execution.stage().name().equals(stage))
                .findFirst();
    }

    synchronized Transition transition(String stage) {
        return transitions.getOrDefault(stage, new Transition(true, "", "", created));
    }

    synchronized void transition(String stage, boolean enabled, String reason, String changedBy) {
        definition.position(stage);
        transitions.put(stage, new Transition(enabled, reason, changedBy, clock.instant()));
    }

    synchronized PipelineExecution start(PipelineExecution.Start how) {
        PipelineExecution execution = new PipelineExecution(definition, how, clock.instant());
        executions.add(execution);
        events.execution(this, execution, "STARTED");
        return execution;
    }

    synchronized void stop(String id, boolean abandon, String reason) {
        PipelineExecution execution = execution(id);
        if (execution.isEnded()) {
            throw PipelineErrors.of(
                    "PipelineExecutionNotStoppable",
                    "Pipeline execution " + id + " is in a final state and cannot be stopped");
        }
        if (execution.status().equals(PipelineExecution.STOPPING) && (execution.isAbandoned() || !abandon)) {
            throw PipelineErrors.of("DuplicatedStopRequest", "Pipeline execution " + id + " is already stopping");
        }
        execution.stopping(reason, abandon, clock.instant());
        events.execution(this, execution, "STOPPING");
    }

    synchronized PipelineExecution retry(String stage, String id, boolean everything) {
        StageDeclaration declared =
                definition.stage(stage).orElseThrow(() -> PipelineErrors.noStage(definition.name(), stage));
        PipelineExecution execution = execution(id);
        StageRun run = execution.stageRun(declared.name()).orElseThrow(() -> notRetryable(stage));
        if (!run.status().equals(PipelineExecution.FAILED) && !run.status().equals(PipelineExecution.STOPPED)) {
            throw notRetryable(stage);
        }
        if (latestIn(stage).filter(latest -> latest == execution).isEmpty()
                && definition.mode() != PipelineDefinition.Mode.PARALLEL) {
            throw PipelineErrors.of(
                    "NotLatestPipelineExecution",
                    "The stage " + stage + " was entered by a later execution than " + id + " and cannot be retried");
        }
        run.again(everything);
        execution.become(PipelineExecution.IN_PROGRESS, "", clock.instant());
        events.execution(this, execution, "RESUMED");
        return execution;
    }

    synchronized PipelineExecution rollBack(String stage, String targetId, String caller) {
        PipelineExecution target = execution(targetId);
        int position = definition.position(stage);
        StageRun run = target.stageRun(stage)
                .filter(done -> done.status().equals(PipelineExecution.SUCCEEDED))
                .orElseThrow(() -> PipelineErrors.of(
                        "UnableToRollbackStage",
                        "The target execution " + targetId + " did not succeed in stage " + stage));
        // "You cannot roll back to a target execution ID that is a rollback execution type." "The pipeline can only
        // roll back
        // to a previous execution if the previous execution was started in the current pipeline structure version."
        // (Configuring stage rollback)
        if (target.start().rollbackOf() != null) {
            throw PipelineErrors.of(
                    "UnableToRollbackStage", "The target execution " + targetId + " is a rollback execution");
        }
        if (target.definition().version() != definition.version()) {
            throw PipelineErrors.of(
                    "PipelineExecutionOutdated",
                    "The pipeline was updated after execution " + targetId + " and cannot be rolled back to it");
        }
        if (latestIn(stage)
                .flatMap(latest -> latest.stageRun(stage))
                .filter(running -> running.status().equals(PipelineExecution.IN_PROGRESS))
                .isPresent()) {
            throw PipelineErrors.of("UnableToRollbackStage", "Stage " + run.name() + " is currently running");
        }
        if (position == 0 || latestIn(stage).filter(latest -> latest == target).isPresent()) {
            throw PipelineErrors.of(
                    "UnableToRollbackStage", "Stage " + run.name() + " cannot be rolled back to execution " + targetId);
        }
        PipelineExecution again = new PipelineExecution(
                target.definition(),
                new PipelineExecution.Start(
                        "ManualRollback", caller, target.start().variables(), Map.of(), targetId),
                clock.instant());
        again.artifacts().putAll(target.artifacts());
        again.namespaces().putAll(target.namespaces());
        again.beginAt(position);
        executions.add(again);
        events.execution(this, again, "STARTED");
        return again;
    }

    private static AwsError notRetryable(String stage) {
        return PipelineErrors.of("StageNotRetryable", "The stage " + stage + " is not in a state that can be retried");
    }

    /** Every execution goes as far as it can now. */
    synchronized void advance() {
        for (PipelineExecution execution : List.copyOf(executions)) {
            if (!execution.isEnded()) {
                advance(execution);
            }
        }
    }

    private void advance(PipelineExecution execution) {
        if (execution.status().equals(PipelineExecution.STOPPING)) {
            stopFurther(execution);
        } else if (execution.isInbound()) {
            enterIfFree(execution);
        } else {
            goOn(execution);
        }
    }

    private void stopFurther(PipelineExecution execution) {
        Instant now = clock.instant();
        Optional<StageRun> current = execution.isInbound()
                ? Optional.empty()
                : execution.stageRun(execution.stage().name());
        if (current.isPresent()) {
            if (execution.isAbandoned()) {
                current.get().inProgress().forEach(run -> {
                    run.work().abandon();
                    become(execution, current.get(), run, abandoned(run.outcome()));
                });
            }
            look(execution, current.get());
            if (!current.get().inProgress().isEmpty()) {
                return;
            }
            end(execution, current.get(), PipelineExecution.STOPPED);
        }
        execution.become(PipelineExecution.STOPPED, execution.stopReason(), now);
        events.execution(this, execution, "STOPPED");
    }

    private static ActionOutcome abandoned(ActionOutcome before) {
        return new ActionOutcome(
                ActionOutcome.ABANDONED, before.summary(), before.externalId(), before.externalUrl(), "", "", Map.of());
    }

    private void enterIfFree(PipelineExecution execution) {
        String stage = execution.stage().name();
        if (definition.mode() == PipelineDefinition.Mode.SUPERSEDED) {
            // "A more recent execution overtakes older ones that wait between stages."
            executions.stream()
                    .filter(other -> other != execution && !other.isEnded() && other.isInbound())
                    .filter(other -> other.stage().name().equals(stage) && isOlder(other, execution))
                    .forEach(older -> {
                        older.become(
                                PipelineExecution.SUPERSEDED,
                                "Superseded by execution " + execution.id(),
                                clock.instant());
                        events.execution(this, older, "SUPERSEDED");
                    });
        }
        if (!transition(stage).enabled() || !isFree(stage, execution)) {
            return;
        }
        StageRun run = execution.enter(clock.instant());
        events.stage(this, execution, run, "STARTED");
        goOn(execution);
    }

    private boolean isOlder(PipelineExecution one, PipelineExecution other) {
        return executions.indexOf(one) < executions.indexOf(other);
    }

    /** "Stages are locked: one execution at a time", except in parallel mode; a queue keeps its order. */
    private boolean isFree(String stage, PipelineExecution execution) {
        return definition.mode() == PipelineDefinition.Mode.PARALLEL
                || executions.stream()
                        .filter(other -> other != execution && !other.isEnded())
                        .filter(other -> other.stage().name().equals(stage))
                        .allMatch(other -> other.isInbound() && !isOlder(other, execution));
    }

    private void goOn(PipelineExecution execution) {
        StageRun run = execution.stageRun(execution.stage().name()).orElseThrow();
        look(execution, run);
        if (run.hasFailed()) {
            if (run.inProgress().isEmpty()) {
                end(execution, run, PipelineExecution.FAILED);
                execution.become(PipelineExecution.FAILED, "", clock.instant());
                events.execution(this, execution, "FAILED");
            }
            return;
        }
        run.due().forEach(action -> begin(execution, run, action));
        if (run.isDone()) {
            end(execution, run, PipelineExecution.SUCCEEDED);
            if (!execution.leave(clock.instant())) {
                execution.become(PipelineExecution.SUCCEEDED, "", clock.instant());
                events.execution(this, execution, "SUCCEEDED");
            }
        }
    }

    private void end(PipelineExecution execution, StageRun run, String status) {
        run.status(status);
        events.stage(this, execution, run, status.toUpperCase(java.util.Locale.ROOT));
    }

    private void look(PipelineExecution execution, StageRun run) {
        for (ActionRun action : run.inProgress()) {
            try {
                become(execution, run, action, action.work().look());
            } catch (AwsError refused) {
                become(execution, run, action, ActionOutcome.failed(refused.code(), refused.getMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void become(PipelineExecution execution, StageRun stage, ActionRun action, ActionOutcome outcome) {
        if (action.become(outcome, clock.instant())) {
            if (action.isSucceeded() && !action.declaration().namespace().isEmpty()) {
                execution.namespaces().put(action.declaration().namespace(), outcome.variables());
            }
            events.action(this, execution, stage, action);
        }
    }

    private void begin(PipelineExecution execution, StageRun stage, ActionDeclaration action) {
        ActionRun run = providers.begin(this, execution, stage, action);
        stage.add(run);
        events.action(this, execution, stage, run);
        if (run.isSucceeded() && !action.namespace().isEmpty()) {
            execution.namespaces().put(action.namespace(), run.outcome().variables());
        }
    }
}
