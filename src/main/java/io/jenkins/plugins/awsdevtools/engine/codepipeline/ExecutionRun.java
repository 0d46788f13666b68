package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.work.StartRules;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One execution, from the wish to have it to its end, across restarts. The client request token makes a repeated start
 * give the same execution, so that nothing has to be looked for. Each change of an action is told once: its line is in the
 * journal before it is printed.
 */
public final class ExecutionRun extends WorkRun<ExecutionSnapshot, ExecutionResult, ExecutionRecord> {

    /** AWS documents no time after which the client request token of StartPipelineExecution lapses. */
    private static final StartRules START =
            new StartRules(Duration.ofMinutes(30), Duration.ZERO, Duration.ofMinutes(30));

    /** A manual approval may wait 60 days (Quotas in AWS CodePipeline). */
    private static final Duration WATCH_PATIENCE = Duration.ofDays(61);

    /** How long an execution may look failed after its stage was tried again. */
    private static final Duration RETRY_SETTLING = Duration.ofMinutes(1);

    /** Between two actions an execution is idle for a moment; in so many readings one after the other it waits. */
    private static final int IDLE_READINGS = 3;

    /** As many pipelines as an account has at most by default. */
    private static final int MOST_SUGGESTED_FROM = 1000;

    private final CodePipelineApi api;
    private final PipelineRequest request;
    private final ExecutionSettings settings;
    private final ExecutionRunListener listener;
    private final Transitions transitions;
    private final ActionDetails details;
    private TellingLog telling;
    private volatile ExecutionSnapshot latest;
    private ExecutionSnapshot end;
    private boolean draining;
    private int idleReadings;
    private RunRetry retry;
    private RetryPlan retried;
    private Instant retriedAt;
    private int triesWhenRefused = -1;

    ExecutionRun(
            WorkContext context,
            List<ActionFollower> followers,
            AwsAccess access,
            PipelineRequest request,
            ExecutionSettings settings,
            Journal<ExecutionRecord> journal,
            LineSink sink,
            ExecutionRunListener listener) {
        super(context, access, "codepipeline", journal, sink);
        this.api = new CodePipelineApi(context.clients(), access);
        this.request = Objects.requireNonNull(request);
        this.settings = Objects.requireNonNull(settings);
        this.listener = Objects.requireNonNull(listener);
        this.transitions = new Transitions(settings.approvedAt());
        this.details = new ActionDetails(new DetailsOwner(), settings.logs(), followers);
    }

    // Starting

    @Override
    protected StartRules startRules() {
        return START;
    }

    @Override
    protected ExecutionRecord freshRecord(String marker, Instant now) {
        return ExecutionRecord.fresh(request.token() == null ? marker : request.token(), now);
    }

    @Override
    protected CompletionStage<ExecutionSnapshot> callStart() {
        CompletionStage<String> id = request.attach() == null
                ? api.start(request, record().marker())
                : api.existing(request.pipeline(), request.attach());
        return id.thenApply(known -> ExecutionSnapshot.begun(request.pipeline(), known));
    }

    @Override
    protected String startOperation() {
        return request.attach() == null ? "codepipeline:StartPipelineExecution" : "codepipeline:GetPipelineExecution";
    }

    /** The call with the same token is what finds it. */
    @Override
    protected CompletionStage<Optional<ExecutionSnapshot>> find() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    protected String findOperation() {
        return startOperation();
    }

    @Override
    protected CompletionStage<AwsFailure> explain(AwsFailure refusal) {
        return refusal.kind() != AwsFailure.Kind.NOT_FOUND
                ? CompletableFuture.completedFuture(refusal)
                : api.pipelines(MOST_SUGGESTED_FROM)
                        .thenApply(names -> FailureTranslator.withClosest(refusal, request.pipeline(), names));
    }

    @Override
    protected String idOf(ExecutionSnapshot execution) {
        return execution.id();
    }

    @Override
    protected void onStarted(ExecutionSnapshot execution) {
        latest = execution;
        String begun = request.attach() == null ? "started" : "attached";
        say(text(begun, request.pipeline(), execution.id(), link()));
        listener.onChange(execution);
    }

    // Running

    @Override
    protected StatusSource<String, ExecutionSnapshot> statusSource() {
        return api.statusSource(request.pipeline());
    }

    @Override
    protected Duration watchPatience() {
        return WATCH_PATIENCE;
    }

    @Override
    protected void onStatus(ExecutionSnapshot execution) {
        boolean changed = !execution.equals(latest);
        latest = execution;
        if (changed) {
            listener.onChange(execution);
        }
        state(text("state.running", shownName(), place(execution)));
        telling.print(transitions.untold(execution, record().telling().told()));
        if (!settings.awaitEnd()) {
            end(execution);
            return;
        }
        details.follow(execution.actions());
        tellWhyIdle(execution);
        boolean over = execution.ended() && !isStale(execution) && !retry(execution);
        if (over) {
            stopWatching();
            end = execution;
            endIfSettled();
        }
    }

    /** An execution of which nothing runs waits for a stage: because of another, or of a transition that is disabled. */
    private void tellWhyIdle(ExecutionSnapshot execution) {
        boolean idle = execution.status().equals("InProgress")
                && execution.actions().stream().allMatch(ActionSnapshot::ended);
        idleReadings = idle ? idleReadings + 1 : 0;
        if (idleReadings == IDLE_READINGS) {
            inOrder(api.state(request.pipeline()), (now, failure) -> {
                if (failure == null) {
                    now.awaitedBy(execution.id())
                            .map(stage -> List.of(transitions.waits(execution, stage)))
                            .ifPresent(telling::print);
                }
            });
        }
    }

    /** The execution as it was read last; null before anything is known of it. */
    public ExecutionSnapshot latest() {
        return latest;
    }

    /** Says something in the log of this run, such as who answered an approval, and reads at once what became of it. */
    public void note(String text) {
        serial().execute(() -> {
            if (!ending()) {
                say(text);
                readNow();
            }
        });
    }

    /** The logs of its actions end a little later than the execution. */
    private void endIfSettled() {
        if (end == null || draining || ending() || !details.settled()) {
            return;
        }
        draining = true;
        inOrder(details.drain(), (drained, failure) -> end(end));
    }

    private void end(ExecutionSnapshot execution) {
        if (ending()) {
            return;
        }
        stopWatching();
        if (execution.ended()) {
            say(text("ended", request.pipeline(), execution.id(), execution.status(), because(execution)));
        }
        finish(new ExecutionResult(execution, link()));
    }

    private static String because(ExecutionSnapshot execution) {
        return execution.summary().isEmpty() ? "" : ": " + execution.summary();
    }

    private static String place(ExecutionSnapshot execution) {
        return execution.latestActions().stream()
                .filter(action -> !action.ended())
                .findFirst()
                .map(action -> action.stage() + " / " + action.name())
                .orElse(execution.status());
    }

    @Override
    protected void onLogOpened() {
        telling = new TellingLog(log(), () -> record().telling(), next -> save(record().withTelling(next)));
        telling.printOwed();
    }

    /** AWS may tell for a moment that an execution has failed whose stage is tried again. */
    private boolean isStale(ExecutionSnapshot execution) {
        return retried != null
                && retried.isBefore(execution.actions())
                && context().timing().now().isBefore(retriedAt.plus(RETRY_SETTLING));
    }

    /** @return whether the failed stage is tried again, or it is not known yet */
    private boolean retry(ExecutionSnapshot execution) {
        if (!execution.status().equals("Failed")) {
            return false;
        }
        if (retry == null && record().retry() != null) {
            askForRetry(record().retry(), true);
        } else if (retry == null && mayRetry(execution)) {
            String stage = execution.failedAction().orElseThrow().stage();
            RetryPlan plan = RetryPlan.of(execution.id(), stage, execution.actions());
            save(record().withRetry(plan));
            say(text("retrying", stage, record().retried(), settings.retryFailed()));
            askForRetry(plan, false);
        }
        return retry != null;
    }

    private boolean mayRetry(ExecutionSnapshot execution) {
        return execution.failedAction().isPresent()
                && record().retried() < settings.retryFailed()
                && execution.actions().size() != triesWhenRefused;
    }

    private void askForRetry(RetryPlan plan, boolean mayBeAsked) {
        StageRetry wanted = new StageRetry(request.pipeline(), plan.stage(), plan.executionId(), settings.retryAll());
        retry = new RunRetry(
                context(), access(), wanted, plan, mayBeAsked, reason -> serial().execute(() -> tellOfRetry(reason)));
        inOrder(retry.result(), (id, failure) -> {
            retry = null;
            if (!abortWanted()) {
                save(record().withRetryAnswered());
                onRetryAnswer(plan, failure);
                readNow();
            }
        });
    }

    private void tellOfRetry(AwsFailure reason) {
        if (!ending()) {
            tell(reason);
        }
    }

    /** Whoever is refused reads once more: somebody else may have tried the stage again at the same time. */
    private void onRetryAnswer(RetryPlan plan, Throwable failure) {
        if (failure == null) {
            retried = plan;
            retriedAt = context().timing().now();
        } else {
            tell(translate(failure, "codepipeline:RetryStageExecution"));
            triesWhenRefused = latest.actions().size();
        }
    }

    // Aborting

    @Override
    protected boolean stopsOnAbort() {
        return settings.onAbort() != OnAbort.LEAVE;
    }

    /** A retry that is under way would let an execution go on that is being stopped. */
    @Override
    protected CompletionStage<?> callStop(String executionId) {
        CompletionStage<?> free = retry == null ? CompletableFuture.completedFuture(null) : retry.giveUp();
        return free.thenCompose(done ->
                api.stop(request.pipeline(), executionId, settings.onAbort() == OnAbort.ABANDON, text("stop.reason")));
    }

    @Override
    protected String stopOperation() {
        return "codepipeline:StopPipelineExecution";
    }

    @Override
    protected String resource() {
        return request.pipeline();
    }

    @Override
    protected String shownName() {
        return request.pipeline() + " " + record().remoteId();
    }

    private String link() {
        return PipelineLinks.execution(access().region().id(), request.pipeline(), record().remoteId());
    }

    @Override
    protected void release() {
        details.stop();
        if (retry != null) {
            retry.detach();
        }
    }

    /** What the details of actions are given of this run. */
    private final class DetailsOwner implements ActionDetails.Owner {

        @Override
        public WorkContext context() {
            return ExecutionRun.this.context();
        }

        @Override
        public AwsAccess access() {
            return ExecutionRun.this.access();
        }

        @Override
        public SerialExecutor serial() {
            return ExecutionRun.this.serial();
        }

        @Override
        public TellingLog telling() {
            return telling;
        }

        @Override
        public AwsFailure translate(Throwable failure, String operation) {
            return ExecutionRun.this.translate(failure, operation);
        }

        @Override
        public void tell(AwsFailure reason) {
            ExecutionRun.this.tell(reason);
        }

        @Override
        public void onDone() {
            endIfSettled();
        }
    }
}
