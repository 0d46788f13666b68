package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPage;
import io.jenkins.plugins.awsdevtools.engine.logs.LogSource;
import io.jenkins.plugins.awsdevtools.engine.logs.LogTail;
import io.jenkins.plugins.awsdevtools.engine.logs.MergedLog;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What goes on behind an execution's actions, in the log of its run. An action counts as done when its follower has told
 * all and its log was printed to its end; that is kept, so that it is not followed again after a restart. Used on the
 * run's serial executor.
 */
final class ActionDetails {

    /** The run that these belong to. */
    interface Owner {

        WorkContext context();

        AwsAccess access();

        SerialExecutor serial();

        TellingLog telling();

        AwsFailure translate(Throwable failure, String operation);

        /** Says a failure that is waited out or does no harm. */
        void tell(AwsFailure reason);

        /** Something that was followed is done. */
        void onDone();
    }

    private final Owner owner;
    private final ActionLogs mode;
    private final List<ActionFollower> followers;
    private final Map<String, Followed> open = new LinkedHashMap<>();
    private MergedLog logs;
    private LogTail tail;

    ActionDetails(Owner owner, ActionLogs mode, List<ActionFollower> followers) {
        this.owner = Objects.requireNonNull(owner);
        this.mode = Objects.requireNonNull(mode);
        this.followers = List.copyOf(followers);
    }

    /** The actions that have begun are followed from now on. */
    void follow(List<ActionSnapshot> actions) {
        if (mode == ActionLogs.NONE) {
            return;
        }
        for (ActionSnapshot action : actions) {
            boolean known = open.containsKey(action.id())
                    || owner.telling().known().done().contains(action.id());
            if (!known && !action.externalId().isEmpty()) {
                followers.stream()
                        .filter(follower -> follower.follows(action))
                        .findFirst()
                        .ifPresent(follower -> begin(follower, action));
            }
            if (action.abandoned() && open.containsKey(action.id())) {
                open.get(action.id()).leaveLater();
            }
        }
    }

    private void begin(ActionFollower follower, ActionSnapshot action) {
        Followed followed = new Followed(action);
        open.put(action.id(), followed);
        followed.stop = follower.follow(action, followed);
    }

    /** Whether nothing is followed any more. */
    boolean settled() {
        return open.isEmpty();
    }

    /** Prints what is held of the logs. Never fails. */
    CompletionStage<Void> drain() {
        return tail == null ? CompletableFuture.completedFuture(null) : drained();
    }

    private CompletionStage<Void> drained() {
        if (logs.isOpen()) {
            return tail.drain();
        }
        owner.telling().log().finish();
        return CompletableFuture.completedFuture(null);
    }

    /** Lets go of everything. */
    void stop() {
        List.copyOf(open.values()).forEach(followed -> followed.stop.run());
        open.clear();
        if (tail != null) {
            tail.stop();
        }
    }

    private void print(String id, String label, ActionLog log, ReadBudget.Account account) {
        WorkContext context = owner.context();
        if (logs == null) {
            logs = new MergedLog(
                    mode != ActionLogs.PREFIXED,
                    () -> context.budget().acquire(account),
                    owner.telling().known().done());
        }
        logs.add(new MergedLog.Stream(id, label, log));
        if (tail == null) {
            tail = new LogTail(
                    logs,
                    owner.telling().log(),
                    context.budget(),
                    account,
                    context.timing(),
                    owner.serial(),
                    context.tailPacing(),
                    context.random(),
                    failure -> owner.tell(owner.translate(failure, "logs:GetLogEvents")));
            tail.start();
        }
    }

    private final class Followed implements FollowedAction {

        private final ActionSnapshot action;
        private final Map<Part, ActionLog> parts = new HashMap<>();
        private final Set<Part> unprinted = new HashSet<>();
        private final Set<String> gone = new HashSet<>();
        private Runnable stop = () -> {};
        private boolean told;
        private boolean leaving;

        Followed(ActionSnapshot action) {
            this.action = action;
        }

        @Override
        public WorkContext context() {
            return owner.context();
        }

        @Override
        public AwsAccess access() {
            AwsAccess shared = owner.access().withoutSessionTags();
            return action.region().isEmpty() ? shared : shared.inRegion(action.region());
        }

        @Override
        public SerialExecutor serial() {
            return owner.serial();
        }

        @Override
        public Map<String, String> told() {
            return owner.telling().known().details();
        }

        @Override
        public void tell(Map<String, String> nowTold, List<String> lines) {
            String label = mode == ActionLogs.ALONE ? "" : "[" + label() + "] ";
            owner.telling()
                    .tell(
                            owner.telling().known().withDetails(nowTold),
                            lines.stream().map(line -> label + line).toList());
        }

        private String label() {
            return action.stage() + " / " + action.name();
        }

        @Override
        public void log(Part part, LogSource source, ReadBudget.Account account, boolean complete) {
            if (!parts.containsKey(part) && (complete || isPrintedAsItGrows(part))) {
                unprinted.add(part);
                ActionLog log = new ActionLog(
                        source,
                        context().timing(),
                        context().tailPacing(),
                        serial(),
                        failure -> translate(failure, "logs:GetLogEvents"),
                        reason -> onLogEnd(part, reason));
                parts.put(part, log);
                String label = part.equals(Part.WHOLE) ? label() : label() + " / " + part.label();
                print(stream(part), label, log, account);
            }
            if (parts.containsKey(part) && complete) {
                parts.get(part).complete();
            }
        }

        /** Under headings, logs that grow at the same time would be mixed. */
        private boolean isPrintedAsItGrows(Part part) {
            return mode == ActionLogs.PREFIXED || mode == ActionLogs.ALONE && part.equals(Part.WHOLE);
        }

        private String stream(Part part) {
            return part.equals(Part.WHOLE) ? action.id() : action.id() + "/" + part.id();
        }

        private void onLogEnd(Part part, Optional<AwsFailure> reason) {
            reason.ifPresent(failure -> {
                trouble(failure);
                if (isNext(stream(part))) {
                    passPage();
                }
            });
            unprinted.remove(part);
            endIfDone();
        }

        @Override
        public AwsFailure translate(Throwable failure, String operation) {
            return owner.translate(failure, operation);
        }

        @Override
        public void trouble(AwsFailure reason) {
            owner.tell(reason);
        }

        @Override
        public void ended() {
            told = true;
            parts.values().forEach(ActionLog::complete);
            leaveWhatIsGone();
            endIfDone();
        }

        /** What an abandoned action has begun elsewhere goes on, for hours maybe, and the execution does not wait for it. */
        private void leaveLater() {
            if (!leaving) {
                leaving = true;
                context().timing().after(context().tailPacing().longestDrain(), () -> serial().execute(this::leave));
            }
        }

        private void leave() {
            if (!told && open.get(action.id()) == this) {
                stop.run();
                tell(told(), List.of(Texts.of("log.abandoned", label())));
                ended();
            }
        }

        /**
         * The log that was being read before a restart keeps all others back until it is known again. If its build cannot
         * be followed, or is no group's any more, it never will be.
         */
        private void leaveWhatIsGone() {
            String next = owner.telling().log().token().map(MergedLog::next).orElse("");
            boolean own = next.equals(action.id()) || next.startsWith(action.id() + "/");
            if (own && parts.keySet().stream().map(this::stream).noneMatch(next::equals)) {
                gone.add(next);
                if (logs != null) {
                    logs.close(next);
                }
                passPage();
                tell(told(), List.of(Texts.of("log.gone", next.substring(next.indexOf('/') + 1))));
            }
        }

        private boolean isNext(String stream) {
            return owner.telling()
                    .log()
                    .token()
                    .map(MergedLog::next)
                    .filter(stream::equals)
                    .isPresent();
        }

        /** What was printed of the page that is next is nothing of the page of another log. */
        private void passPage() {
            ResumableLog log = owner.telling().log();
            log.token().ifPresent(token -> log.pass(new LogPage(List.of(), token)));
        }

        private void endIfDone() {
            if (told && unprinted.isEmpty() && open.remove(action.id()) != null) {
                Set<String> done = new HashSet<>(gone);
                done.add(action.id());
                parts.keySet().forEach(part -> done.add(stream(part)));
                owner.telling().keep(owner.telling().known().withDone(done));
                if (logs != null) {
                    done.forEach(logs::close);
                }
                owner.onDone();
            }
        }
    }
}
