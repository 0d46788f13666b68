package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.Polled;
import io.jenkins.plugins.awsdevtools.engine.watch.SaidOnce;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerListener;
import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One trigger at work: hears of the heads of its branches and has its job built for each push.
 *
 * <p>The first sight of a branch is recorded and builds nothing. A head that differs from the recorded one is a push: it
 * is looked at ({@link PushReader}), and built or not. The new head and the push, as pending, are saved together before
 * the build is put in the queue, and the push stays pending until its build has begun: a crash at any point, or a job that
 * is disabled at that moment, neither loses it nor builds it twice. A branch that is deleted keeps its last head; made anew at another commit it is a push.
 *
 * <p>What goes wrong is said once in the polling log and never ends the watch. All state belongs to the serial executor.
 */
public final class PushWatch implements Polled {

    private static final Logger LOGGER = Logger.getLogger(PushWatch.class.getName());
    private static final int SHOWN_BRANCHES = 10;

    private final PushRequest request;
    private final AwsAccess access;
    private final BranchWatches watches;
    private final PushReader reader;
    private final Journal<PushRecord> journal;
    private final TriggerTarget<Push> target;
    private final Supplier<String> ids;
    private final SerialExecutor serial;

    private final Map<String, Watch> branches = new HashMap<>();
    private final Map<String, BranchHead> latest = new HashMap<>();
    private final Set<String> beingRead = new HashSet<>();

    /** Those of the pending pushes that are not in the queue, as far as is known. */
    private final Set<String> unqueued = new HashSet<>();

    private final SaidOnce said;
    private PushRecord record;
    private Watch list;
    private boolean stopped;

    /**
     * @param ids makes the ids of pushes, unique ones
     * @param serial runs everything, given who is told of faults
     */
    PushWatch(
            PushRequest request,
            AwsAccess access,
            BranchWatches watches,
            Journal<PushRecord> journal,
            TriggerTarget<Push> target,
            Supplier<String> ids,
            Function<Consumer<Throwable>, SerialExecutor> serial) {
        this.request = request;
        this.access = access;
        this.watches = watches;
        this.journal = journal;
        this.target = target;
        this.ids = ids;
        this.said = new SaidOnce(target::say);
        this.reader = new PushReader(request, new CodeCommitApi(watches.clients(), access.withoutSessionTags()));
        this.serial = serial.apply(fault -> {
            LOGGER.log(Level.WARNING, fault, () -> "The trigger of " + request.repository() + " failed");
            target.say(String.valueOf(fault.getMessage()));
        });
    }

    /** Begins. Pushes that are pending since before are built if they are not in the queue. */
    public void start() {
        serial.execute(() -> {
            load();
            target.say(Texts.of(
                    "codecommit.watching",
                    request.repository(),
                    request.branches().isEmpty()
                            ? Texts.of("codecommit.watching.all")
                            : String.join(", ", request.branches().texts()),
                    request.interval().toSeconds()));
            request.branches().names().forEach(this::watch);
            if (request.asksForList()) {
                list = watches.list(access, request.repository(), request.interval(), hearing("", this::onList));
            }
            record.pending().forEach(push -> unqueued.add(push.id()));
            putPending(); // last: whatever goes wrong here is tried again by those that watch
        });
    }

    /** Ends; what was recorded stays. */
    public void stop() {
        serial.execute(() -> {
            stopped = true;
            branches.values().forEach(Watch::cancel);
            branches.clear();
            if (list != null) {
                list.cancel();
            }
        });
    }

    /** Reads everything now. */
    @Override
    public void poll() {
        serial.execute(() -> {
            branches.values().forEach(Watch::nudge);
            if (list != null) {
                list.nudge();
            }
        });
    }

    /** The build of a push has begun, or was taken from the queue by somebody. */
    public void begun(String pushId) {
        serial.execute(() -> {
            unqueued.remove(pushId);
            if (!stopped && record != null && record.isPending(pushId)) {
                save(record.withoutPending(pushId));
            }
        });
    }

    private void load() {
        String place = access.region().id() + "/" + request.repository();
        try {
            record = journal.load().filter(kept -> kept.place().equals(place)).orElse(PushRecord.empty(place));
        } catch (UncheckedIOException unreadable) {
            target.say(Texts.of("codecommit.record.unreadable", unreadable.getMessage()));
            record = PushRecord.empty(place);
        }
    }

    private void save(PushRecord next) {
        journal.save(next);
        record = next;
    }

    /** Puts pushes in the queue that it did not take, or lost when Jenkins was killed. */
    private void putPending() {
        if (unqueued.isEmpty()) {
            return;
        }
        for (Push push : record.pending()) {
            if (!unqueued.contains(push.id())) {
                continue;
            }
            if (target.isBegun(push.id())) {
                save(record.withoutPending(push.id()));
                unqueued.remove(push.id());
            } else if (target.isQueued(push.id())) {
                unqueued.remove(push.id());
            } else if (target.isBuildable()) {
                put(push, "codecommit.resumed");
            } else {
                said.say("waiting", Texts.of("codecommit.waiting"));
            }
        }
    }

    private void put(Push push, String text) {
        if (target.schedule(push)) {
            unqueued.remove(push.id());
            said.settle("waiting");
            target.say(Texts.of(text, shortened(push.commit()), push.branch()));
        } else {
            said.say("waiting", Texts.of("codecommit.waiting"));
        }
    }

    private void watch(String branch) {
        branches.computeIfAbsent(
                branch,
                name -> watches.head(
                        access,
                        new BranchKey(request.repository(), name),
                        request.interval(),
                        hearing(name, (BranchHead head) -> onHead(name, head))));
    }

    private void onList(BranchList told) {
        putPending();
        if (told.refusal().isPresent()) {
            refused("", told.refusal().get());
            return;
        }
        target.polled();
        Set<String> wanted = new TreeSet<>(request.branches().names());
        told.names().stream().filter(request::wants).forEach(wanted::add);
        if (wanted.isEmpty()) {
            said.say(
                    "",
                    told.names().isEmpty()
                            ? Texts.of("codecommit.noBranches", request.repository())
                            : Texts.of(
                                    "codecommit.noMatch",
                                    request.repository(),
                                    String.join(", ", request.branches().texts()),
                                    shown(told.names())));
        } else {
            said.settle("");
        }
        wanted.forEach(this::watch);
        // A branch that is not in the list any more is asked for once more, which tells that it is gone, and then left.
        branches.keySet().stream()
                .filter(branch -> !wanted.contains(branch))
                .toList()
                .forEach(this::leave);
    }

    private void leave(String branch) {
        branches.remove(branch).cancel();
        latest.remove(branch);
        gone(branch);
    }

    private void onHead(String branch, BranchHead head) {
        putPending();
        if (head.refusal().isPresent()) {
            refused(branch, head.refusal().get());
            return;
        }
        target.polled();
        if (head.commit().isEmpty()) {
            latest.remove(branch);
            if (!record.heads().containsKey(branch)) {
                said.say(branch, Texts.of("codecommit.noBranch", branch, request.repository()));
            }
            gone(branch);
            return;
        }
        said.settle(branch);
        latest.put(branch, head);
        consider(branch, head.commit().get());
    }

    private void gone(String branch) {
        PushRecord.Head known = record.heads().get(branch);
        if (known != null && !known.deleted()) {
            target.say(Texts.of("codecommit.deleted", branch, shortened(known.commit())));
            save(record.with(branch, new PushRecord.Head(known.commit(), true)));
        }
    }

    private void consider(String branch, String commit) {
        PushRecord.Head known = record.heads().get(branch);
        if (known == null) {
            target.say(Texts.of("codecommit.first", branch, shortened(commit)));
            save(record.with(branch, new PushRecord.Head(commit, false)));
        } else if (known.commit().equals(commit)) {
            if (known.deleted()) {
                target.say(Texts.of("codecommit.again", branch, shortened(commit)));
                save(record.with(branch, new PushRecord.Head(commit, false)));
            }
        } else if (!target.isBuildable()) {
            said.say("waiting", Texts.of("codecommit.waiting"));
        } else if (beingRead.add(branch)) {
            said.settle("waiting");
            reader.read(branch, known.commit(), commit)
                    .whenComplete((reading, failure) ->
                            serial.execute(() -> readingEnded(branch, known, commit, reading, failure)));
        }
    }

    private void readingEnded(
            String branch, PushRecord.Head known, String commit, PushReader.Reading reading, Throwable failure) {
        beingRead.remove(branch);
        if (stopped || !known.equals(record.heads().get(branch))) {
            return;
        }
        if (failure != null) {
            CallContext call = new CallContext(
                    "codecommit:BatchGetCommits",
                    request.repository(),
                    access.region().id());
            refused(branch, FailureTranslator.translate(failure, call)); // the next reading of the branch tries again
            return;
        }
        if (!target.isBuildable()) {
            said.say("waiting", Texts.of("codecommit.waiting")); // and is read again, with what comes until then
            return;
        }
        said.settle(branch);
        target.say(Texts.of(
                reading.forced() ? "codecommit.pushed.forced" : "codecommit.pushed",
                branch,
                shortened(known.commit()),
                shortened(commit),
                (reading.complete() ? "" : ">") + reading.commits().size()));
        PushRecord next = record.with(branch, new PushRecord.Head(commit, false));
        if (reading.ignored().isPresent()) {
            target.say(reading.ignored().get());
            save(next);
        } else {
            Push push = push(branch, known.commit(), commit, reading);
            save(next.withPending(push));
            unqueued.add(push.id()); // until the queue has it, whatever becomes of the call
            put(push, "codecommit.scheduled");
        }
        BranchHead newest = latest.get(branch);
        if (newest != null) {
            newest.commit().ifPresent(head -> consider(branch, head));
        }
    }

    private Push push(String branch, String previous, String commit, PushReader.Reading reading) {
        List<PushedCommit> kept = reading.commits().stream()
                .limit(Push.MOST_COMMITS)
                .map(PushedCommit::of)
                .toList();
        return new Push(
                ids.get(),
                access.region().id(),
                request.repository(),
                branch,
                commit,
                previous,
                kept,
                reading.complete() && kept.size() == reading.commits().size(),
                reading.forced());
    }

    private void refused(String about, AwsFailure failure) {
        String text = failure.text();
        boolean foreign = failure.kind() == AwsFailure.Kind.NOT_FOUND || failure.kind() == AwsFailure.Kind.DENIED;
        said.say(about, foreign ? text + "\n" + Texts.of("codecommit.otherAccount") : text);
    }

    private static String shown(List<String> names) {
        String some = String.join(", ", names.stream().limit(SHOWN_BRANCHES).toList());
        return names.size() > SHOWN_BRANCHES ? some + ", ..." : some;
    }

    private static String shortened(String commit) {
        return commit.length() <= 8 ? commit : commit.substring(0, 8);
    }

    private <S> TriggerListener<S> hearing(String about, Consumer<S> told) {
        String operation = "codecommit:" + (about.isEmpty() ? "ListBranches" : "GetBranch");
        CallContext call =
                new CallContext(operation, request.repository(), access.region().id());
        return new TriggerListener<>(
                serial,
                said,
                () -> !stopped && (about.isEmpty() || branches.containsKey(about)),
                told,
                new TriggerListener.Voice(
                        failure -> Texts.of(
                                "codecommit.trouble",
                                FailureTranslator.translate(failure, call).text()),
                        Texts.of("codecommit.recovered")));
    }
}
