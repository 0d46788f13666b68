package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPage;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.work.PatientWatch;
import io.jenkins.plugins.awsdevtools.engine.work.StartRules;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codedeploy.model.DeploymentLimitExceededException;
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

    /** "Maximum number of hours a ... blue/green deployment can run: 109 hours" ("CodeDeploy quotas"), and a day. */
    private static final Duration WATCH_PATIENCE = Duration.ofHours(109 + 24);

    /** How long after a failure CodeDeploy may take to make the deployment that rolls it back. */
    private static final Duration ROLLBACK_PATIENCE = Duration.ofMinutes(1);

    /** How long a deployment that was told to stop may take to say that it has. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(110);

    private static final int MOST_SUGGESTED_FROM = 500;
    private static final Pattern DEPLOYMENT_ID = Pattern.compile("\\bd-[A-Z0-9]{6,}\\b");
    private static final String ROLLBACK_PREFIX = "~";

    private final CodeDeployApi api;
    private final DeploymentRequest request;
    private final DeploymentSettings settings;
    private final DeploymentListener listener;

    private volatile String otherId;
    private volatile DeploymentSnapshot latest;
    private DeploymentSnapshot rollback;
    private TargetReader targets;
    private TargetReader rollbackTargets;
    private PatientWatch<DeploymentSnapshot> second;
    private Instant endSeen;
    private boolean reading;
    private boolean targetsDenied;
    private boolean concluding;
    private boolean goingOn;
    private boolean terminating;
    private boolean pageFinished;

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
        return api.create(request, record().marker()).whenComplete((created, failure) -> {
            Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
            if (reason instanceof DeploymentLimitExceededException busy) {
                Matcher id = DEPLOYMENT_ID.matcher(String.valueOf(busy.getMessage()));
                otherId = id.find() ? id.group() : null;
            }
        });
    }

    @Override
    protected String startOperation() {
        return "codedeploy:CreateDeployment";
    }

    @Override
    protected CompletionStage<Optional<DeploymentSnapshot>> find() {
        return api.find(request, record().marker(), record().requested());
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
        if (otherId != null) {
            waitFor(otherId);
            return true;
        }
        inOrder(patiently(() -> api.active(request), findOperation()), (active, failure) -> {
            if (failure == null && !active.isEmpty()) {
                waitFor(active.get(0));
            } else {
                fail(refusal);
            }
        });
        return true;
    }

    private void waitFor(String other) {
        once("behind " + other, List.of(text("behind", other, request.group(), link(other))));
        state(text("state.behind", other));
        watchSecond(other, status -> {
            if (status.status().isEnd()) {
                startAgain();
            }
        });
    }

    private void startAgain() {
        endSecond();
        startAnew(record().requestedAt(context().timing().now()));
    }

    /** A slip of the pen is most often in a name, so the names that do exist are asked for. */
    @Override
    protected CompletionStage<AwsFailure> explain(AwsFailure refusal) {
        if (refusal.kind() == AwsFailure.Kind.LIMIT_REACHED && otherId != null) {
            return CompletableFuture.completedFuture(new AwsFailure(
                    AwsFailure.Kind.LIMIT_REACHED,
                    text("busy", request.group(), otherId, link(otherId)),
                    text("busy.advice"),
                    Optional.empty(),
                    false,
                    startOperation()));
        }
        if (refusal.kind() != AwsFailure.Kind.NOT_FOUND) {
            return CompletableFuture.completedFuture(refusal);
        }
        return api.applications(MOST_SUGGESTED_FROM)
                .thenCompose(names -> !names.contains(request.application())
                        ? CompletableFuture.completedFuture(
                                FailureTranslator.withClosest(refusal, request.application(), names))
                        : api.groups(request.application(), MOST_SUGGESTED_FROM)
                                .thenApply(groups -> FailureTranslator.withClosest(refusal, request.group(), groups)));
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
        return WATCH_PATIENCE;
    }

    @Override
    protected void onStatus(DeploymentSnapshot now) {
        latest = now;
        if (concluding || reading || abortWanted()) {
            return;
        }
        finishPage();
        String progress = text(
                "state.progress",
                now.status(),
                now.targets().done(),
                now.targets().all());
        state(text("state.running", now.id(), progress));
        if (now.status() == DeploymentStatus.READY) {
            onReady();
        }
        if (targets == null) {
            targets = new TargetReader(api, now.id());
        }
        reading = true;
        readTargets(targets, now, "", () -> {
            reading = false;
            afterReading(now);
        });
    }

    private void afterReading(DeploymentSnapshot now) {
        changed();
        if (!now.status().isEnd()) {
            terminateOriginals(now);
            return;
        }
        Instant time = context().timing().now();
        endSeen = endSeen == null ? time : endSeen;
        if (rollbackExpected(now, false) && time.isBefore(endSeen.plus(ROLLBACK_PATIENCE))) {
            lookAgain(); // the next reading may know it
            return;
        }
        concluding = true;
        stopWatching();
        once("ended", DeploymentTexts.table(now, targets.targets()));
        if (now.rollbackId() != null) {
            follow(now);
        } else {
            conclude(now);
        }
    }

    /** Whether CodeDeploy is about to make a deployment that undoes this one. */
    private static boolean rollbackExpected(DeploymentSnapshot now, boolean asked) {
        if (now.rollbackId() != null || now.rollbackMessage() != null) {
            return false;
        }
        return switch (now.status()) {
            case FAILED -> now.rollsBackOn().contains("DEPLOYMENT_FAILURE");
            case STOPPED -> asked || !now.rollsBackOn().isEmpty();
            default -> false;
        };
    }

    /** Reads the targets of a deployment, tells what happened on them, goes on. */
    private void readTargets(TargetReader reader, DeploymentSnapshot of, String prefix, Runnable then) {
        if (targetsDenied) {
            then.run();
            return;
        }
        inOrder(patiently(() -> reader.read(of), "codedeploy:BatchGetDeploymentTargets"), (read, failure) -> {
            if (abortWanted()) {
                return;
            }
            if (failure == null) {
                print(TargetProgress.since(record().told(), prefix, reader.take(read), settings.lastLines()));
            } else {
                onUnreadable(failure);
            }
            then.run();
        });
    }

    private void onUnreadable(Throwable failure) {
        Throwable thrown = failure instanceof CompletionException ? failure.getCause() : failure;
        if (thrown instanceof AwsFailureException refused) {
            tell(refused.failure());
            targetsDenied = refused.failure().kind() == AwsFailure.Kind.DENIED;
        }
    }

    /** Says something once, whatever becomes of this process. */
    private void once(String what, List<String> lines) {
        Map<String, String> told = new HashMap<>(record().told());
        if (told.put("#" + what, "") == null) {
            print(new TargetProgress(told, lines));
        }
    }

    /** The record has the lines before the log has, so that a killed process loses none and prints none twice. */
    private void print(TargetProgress progress) {
        if (progress.lines().isEmpty()) {
            if (!progress.told().equals(record().told())) {
                save(record().withPage(progress.told(), List.of()));
            }
            return;
        }
        finishPage();
        save(record().withPage(progress.told(), progress.lines()));
        log().print(new LogPage(record().page(), Integer.toString(record().pageNumber())));
    }

    /** Prints what a killed predecessor did not get printed. */
    private void finishPage() {
        if (pageFinished) {
            return;
        }
        pageFinished = true;
        String number = Integer.toString(record().pageNumber());
        if (!record().page().isEmpty() && !number.equals(log().token().orElse(""))) {
            log().print(new LogPage(record().page(), number));
        }
    }

    // Blue and green

    private void onReady() {
        if (settings.onReady() == OnReady.CONTINUE) {
            goOn();
            return;
        }
        boolean here = settings.onReady() == OnReady.INPUT;
        state(text(here ? "state.readyHere" : "state.readyThere", latest.id()));
        once(
                "ready",
                List.of(
                        here
                                ? text("ready.here", latest.id(), settings.approvedAt())
                                : text("ready.there", latest.id(), link(latest.id()))));
    }

    /**
     * Lets a deployment that is ready send traffic to what is new. Without effect on one that is not.
     *
     * @param who says so, for the log
     */
    public void proceed(String who) {
        serial().execute(() -> {
            if (!ending() && latest != null && latest.status() == DeploymentStatus.READY) {
                say(text("ready.approved", latest.id(), who));
                goOn();
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

    private void goOn() {
        if (!goingOn) {
            goingOn = true;
            say(text("ready.continued", latest.id()));
            patientlyProceed(DeploymentWaitType.READY_WAIT);
        }
    }

    private void terminateOriginals(DeploymentSnapshot now) {
        boolean allGone = !targets.targets().isEmpty()
                && targets.targets().stream()
                        .filter(target -> !"BLUE".equalsIgnoreCase(target.label()))
                        .allMatch(TargetSnapshot::hasAllTraffic);
        if (settings.terminateOriginals() && now.blueGreen() && allGone && !terminating) {
            terminating = true;
            say(text("terminating", now.id()));
            patientlyProceed(DeploymentWaitType.TERMINATION_WAIT);
        }
    }

    private void patientlyProceed(DeploymentWaitType wait) {
        inOrder(
                patiently(
                        () -> api.proceed(latest.id(), wait).thenApply(done -> (Object) done),
                        "codedeploy:ContinueDeployment"),
                (done, failure) -> {
                    if (failure != null) {
                        onUncontinued(failure);
                    }
                });
    }

    private void onUncontinued(Throwable failure) {
        Throwable thrown = failure instanceof CompletionException ? failure.getCause() : failure;
        if (thrown instanceof AwsFailureException refused) {
            tell(refused.failure());
            goingOn = settings.onReady() != OnReady.INPUT; // somebody may approve it again
        }
    }

    // Rolling back

    private void follow(DeploymentSnapshot failed) {
        String id = failed.rollbackId();
        once("rollback", List.of(text("rollback.started", id, failed.id(), link(id))));
        state(text("state.rollback", id));
        rollbackTargets = new TargetReader(api, id);
        watchSecond(id, status -> {
            rollback = status;
            if (reading) {
                return;
            }
            reading = true;
            readTargets(rollbackTargets, status, ROLLBACK_PREFIX, () -> {
                reading = false;
                changed();
                if (status.status().isEnd() && !ending()) {
                    endSecond();
                    List<String> lines = new ArrayList<>(DeploymentTexts.table(status, rollbackTargets.targets()));
                    lines.add(text("rollback.ended", id, status.status()));
                    once("rollback ended", lines);
                    conclude(failed);
                }
            });
        });
    }

    private void conclude(DeploymentSnapshot end) {
        finish(new DeploymentResult(end, rollback, targets.targets()));
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
        endSecond();
        boolean rollsBack = settings.onAbort() == OnAbort.ROLL_BACK;
        Instant patience = context().timing().now().plus(STOP_PATIENCE);
        watchSecond(deploymentId, now -> {
            latest = now;
            boolean late = context().timing().now().isAfter(patience);
            if (late || now.status().isEnd() && !rollbackExpected(now, rollsBack)) {
                endSecond();
                changed();
                endAborted(stopText(now));
            } else {
                second.lookAgain();
            }
        });
    }

    private String stopText(DeploymentSnapshot now) {
        if (!now.status().isEnd()) {
            return text("aborted.stopping", now.id());
        }
        return now.rollbackId() == null
                ? text("aborted.ended", now.id(), now.status())
                : text("aborted.rollback", now.id(), now.status(), now.rollbackId(), link(now.rollbackId()));
    }

    @Override
    protected String resource() {
        return request.shown();
    }

    @Override
    protected void release() {
        endSecond();
    }

    // Another deployment beside ours

    private void watchSecond(String id, Consumer<DeploymentSnapshot> onStatus) {
        endSecond();
        second = PatientWatch.of(
                context().watcher(),
                statusSource(),
                id,
                WATCH_PATIENCE,
                serial(),
                context().timing(),
                failure -> translate(failure, statusSource().operation()),
                new PatientWatch.Listener<>() {

                    @Override
                    public void onStatus(DeploymentSnapshot status) {
                        onStatus.accept(status);
                    }

                    @Override
                    public void onTrouble(AwsFailure reason) {
                        tell(reason);
                    }

                    @Override
                    public void onLoss(PatientWatch.Loss loss, AwsFailure refusal) {
                        onSecondLost(id, refusal);
                    }
                });
    }

    private void onSecondLost(String id, AwsFailure refusal) {
        if (refusal != null) {
            tell(refusal);
        }
        if (abortWanted()) {
            endAborted(text("aborted.stopping", id));
        } else if (record().remoteId() == null) {
            startAgain(); // AWS says once more what runs in the group
        } else {
            say(text("rollback.lost", id));
            conclude(latest);
        }
    }

    private void endSecond() {
        if (second != null) {
            second.cancel();
            second = null;
        }
    }

    private void changed() {
        if (latest != null) {
            listener.onChange(new DeploymentView(
                    access().region().id(),
                    latest,
                    targets == null ? List.of() : targets.targets(),
                    rollback,
                    rollbackTargets == null ? List.of() : rollbackTargets.targets()));
        }
    }

    private String link(String id) {
        return Links.deployment(access().region().id(), id);
    }
}
