package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.CodePipelineApi;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineLinks;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.Polled;
import io.jenkins.plugins.awsdevtools.engine.watch.SaidOnce;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerListener;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One trigger at work: hears what changes in its pipelines and has its job built for each change.
 *
 * <p>The first sight of a pipeline is recorded and builds nothing. What was seen and the changes it means, as pending, are
 * saved together before builds are put in the queue, and a change stays pending until its build has begun: a crash at any
 * point, or a job that is disabled at that moment, neither loses it nor builds it twice. An execution that has ended before it was seen was under way once, which is
 * told too where that state is asked for. After a long pause the newest hundred executions of a pipeline are looked at.
 *
 * <p>What goes wrong is said once in the log and never ends the watch. All state belongs to the serial executor.
 */
public final class ChangeWatch implements Polled {

    private static final Logger LOGGER = Logger.getLogger(ChangeWatch.class.getName());

    /** Nobody who waits for changes gets tired. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** As many pipelines as an account has at most by default. */
    private static final int MOST_SUGGESTED_FROM = 1000;

    /** So many names of events are remembered, as many as a list of pipelines has by default. */
    private static final int MOST_LOOKED_FOR = 1000;

    private static final String RUNNING = "InProgress";

    private final ChangeRequest request;
    private final AwsAccess access;
    private final AwsClients clients;
    private final Watcher watcher;
    private final Journal<ChangeRecord> journal;
    private final TriggerTarget<PipelineChange> target;
    private final Supplier<String> ids;
    private final SerialExecutor serial;
    private final Map<String, Watch> pipelines = new HashMap<>();
    private final Map<String, PipelineReading> latest = new HashMap<>();

    /** Those of the pending changes that are not in the queue, as far as is known. */
    private final Set<String> unqueued = new HashSet<>();

    private final Set<String> lookedFor = new HashSet<>();
    private final SaidOnce said;
    private ChangeRecord record;
    private Watch list;
    private boolean stopped;

    /** @param serial runs everything, given who is told of faults */
    ChangeWatch(
            ChangeRequest request,
            AwsAccess access,
            AwsClients clients,
            Watcher watcher,
            Journal<ChangeRecord> journal,
            TriggerTarget<PipelineChange> target,
            Supplier<String> ids,
            Function<Consumer<Throwable>, SerialExecutor> serial) {
        this.request = request;
        this.access = access.withoutSessionTags();
        this.clients = clients;
        this.watcher = watcher;
        this.journal = journal;
        this.target = target;
        this.ids = ids;
        this.said = new SaidOnce(target::say);
        this.serial = serial.apply(fault -> {
            LOGGER.log(Level.WARNING, fault, () -> "The trigger of " + request.pipelines() + " failed");
            target.say(String.valueOf(fault.getMessage()));
        });
    }

    /** Begins. Changes that are pending since before are built if they are not in the queue. */
    public void start() {
        serial.execute(() -> {
            load();
            target.say(Texts.of(
                    "codepipeline.changes.watching",
                    String.join(", ", request.pipelines().texts()),
                    request.level().name().toLowerCase(Locale.ROOT),
                    request.states().isEmpty()
                            ? Texts.of("codepipeline.changes.watching.all")
                            : String.join(", ", new TreeSet<>(request.states()))));
            request.pipelines().names().forEach(this::watch);
            if (request.pipelines().hasGlobs()) {
                list = watcher.watch(
                        new PipelineListSource(clients, access),
                        PipelineListSource.All.PIPELINES,
                        hearing("", this::onList),
                        FOREVER);
            }
            record.pending().forEach(change -> unqueued.add(change.id()));
            putPending(); // last: whatever goes wrong here is tried again by those that watch
        });
    }

    /** Ends; what was recorded stays. */
    public void stop() {
        serial.execute(() -> {
            stopped = true;
            pipelines.values().forEach(Watch::cancel);
            pipelines.clear();
            if (list != null) {
                list.cancel();
            }
        });
    }

    /** Reads everything now. */
    @Override
    public void poll() {
        serial.execute(() -> {
            pipelines.values().forEach(Watch::nudge);
            if (list != null) {
                list.nudge();
            }
        });
    }

    /**
     * An event told of a pipeline. The watcher reads it if it is watched; if it is not and a glob means it, it may have been
     * made a moment ago, so the list is read, once for a name until it is found.
     */
    public void heard(String region, String pipeline) {
        serial.execute(() -> {
            if (stopped
                    || list == null
                    || !region.equals(access.region().id())
                    || pipelines.containsKey(pipeline)
                    || !request.pipelines().matches(pipeline)) {
                return;
            }
            if (lookedFor.size() == MOST_LOOKED_FOR) {
                lookedFor.clear();
            }
            if (lookedFor.add(pipeline)) {
                list.nudge();
            }
        });
    }

    /** The build for a change has begun, or was taken from the queue by somebody. */
    public void begun(String changeId) {
        serial.execute(() -> {
            unqueued.remove(changeId);
            if (!stopped && record != null && record.isPending(changeId)) {
                save(record.withoutPending(changeId));
            }
        });
    }

    private void load() {
        String place = access.region().id() + "/" + request.level();
        try {
            record = journal.load().filter(kept -> kept.place().equals(place)).orElse(ChangeRecord.empty(place));
        } catch (UncheckedIOException unreadable) {
            target.say(Texts.of("codepipeline.changes.unreadable", unreadable.getMessage()));
            record = ChangeRecord.empty(place);
        }
    }

    private void save(ChangeRecord next) {
        journal.save(next);
        record = next;
    }

    /** Puts changes in the queue that it did not take, or lost when Jenkins was killed. */
    private void putPending() {
        if (unqueued.isEmpty()) {
            return;
        }
        for (PipelineChange change : record.pending()) {
            if (!unqueued.contains(change.id())) {
                continue;
            }
            if (target.isBegun(change.id())) {
                save(record.withoutPending(change.id()));
                unqueued.remove(change.id());
            } else if (target.isQueued(change.id())) {
                unqueued.remove(change.id());
            } else if (target.isBuildable()) {
                put(change, "codepipeline.changes.resumed");
            } else {
                said.say("waiting", Texts.of("codepipeline.changes.waiting"));
            }
        }
    }

    private void put(PipelineChange change, String text) {
        if (target.schedule(change)) {
            unqueued.remove(change.id());
            said.settle("waiting");
            target.say(Texts.of(text, change.place(), change.state()));
        } else {
            said.say("waiting", Texts.of("codepipeline.changes.waiting"));
        }
    }

    private void watch(String pipeline) {
        pipelines.computeIfAbsent(
                pipeline,
                name -> watcher.watch(
                        new ChangeSource(clients, access, request.level()),
                        name,
                        hearing(name, (PipelineReading reading) -> onReading(name, reading)),
                        FOREVER));
    }

    private void onList(List<String> names) {
        Set<String> wanted = new TreeSet<>(request.pipelines().names());
        names.stream().filter(request.pipelines()::matches).forEach(wanted::add);
        if (wanted.isEmpty()) {
            said.say(
                    "",
                    Texts.of(
                            "codepipeline.changes.noMatch",
                            String.join(", ", request.pipelines().texts())));
        } else {
            said.settle("");
        }
        wanted.forEach(this::watch);
        lookedFor.removeAll(wanted);
        pipelines.keySet().stream()
                .filter(name -> !wanted.contains(name))
                .toList()
                .forEach(name -> {
                    pipelines.remove(name).cancel();
                    latest.remove(name);
                });
    }

    private void onReading(String pipeline, PipelineReading reading) {
        putPending();
        if (reading.refusal().isPresent()) {
            suggest(pipeline, reading);
            return;
        }
        target.polled();
        said.settle(pipeline);
        if (reading.equals(latest.get(pipeline))) {
            return;
        }
        if (!target.isBuildable()) {
            said.say("waiting", Texts.of("codepipeline.changes.waiting"));
            return;
        }
        said.settle("waiting");
        consider(pipeline, reading.observed());
        latest.put(pipeline, reading);
    }

    /** The refusal, and which pipeline may have been meant. */
    private void suggest(String pipeline, PipelineReading reading) {
        String text = reading.refusal().orElseThrow().text();
        if (!said.isOpen(pipeline)) {
            new CodePipelineApi(clients, access)
                    .pipelines(MOST_SUGGESTED_FROM)
                    .thenApply(names -> ClosestNames.of(pipeline, names))
                    .exceptionally(unknown -> List.of())
                    .thenAccept(closest -> serial.execute(() -> {
                        if (!closest.isEmpty()) {
                            target.say(Texts.of("failure.notFound.closest", String.join(", ", closest)));
                        }
                    }));
        }
        said.say(pipeline, text);
    }

    private void consider(String pipeline, List<Observed> observed) {
        Map<String, String> known = record.known().get(pipeline);
        Map<String, String> seen = new HashMap<>();
        observed.forEach(one -> seen.put(one.key(), one.mark()));
        if (known == null) {
            target.say(Texts.of("codepipeline.changes.first", pipeline));
            save(record.with(pipeline, seen, List.of()));
            return;
        }
        if (seen.equals(known)) {
            return;
        }
        List<PipelineChange> changes = new ArrayList<>();
        for (Observed one : observed) {
            String before = known.get(one.key());
            if (before == null && one.hasBegun() && !one.status().equals(RUNNING) && request.wants(RUNNING)) {
                changes.add(change(pipeline, one, RUNNING, ""));
            }
            if (!one.mark().equals(before) && request.wants(one.status())) {
                changes.add(change(pipeline, one, one.status(), before == null ? "" : Observed.status(before)));
            }
        }
        save(record.with(pipeline, seen, changes));
        changes.forEach(change -> unqueued.add(change.id())); // until the queue has them, whatever becomes of the calls
        changes.forEach(change -> put(change, "codepipeline.changes.scheduled"));
    }

    private PipelineChange change(String pipeline, Observed one, String state, String previous) {
        return new PipelineChange(
                ids.get(),
                access.region().id(),
                pipeline,
                one.executionId(),
                request.level().name().toLowerCase(Locale.ROOT),
                one.stage(),
                one.action(),
                state,
                previous,
                one.changed(),
                one.summary(),
                PipelineLinks.execution(access.region().id(), pipeline, one.executionId()));
    }

    private <S> TriggerListener<S> hearing(String about, Consumer<S> told) {
        String operation = about.isEmpty()
                ? "codepipeline:ListPipelines"
                : new ChangeSource(clients, access, request.level()).operation();
        CallContext call = new CallContext(operation, about, access.region().id());
        return new TriggerListener<>(
                serial,
                said,
                () -> !stopped && (about.isEmpty() || pipelines.containsKey(about)),
                told,
                new TriggerListener.Voice(
                        failure -> Texts.of(
                                "codepipeline.changes.trouble",
                                FailureTranslator.translate(failure, call).text()),
                        Texts.of("codepipeline.changes.recovered")));
    }
}
