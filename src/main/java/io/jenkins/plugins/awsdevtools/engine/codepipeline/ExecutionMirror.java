package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An execution that is followed once and shown in many places: each waits for its own part. What it knows comes from
 * {@link ExecutionRun}; after a restart it knows nothing until the run goes on. Safe for use by many threads.
 */
public final class ExecutionMirror implements ExecutionRunListener {

    private final WorkContext context;
    private final AwsAccess access;
    private final CodePipelineApi api;
    private final Backoff backoff;
    private final boolean mayRetry;
    private final CompletableFuture<MirrorPlan> plan = new CompletableFuture<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private ExecutionSnapshot latest;
    private boolean asked;
    private boolean over;

    /** @param mayRetry whether failed stages are tried again, so that a failure may not be the last word */
    public ExecutionMirror(WorkContext context, AwsAccess access, boolean mayRetry) {
        this.context = Objects.requireNonNull(context);
        this.access = Objects.requireNonNull(access);
        this.api = new CodePipelineApi(context.clients(), access);
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), context.random());
        this.mayRetry = mayRetry;
    }

    @Override
    public void onChange(ExecutionSnapshot execution) {
        boolean first;
        synchronized (this) {
            latest = Objects.requireNonNull(execution);
            first = !asked;
            asked = true;
        }
        if (first) {
            readPlan(execution);
        }
        tell();
    }

    /** Again and again while AWS cannot be reached or throttles, for as long as the execution is followed. */
    private void readPlan(ExecutionSnapshot execution) {
        api.plan(execution.pipeline(), execution.id()).whenComplete((known, failure) -> {
            if (failure == null) {
                plan.complete(known);
            } else if (isTransient(execution, failure)) {
                context.timing().after(pause(), () -> {
                    if (!isOver()) {
                        readPlan(execution);
                    }
                });
            } else {
                plan.completeExceptionally(failure);
            }
        });
    }

    private boolean isTransient(ExecutionSnapshot execution, Throwable failure) {
        return FailureTranslator.translate(
                        failure,
                        new CallContext(
                                "codepipeline:GetPipeline",
                                execution.pipeline(),
                                access.region().id()))
                .transientFault();
    }

    private synchronized Duration pause() {
        return backoff.next();
    }

    /** The run has ended, well or badly: nothing changes any more. */
    public void onEnd() {
        synchronized (this) {
            over = true;
        }
        plan.complete(new MirrorPlan(List.of()));
        tell();
    }

    private void tell() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(watchers);
        }
        all.forEach(Runnable::run);
    }

    /** The stages; none if the execution could not be started. Fails with what the SDK threw if AWS refuses. */
    public CompletionStage<MirrorPlan> plan() {
        return plan;
    }

    /** The stage when the execution has entered it; empty when it is sure that it never will. */
    public CompletionStage<Optional<StageProgress>> enters(String stage) {
        return plan.thenCompose(stages -> once(now -> entered(stages, now, stage)));
    }

    private Optional<Optional<StageProgress>> entered(MirrorPlan stages, ExecutionSnapshot now, String stage) {
        List<StageProgress> known = now == null ? List.of() : now.stages();
        Optional<StageProgress> entered =
                known.stream().filter(one -> one.name().equals(stage)).findFirst();
        boolean passed = known.stream().anyMatch(one -> stages.isAfter(one.name(), stage));
        return entered.isPresent() || passed || isOver() ? Optional.of(entered) : Optional.empty();
    }

    private <T> CompletionStage<T> once(Function<ExecutionSnapshot, Optional<T>> answer) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable stop = watch(() -> answer.apply(latest()).ifPresent(result::complete));
        result.whenComplete((known, failure) -> stop.run());
        return result;
    }

    /**
     * Tells of every change, and once at the beginning.
     *
     * @return what ends it
     */
    Runnable watch(Runnable watcher) {
        synchronized (this) {
            watchers.add(watcher);
        }
        watcher.run();
        return () -> {
            synchronized (this) {
                watchers.remove(watcher);
            }
        };
    }

    /** Null until something is known. */
    synchronized ExecutionSnapshot latest() {
        return latest;
    }

    synchronized boolean isOver() {
        return over;
    }

    boolean mayRetry() {
        return mayRetry;
    }
}
