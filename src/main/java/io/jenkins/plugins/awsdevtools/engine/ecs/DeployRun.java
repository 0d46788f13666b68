package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
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
import java.util.concurrent.atomic.AtomicReference;

/**
 * One deployment to a service, from the wish to have it to its end, across restarts.
 *
 * <p>ECS has no token. The revision that is registered carries the marker as a label and is looked for by it before
 * another is registered; a deployment is recognised by its revision, and is looked for before UpdateService is called
 * again ({@link DeployStart}).
 *
 * <p>Once running, the service's events are printed as the pages of a log. The deployment ends when the service is steady,
 * when ECS gives up (and has undone it, if the service is set up so), when its time is over, or when another takes its
 * place. A failure may be followed by a rollback of ours, which is followed to its end as well.
 */
public final class DeployRun extends WorkRun<ServiceSnapshot, DeployResult, DeployRecord> {

    /** No token; a deployment shows in DescribeServices within seconds, as the API is eventually consistent. */
    private static final StartRules START =
            new StartRules(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(30));

    private static final int MOST_SUGGESTED_FROM = 500;

    private final EcsApi api;
    private final DeployStart start;
    private final DeployRequest request;
    private final DeploySettings settings;
    private final DeployRunListener listener;
    private final FailedTasks failedTasks;
    private final FailureTelling failures;
    private final AtomicReference<String> stopText = new AtomicReference<>("aborted.stopped");

    private ServiceSnapshot latest;
    private Timing.Cancellable timer;
    private boolean concluding;
    private boolean restoreCalled;

    DeployRun(
            WorkContext context,
            AwsAccess access,
            DeployRequest request,
            DeploySettings settings,
            Journal<DeployRecord> journal,
            LineSink sink,
            DeployRunListener listener) {
        super(context, access, "ecs", journal, sink);
        this.api = new EcsApi(context.clients(), access);
        this.request = Objects.requireNonNull(request);
        this.settings = Objects.requireNonNull(settings);
        this.listener = Objects.requireNonNull(listener);
        this.failedTasks =
                new FailedTasks(context.clients(), access.withoutSessionTags(), context.budget(), settings.lastLines());
        Keeper keeper = new Keeper();
        this.start = new DeployStart(api, context.clients(), access, request, serial(), keeper);
        this.failures = new FailureTelling(failedTasks, keeper, this::inOrder);
    }

    /** What the start reads and keeps. */
    private final class Keeper implements DeployStart.Keeper {

        @Override
        public DeployRecord record() {
            return DeployRun.this.record();
        }

        @Override
        public void keep(DeployRecord next) {
            save(next);
        }

        @Override
        public void pass(ServiceSnapshot service) {
            if (log().token().isEmpty()) {
                log().pass(EventPages.end(service.events()));
            }
        }

        @Override
        public void say(String text) {
            DeployRun.this.say(text);
        }
    }

    // Starting

    @Override
    protected StartRules startRules() {
        return START;
    }

    @Override
    protected DeployRecord freshRecord(String marker, Instant now) {
        return DeployRecord.fresh(marker, now);
    }

    @Override
    protected CompletionStage<ServiceSnapshot> callStart() {
        return start.call();
    }

    @Override
    protected String startOperation() {
        return "ecs:UpdateService";
    }

    @Override
    protected CompletionStage<Optional<ServiceSnapshot>> find() {
        return start.find();
    }

    @Override
    protected String findOperation() {
        return "ecs:DescribeServices";
    }

    /** A name that does not exist is most often a slip of the pen, so the names that do exist are asked for. */
    @Override
    protected CompletionStage<AwsFailure> explain(AwsFailure refusal) {
        if (refusal.kind() != AwsFailure.Kind.NOT_FOUND) {
            return CompletableFuture.completedFuture(refusal);
        }
        return start.isServiceMissing()
                ? api.services(request.cluster(), MOST_SUGGESTED_FROM)
                        .thenApply(names -> FailureTranslator.withClosest(refusal, request.serviceName(), names))
                : api.clusters(MOST_SUGGESTED_FROM)
                        .thenApply(names -> FailureTranslator.withClosest(refusal, request.clusterName(), names));
    }

    @Override
    protected String idOf(ServiceSnapshot service) {
        return service.name();
    }

    @Override
    protected void onStarted(ServiceSnapshot service) {
        latest = service;
        say(text(
                "started",
                TaskDefinitionName.shortened(record().taskDefinition()),
                service.name(),
                record().deploymentId(),
                TaskDefinitionName.shortened(record().previousTaskDefinition()),
                Links.service(service)));
        listener.onChange(new DeployProgress(service, record(), null));
        finishUnlessWaiting(service);
    }

    private void finishUnlessWaiting(ServiceSnapshot service) {
        if (!settings.waitForEnd()) {
            say(text("notWaited", service.name()));
            end(DeployResult.Outcome.STARTED, "", false, List.of());
        }
    }

    // Running

    @Override
    protected StatusSource<String, ServiceSnapshot> statusSource() {
        return api.statusSource(request.cluster());
    }

    /** Twice the time given, for a rollback, and more than any answer takes: the run has a clock of its own. */
    @Override
    protected Duration watchPatience() {
        return settings.timeout().multipliedBy(2).plusDays(1);
    }

    @Override
    protected void onStatus(ServiceSnapshot service) {
        boolean changed = !service.equals(latest);
        latest = service;
        log().token()
                .flatMap(token -> EventPages.after(token, service.events()))
                .ifPresent(log()::print);
        if (concluding) {
            return;
        }
        if (!settings.waitForEnd()) {
            finishUnlessWaiting(service);
            return;
        }
        setTimer();
        if (changed) {
            listener.onChange(new DeployProgress(service, record(), null));
        }
        if (record().rollbackSince() != null) {
            onRollbackStatus(service);
            return;
        }
        service.deployment(record().deploymentId()).ifPresent(own -> {
            state(text("state.deploying", service.name(), own.running(), own.desired(), own.failed()));
            failures.tell(service, own);
        });
        Rollout rollout =
                Rollout.of(service, record().deploymentId(), record().previousDeployment(), record().failure() != null);
        switch (rollout.state()) {
            case RUNNING -> {}
            case STEADY -> conclude(DeployResult.Outcome.SUCCEEDED, "", false);
            case FAILED -> onFailed(DeployResult.Outcome.FAILED, rollout.reason());
            case ROLLING_BACK -> noteRollback(rollout);
            case ROLLED_BACK -> {
                noteRollback(rollout);
                conclude(DeployResult.Outcome.FAILED, record().failure(), true);
            }
            case ROLLBACK_FAILED -> {
                noteRollback(rollout);
                conclude(DeployResult.Outcome.FAILED, record().failure(), false);
            }
            case SUPERSEDED -> conclude(DeployResult.Outcome.SUPERSEDED, text("superseded", rollout.reason()), false);
            case GONE -> conclude(DeployResult.Outcome.GONE, text("gone", rollout.reason()), false);
        }
    }

    /** ECS itself goes back; why is kept, for the service forgets it. */
    private void noteRollback(Rollout rollout) {
        if (record().failure() == null) {
            save(record().withFailure(DeployResult.Outcome.FAILED, rollout.reason()));
            say(text("undone", rollout.reason()));
        }
    }

    private void setTimer() {
        if (timer == null) {
            Instant since = record().rollbackSince() == null ? record().requested() : record().rollbackSince();
            Duration left = Duration.between(context().timing().now(), since.plus(settings.timeout()));
            timer = context().timing().after(left, () -> serial().execute(this::onTimeout));
        }
    }

    private void onTimeout() {
        if (ending() || concluding || abortWanted()) {
            return;
        }
        if (record().failure() != null) {
            conclude(record().failureKind(), record().failure(), false);
        } else {
            onFailed(DeployResult.Outcome.TIMED_OUT, text("timedOut", settings.timeoutMinutes()));
        }
    }

    // Failing

    private void onFailed(DeployResult.Outcome kind, String reason) {
        boolean possible = record().previousTaskDefinition() != null
                && !record().previousTaskDefinition().equals(record().taskDefinition());
        if (settings.onFailure() != OnFailure.ROLLBACK || !possible) {
            conclude(kind, reason, false);
            return;
        }
        save(record().withFailure(kind, reason).withRollback(context().timing().now(), null));
        say(text("rollback.started", reason, TaskDefinitionName.shortened(record().previousTaskDefinition())));
        timer.cancel();
        timer = null;
        setTimer();
        restore();
    }

    private void restore() {
        restoreCalled = true;
        inOrder(
                patiently(() -> api.restore(request, record().previousTaskDefinition()), "ecs:UpdateService"),
                (service, failure) -> {
                    if (failure != null) {
                        tell(translate(failure, "ecs:UpdateService"));
                        conclude(record().failureKind(), record().failure(), false);
                    } else {
                        adopt(service);
                    }
                });
    }

    private void adopt(ServiceSnapshot service) {
        service.primary().ifPresent(primary -> save(record().withRollback(record().rollbackSince(), primary.id())));
    }

    private void onRollbackStatus(ServiceSnapshot service) {
        state(text("state.rollingBack", service.name()));
        if (record().rollbackDeployment() == null) {
            if (restoreCalled) {
                return; // the answer is awaited
            }
            // A predecessor may have called.
            if (record().previousTaskDefinition().equals(service.taskDefinition())) {
                adopt(service);
            } else {
                restore();
            }
            return;
        }
        Rollout rollout = Rollout.of(service, record().rollbackDeployment(), record().deploymentId(), false);
        if (rollout.state() != Rollout.State.RUNNING && rollout.state() != Rollout.State.ROLLING_BACK) {
            conclude(record().failureKind(), record().failure(), rollout.state() == Rollout.State.STEADY);
        }
    }

    // Ending

    private void conclude(DeployResult.Outcome outcome, String reason, boolean restored) {
        concluding = true;
        if (outcome == DeployResult.Outcome.SUCCEEDED) {
            say(text(
                    "ended", TaskDefinitionName.shortened(record().taskDefinition()), latest.name(), latest.running()));
            end(outcome, reason, restored, List.of());
            return;
        }
        inOrder(
                failedTasks.read(latest, record().deploymentId(), record().taskDefinition(), FailureTelling.MOST_TOLD),
                (tasks, failure) -> {
                    if (failure != null) {
                        tell(translate(failure, "ecs:ListTasks"));
                    }
                    end(outcome, reason, restored, failure == null ? FailureTelling.newestWithLog(tasks) : List.of());
                });
    }

    private void end(DeployResult.Outcome outcome, String reason, boolean restored, List<FailedTask> tasks) {
        listener.onChange(new DeployProgress(latest, record(), outcome));
        finish(new DeployResult(
                outcome,
                latest,
                record().deploymentId(),
                record().taskDefinition(),
                record().previousTaskDefinition(),
                reason,
                restored,
                tasks));
    }

    // Aborting

    @Override
    protected boolean stopsOnAbort() {
        return settings.onAbort() == OnAbort.ROLLBACK;
    }

    /** Back to the former revision, unless somebody, ECS or this run has turned away from ours already. */
    @Override
    protected CompletionStage<?> callStop(String serviceName) {
        DeployRecord now = record();
        if (now.previousTaskDefinition() == null || now.previousTaskDefinition().equals(now.taskDefinition())) {
            stopText.set("aborted.same");
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return api.service(request.cluster(), request.service()).thenCompose(found -> {
            boolean ours = found.flatMap(ServiceSnapshot::primary)
                    .map(primary -> primary.id().equals(now.deploymentId()))
                    .orElse(false);
            stopText.set(ours ? "aborted.stopped" : "aborted.turned");
            return ours
                    ? api.restore(request, now.previousTaskDefinition()).thenApply(Optional::of)
                    : CompletableFuture.completedFuture(found);
        });
    }

    @Override
    protected String stopOperation() {
        return "ecs:UpdateService";
    }

    @Override
    protected void onStopped(String serviceName) {
        endAborted(text(stopText.get(), shownName(), TaskDefinitionName.shortened(record().previousTaskDefinition())));
    }

    @Override
    protected String resource() {
        return request.clusterName() + "/" + request.serviceName();
    }

    @Override
    protected String shownName() {
        return resource();
    }

    @Override
    protected void release() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
