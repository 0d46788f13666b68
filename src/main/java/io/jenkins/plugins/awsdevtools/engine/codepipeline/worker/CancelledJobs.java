package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.CodePipelineApi;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Hears which jobs CodePipeline does not wait for any more. It tells workers nothing of that, so the actions of their
 * pipelines are looked at: one pair of calls for each pipeline in {@link #INTERVAL}, however many jobs are open.
 */
final class CancelledJobs {

    /** Nobody waits for the end of a cancelled job; it only should not go on for long. */
    static final Duration INTERVAL = Duration.ofSeconds(30);

    /** "Custom actions: 24 hours" and up to 60 days where a pipeline says so (Quotas in AWS CodePipeline). */
    private static final Duration LONGEST = Duration.ofDays(61);

    private final WorkerContext context;
    private final AwsAccess access;

    CancelledJobs(WorkerContext context, AwsAccess access) {
        this.context = context;
        this.access = access;
    }

    /** The executions of a pipeline, looked at without hurry. */
    private record Source(StatusSource<String, ExecutionSnapshot> executions)
            implements StatusSource<String, ExecutionSnapshot> {

        @Override
        public String operation() {
            return executions.operation();
        }

        @Override
        public int batchSize() {
            return executions.batchSize();
        }

        @Override
        public CompletionStage<Map<String, ExecutionSnapshot>> read(List<String> ids) {
            return executions.read(ids);
        }

        @Override
        public CompletionStage<Map<String, ExecutionSnapshot>> read(
                List<String> ids, Map<String, ExecutionSnapshot> before) {
            return executions.read(ids, before);
        }

        @Override
        public Duration interval(Duration usual) {
            return usual.compareTo(INTERVAL) < 0 ? INTERVAL : usual;
        }

        @Override
        public Optional<AwsAccess> caller() {
            return executions.caller();
        }
    }

    /**
     * Watches a job until the watch is cancelled.
     *
     * @param over told the status of the action, once it has ended or was abandoned, maybe more than once
     * @param trouble told when it cannot be looked at
     */
    Watch watch(PipelineJob job, Consumer<String> over, Consumer<Throwable> trouble) {
        StatusSource<String, ExecutionSnapshot> source =
                new Source(new CodePipelineApi(context.clients(), access).statusSource(job.pipeline()));
        return context.watcher().watch(source, job.executionId(), new Listener(job, over, trouble), LONGEST);
    }

    private record Listener(PipelineJob job, Consumer<String> over, Consumer<Throwable> trouble)
            implements WatchListener<ExecutionSnapshot> {

        @Override
        public void onStatus(ExecutionSnapshot execution) {
            Optional<ActionSnapshot> action = execution.actions().stream()
                    .filter(one -> one.id().equals(job.actionExecutionId()))
                    .findFirst();
            if (action.isPresent() && action.get().ended()) {
                over.accept(action.get().status());
            } else if (execution.ended()) {
                over.accept(execution.status());
            }
        }

        @Override
        public void onMissing() {
            // a pipeline that was deleted refuses the answer, which tells it
        }

        @Override
        public void onTrouble(Throwable failure) {
            trouble.accept(failure);
        }

        @Override
        public void onRecovered() {
            // the next status tells all there is to tell
        }

        @Override
        public void onDeadline() {
            // no action lasts so long
        }
    }
}
