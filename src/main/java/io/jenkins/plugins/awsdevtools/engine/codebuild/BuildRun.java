package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.CloudWatchLog;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogTail;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
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
 * One build, from the wish to have it to its end, across restarts. A lost answer of StartBuild is asked for again with the
 * marker as idempotency token; once the token may have lapsed the build is looked for by its marker variable. The log
 * comes from a tail; when the build has ended the rest of it is read.
 */
public final class BuildRun extends WorkRun<BuildSnapshot, BuildResult, BuildRecord> {

    /** Five pages of project names. */
    private static final int MOST_SUGGESTED_FROM = 500;

    private final CodeBuildApi api;
    private final BuildRequest request;
    private final BuildSettings settings;
    private final BuildRunListener listener;

    private final String attach;

    private LogTail tail;
    private BuildSnapshot latest;
    private boolean attaching;

    /** @param attach the id of a build that is followed instead of one being started, or null */
    BuildRun(
            WorkContext context,
            AwsAccess access,
            BuildRequest request,
            String attach,
            BuildSettings settings,
            Journal<BuildRecord> journal,
            LineSink sink,
            BuildRunListener listener) {
        super(context, access, "codebuild", journal, sink);
        this.api = new CodeBuildApi(context.clients(), access);
        this.request = Objects.requireNonNull(request);
        this.attach = attach;
        this.settings = Objects.requireNonNull(settings);
        this.listener = Objects.requireNonNull(listener);
    }

    // Starting

    @Override
    protected StartRules startRules() {
        return BuildPatience.START;
    }

    @Override
    protected BuildRecord freshRecord(String marker, Instant now) {
        BuildRecord fresh = BuildRecord.fresh(marker, now);
        attaching = attach != null;
        return attaching ? fresh.withRemoteId(attach) : fresh;
    }

    @Override
    protected CompletionStage<BuildSnapshot> callStart() {
        List<String> previous = record().previous();
        return previous.isEmpty()
                ? api.start(request, record().marker())
                : api.retry(previous.get(previous.size() - 1), record().token());
    }

    @Override
    protected String startOperation() {
        return record().previous().isEmpty() ? "codebuild:StartBuild" : "codebuild:RetryBuild";
    }

    @Override
    protected CompletionStage<Optional<BuildSnapshot>> find() {
        return api.find(request.project(), record().marker(), record().requested(), record().previous());
    }

    @Override
    protected String findOperation() {
        return "codebuild:ListBuildsForProject";
    }

    /** A project that does not exist is most often a slip of the pen, so the names that do exist are asked for. */
    @Override
    protected CompletionStage<AwsFailure> explain(AwsFailure refusal) {
        return refusal.kind() != AwsFailure.Kind.NOT_FOUND
                ? CompletableFuture.completedFuture(refusal)
                : api.projects(MOST_SUGGESTED_FROM)
                        .thenApply(names -> FailureTranslator.withClosest(refusal, request.project(), names));
    }

    @Override
    protected String idOf(BuildSnapshot build) {
        return build.id();
    }

    @Override
    protected void onStarted(BuildSnapshot build) {
        latest = build;
        say(text("started", build.displayName(), build.id(), Links.build(build)));
        changed(build);
    }

    private void changed(BuildSnapshot build) {
        listener.onChange(build, record().earlier());
    }

    // Running

    @Override
    protected StatusSource<String, BuildSnapshot> statusSource() {
        return api.statusSource();
    }

    @Override
    protected Duration watchPatience() {
        return BuildPatience.WATCH;
    }

    @Override
    protected void onStatus(BuildSnapshot build) {
        BuildSnapshot before = latest;
        latest = build;
        if (attaching) {
            attaching = false;
            say(text("attached", build.displayName(), build.id(), Links.build(build)));
        }
        state(text("state.running", build.displayName(), build.currentPhase()));
        if (!build.equals(before)) {
            changed(build);
        }
        if (build.log() != null && tail == null && settings.logMode() == LogMode.STREAM) {
            tail = newTail(build);
            tail.start();
        }
        if (build.complete()) {
            stopWatching();
            drain(build);
        }
    }

    private LogTail newTail(BuildSnapshot build) {
        return new LogTail(
                cloudWatchLog(build),
                log(),
                context().budget(),
                new ReadBudget.Account(build.account(), build.region()),
                context().timing(),
                serial(),
                context().tailPacing(),
                context().random(),
                failure -> tell(translate(failure, "logs:GetLogEvents")));
    }

    private CloudWatchLog cloudWatchLog(BuildSnapshot build) {
        return new CloudWatchLog(
                context().clients(), access().withoutSessionTags(), build.log().group(), build.log().stream());
    }

    // Draining

    private void drain(BuildSnapshot build) {
        state(text("state.draining", build.displayName()));
        if (tail == null) {
            readLastLines(build);
        } else {
            inOrder(tail.drain(), (drained, failure) -> readLastLines(build));
        }
    }

    private void readLastLines(BuildSnapshot build) {
        boolean wanted = build.status() != BuildStatus.SUCCEEDED
                && build.log() != null
                && settings.logMode() != LogMode.NONE
                && settings.lastLines() > 0;
        CompletionStage<List<String>> lines = wanted
                ? cloudWatchLog(build).lastLines(settings.lastLines())
                : CompletableFuture.completedFuture(List.of());
        inOrder(lines, (read, failure) -> {
            if (failure != null) {
                tell(translate(failure, "logs:GetLogEvents"));
            }
            onEnd(new BuildResult(build, failure == null ? read : List.of(), record().earlier()));
        });
    }

    private void onEnd(BuildResult end) {
        if (settings.logMode() == LogMode.ON_FAILURE) {
            end.lastLines().forEach(this::say);
        }
        BuildSnapshot build = end.build();
        say(BuildTexts.ended(build));
        int attempts = record().previous().size() + 1;
        if (abortWanted() || !settings.retry().again(build, attempts)) {
            finish(end);
            return;
        }
        say(text("retry", attempts + 1, settings.retry().retries() + 1, BuildTexts.reason(build)));
        tail = null;
        startAnew(record().again(BuildAttempt.of(build), context().timing().now(), log().switchLog()));
    }

    // Aborting

    @Override
    protected boolean stopsOnAbort() {
        return settings.onAbort() == OnAbort.STOP;
    }

    @Override
    protected CompletionStage<?> callStop(String buildId) {
        return shown(api.stop(buildId), stopped -> {
            latest = stopped;
            changed(stopped);
        });
    }

    @Override
    protected String stopOperation() {
        return "codebuild:StopBuild";
    }

    @Override
    protected String resource() {
        return request.project();
    }

    @Override
    protected String shownName() {
        return latest == null ? record().remoteId() : latest.displayName();
    }

    @Override
    protected void release() {
        if (tail != null) {
            tail.stop();
        }
    }
}
