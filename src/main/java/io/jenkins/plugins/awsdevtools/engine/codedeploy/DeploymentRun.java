package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.work.StartRules;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;

/**
 * One deployment, from the wish to have it to its end, across restarts. CreateDeployment takes no token, so a call without
 * an answer is never repeated before the deployment was looked for by its marker.
 *
 * <p>Beside the states of {@link WorkRun} there are two. <b>Behind another:</b> a deployment already runs in the group; its
 * end is watched, then the start is made again. <b>Rolling back:</b> the deployment has failed and CodeDeploy has made
 * another that undoes it; that one is watched to its end too.
 */
public final class DeploymentRun extends WorkRun<DeploymentSnapshot, DeploymentResult, DeploymentRecord> {

    /**
     * No token. A new deployment is listed at once as a rule; "not found" is believed ten seconds after the call.
     */
    private static final StartRules START =
            new StartRules(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(30));

    private final CodeDeployApi api;
    private final DeploymentRequest request;
    private final DeploymentSettings settings;
    private final DeploymentListener listener;
    private final DeploymentKeeper keeper = new Keeper();
    private final DeploymentStart start;
    private final DeploymentLog told;
    private final TrafficShift shift;
    private final SecondDeployment second;

    private volatile DeploymentSnapshot latest;
    private TargetTelling targets;
    private Rollback rollback;
    private Instant endSeen;
    private boolean concluding;

    DeploymentRun(
            WorkContext context,
            AwsAccess access,
            DeploymentRequest request,
            DeploymentSettings settings,
            Journal<DeploymentRecord> journal,
            LineSink sink,
            DeploymentListener listener) {
        super(context, access, "codedeploy", journal, sink);
        this.api = new CodeDeployApi(context.clients(), access);
        this.request = Objects.requireNonNull(request);
        this.settings = Objects.requireNonNull(settings);
        this.listener = Objects.requireNonNull(listener);
        this.start = new DeploymentStart(api, context.clients(), access, request, serial(), keeper);
        this.told = new DeploymentLog(keeper);
        this.shift = new TrafficShift(settings, keeper, told, this::proceed, this::state);
        this.second = new SecondDeployment(
                context,
                api.statusSource(),
                DeploymentPatience.WATCH,
                serial(),
                failure -> translate(failure, api.statusSource().operation()),
                this::tell,
                this::onSecondLost);
    }

    /** What the parts of this run read, keep and print. */
    private final class Keeper implements DeploymentKeeper {

        @Override
        public DeploymentRecord record() {
            return DeploymentRun.this.record();
        }

        @Override
        public void keep(DeploymentRecord next) {
            save(next);
        }

        @Override
        public ResumableLog log() {
            return DeploymentRun.this.log();
        }
    }

    // Starting

    @Override
    protected StartRules startRules() {
        return START;
    }

    @Override
    protected DeploymentRecord freshRecord(String marker, Instant now) {
        return DeploymentRecord.fresh(marker, now);
    }

    @Override
    protected CompletionStage<DeploymentSnapshot> callStart() {
        return start.call();
    }

    @Override
    protected String startOperation() {
        return DeploymentStart.OPERATION;
    }

    @Override
    protected CompletionStage<Optional<DeploymentSnapshot>> find() {
        return start.find();
    }

    @Override
    protected String findOperation() {
        return "codedeploy:ListDeployments";
    }

    @Override
    protected boolean startsLater(AwsFailure refusal) {
        if (refusal.kind() != AwsFailure.Kind.LIMIT_REACHED || !settings.waitForOther()) {
            return false;
        }
        if (start.otherId() != null) {
            waitFor(start.otherId());
            return true;
        }
        make(() -> api.active(request), findOperation(), (active, failure) -> {
            if (failure == null && !active.isEmpty()) {
                waitFor(active.get(0));
            } else {
                fail(refusal);
            }
        });
        return true;
    }

    private void waitFor(String other) {
        told.once("behind " + other, List.of(text("behind", other, request.group(), link(other))));
        state(text("state.behind", other));
        second.follow(other, status -> {
            if (status.status().isEnd()) {
                startAgain();
            }
        });
    }

    private void startAgain() {
        second.end();
        startAnew(record().requestedAt(context().timing().now()));
    }

    @Override
    protected CompletionStage<AwsFailure> explain(AwsFailure refusal) {
        return start.explain(refusal, this::link);
    }

    @Override
    protected String idOf(DeploymentSnapshot deployment) {
        return deployment.id();
    }

    @Override
    protected void onStarted(DeploymentSnapshot deployment) {
        latest = deployment;
        say(text("started", deployment.id(), request.revision().shown(), request.shown(), link(deployment.id())));
        changed();
    }

    // Running

    @Override
    protected StatusSource<String, DeploymentSnapshot> statusSource() {
        return api.statusSource();
    }

    @Override
    protected Duration watchPatience() {
        return DeploymentPatience.WATCH;
    }

    @Override
    protected void onStatus(DeploymentSnapshot now) {
        latest = now;
        if (concluding || abortWanted() || targets != null && targets.isReading()) {
            return;
        }
        told.finishPage();
        if (!settings.waitForEnd()) {
            leave(now);
            return;
        }
        String progress = text(
                "state.progress",
                now.status(),
                now.targets().done(),
                now.targets().all());
        state(text("state.running", now.id(), progress));
        if (now.status() == DeploymentStatus.READY) {
            shift.onReady(now.id(), link(now.id()));
        }
        if (targets == null) {
            targets = telling(now.id(), "");
        }
        targets.read(now, () -> afterReading(now));
    }

    private void leave(DeploymentSnapshot now) {
        concluding = true;
        stopWatching();
        told.once("left", List.of(text("notWaited", now.id())));
        finish(new DeploymentResult(
                now, null, List.of(), record().taskDefinition(), record().previousTaskDefinition()));
    }

    private TargetTelling telling(String id, String prefix) {
        return new TargetTelling(
                new TargetReader(api, id), prefix, settings.lastLines(), this::make, keeper, told, this::tell);
    }

    private void afterReading(DeploymentSnapshot now) {
        if (abortWanted()) {
            return;
        }
        changed();
        if (!now.status().isEnd()) {
            shift.terminateOriginals(now, targets.targets());
            return;
        }
        Instant time = context().timing().now();
        endSeen = endSeen == null ? time : endSeen;
        if (now.expectsRollback(false) && time.isBefore(endSeen.plus(DeploymentPatience.ROLLBACK))) {
            lookAgain(); // the next reading may know it
            return;
        }
        concluding = true;
        stopWatching();
        told.once("ended", DeploymentTexts.table(now, targets.targets()));
        if (now.rollbackId() != null) {
            follow(now);
        } else {
            conclude(now);
        }
    }

    // Blue and green

    /**
     * Lets a deployment that is ready send traffic to what is new. Without effect on one that is not.
     *
     * @param who says so, for the log
     */
    public void proceed(String who) {
        serial().execute(() -> {
            if (!ending() && latest != null && latest.status() == DeploymentStatus.READY) {
                shift.approve(latest.id(), who);
            }
        });
    }

    /** The deployment's id; empty until AWS has given it one. */
    public String deploymentId() {
        DeploymentSnapshot now = latest;
        return now == null ? "" : now.id();
    }

    /** Whether the deployment waits for {@link #proceed}. */
    public boolean waitsForApproval() {
        DeploymentSnapshot now = latest;
        return settings.onReady() == OnReady.INPUT
                && !result().toCompletableFuture().isDone()
                && now != null
                && now.status() == DeploymentStatus.READY;
    }

    private void proceed(DeploymentWaitType wait, Consumer<AwsFailure> onFailure, Runnable notWaiting) {
        make(() -> api.proceed(latest.id(), wait), "codedeploy:ContinueDeployment", (waited, failure) -> {
            if (failure != null) {
                tell(failure);
                onFailure.accept(failure);
            } else if (!waited) {
                notWaiting.run();
            }
        });
    }

    private <A> void make(
            Supplier<? extends CompletionStage<A>> call, String operation, BiConsumer<? super A, AwsFailure> handler) {
        inOrder(
                patiently(call, operation),
                (answer, failure) -> handler.accept(answer, failure == null ? null : translate(failure, operation)));
    }

    // Rolling back

    private void follow(DeploymentSnapshot failed) {
        String id = failed.rollbackId();
        state(text("state.rollback", id));
        rollback = new Rollback(
                second, telling(id, Rollback.PREFIX), told, this::changed, () -> abortWanted() || ending());
        rollback.follow(failed, link(id), () -> conclude(failed));
    }

    private void conclude(DeploymentSnapshot end) {
        finish(new DeploymentResult(
                end,
                rollback == null ? null : rollback.latest(),
                targets.targets(),
                record().taskDefinition(),
                record().previousTaskDefinition()));
    }

    // Aborting

    @Override
    protected boolean stopsOnAbort() {
        return settings.onAbort() != OnAbort.LEAVE;
    }

    @Override
    protected CompletionStage<?> callStop(String deploymentId) {
        return api.stop(deploymentId, settings.onAbort() == OnAbort.ROLL_BACK);
    }

    @Override
    protected String stopOperation() {
        return "codedeploy:StopDeployment";
    }

    /** CodeDeploy takes its time to stop, and may roll back then. */
    @Override
    protected void onStopped(String deploymentId) {
        stopWatching();
        second.end();
        boolean rollsBack = settings.onAbort() == OnAbort.ROLL_BACK;
        second.follow(deploymentId, now -> {
            latest = now;
            if (now.status().isEnd() && !now.expectsRollback(rollsBack)) {
                onStopKnown(deploymentId);
            } else {
                second.lookAgain();
            }
        });
        // Its end is not waited for any longer, also if nothing can be read of it.
        context().timing().after(DeploymentPatience.STOP, () -> serial().execute(() -> onStopKnown(deploymentId)));
    }

    private void onStopKnown(String deploymentId) {
        if (!ending()) {
            second.end();
            changed();
            endAborted(
                    latest == null
                            ? text("aborted.stopping", deploymentId)
                            : DeploymentTexts.stopped(latest, this::link));
        }
    }

    @Override
    protected String resource() {
        return request.shown();
    }

    @Override
    protected void release() {
        second.end();
    }

    // Another deployment beside ours

    private void onSecondLost(String id, AwsFailure refusal) {
        boolean created = record().remoteId() != null;
        if (refusal != null && !abortWanted() && !created) {
            fail(refusal); // its end would never be seen, nor that of a deployment of our own
            return;
        }
        if (refusal != null) {
            tell(refusal);
        }
        if (abortWanted()) {
            endAborted(text("aborted.stopping", id));
        } else if (!created) {
            startAgain(); // AWS says once more what runs in the group
        } else {
            say(text("rollback.lost", id));
            conclude(latest);
        }
    }

    private void changed() {
        if (latest != null) {
            listener.onChange(new DeploymentView(
                    access().region().id(),
                    latest,
                    targets == null ? List.of() : targets.targets(),
                    rollback == null ? null : rollback.latest(),
                    rollback == null ? List.of() : rollback.targets()));
        }
    }

    private String link(String id) {
        return Links.deployment(access().region().id(), id);
    }
}
