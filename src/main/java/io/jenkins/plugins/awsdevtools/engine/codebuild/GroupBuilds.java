package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.logs.CloudWatchLog;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPage;
import io.jenkins.plugins.awsdevtools.engine.logs.LogTail;
import io.jenkins.plugins.awsdevtools.engine.logs.MergedLog;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.work.PatientWatch;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The builds of a batch's groups while it runs: their status and their logs. Used on the owner's serial executor. */
final class GroupBuilds {

    /** The run that these belong to. */
    interface Owner {

        WorkContext context();

        AwsAccess access();

        SerialExecutor serial();

        ResumableLog log();

        AwsFailure translate(Throwable failure, String operation);

        void tell(AwsFailure reason);

        /** A build has another status, or cannot be followed any more. */
        void onChange();
    }

    private final Owner owner;
    private final BatchSettings.Logs mode;
    private final List<String> printed;
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final Map<String, BuildSnapshot> known = new HashMap<>();
    private final Map<String, PatientWatch<BuildSnapshot>> watches = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private MergedLog logs;
    private LogTail tail;

    /** @param printed builds whose logs are not printed */
    GroupBuilds(Owner owner, BatchSettings.Logs mode, List<String> printed) {
        this.owner = Objects.requireNonNull(owner);
        this.mode = Objects.requireNonNull(mode);
        this.printed = List.copyOf(printed);
    }

    /** The builds that the groups have now are followed. */
    void follow(List<BatchGroup> now) {
        Map<String, String> current = new LinkedHashMap<>();
        now.stream()
                .filter(group -> group.buildId() != null)
                .forEach(group -> current.put(group.buildId(), group.identifier()));
        groups.keySet().retainAll(current.keySet());
        groups.putAll(current);
        groups.keySet().stream()
                .filter(id -> !watches.containsKey(id) && !lost.contains(id) && !isComplete(id))
                .toList()
                .forEach(this::watch);
        leaveWhatIsGone(false);
    }

    private boolean isComplete(String id) {
        return known.containsKey(id) && known.get(id).complete();
    }

    private void watch(String id) {
        WorkContext context = owner.context();
        BuildStatusSource source =
                new BuildStatusSource(context.clients(), owner.access().withoutSessionTags());
        watches.put(
                id,
                PatientWatch.of(
                        context.watcher(),
                        source,
                        id,
                        BuildPatience.WATCH,
                        owner.serial(),
                        context.timing(),
                        failure -> owner.translate(failure, source.operation()),
                        new Listener(id)));
    }

    /** The builds by id, in the order of the groups. */
    Map<String, BuildSnapshot> known() {
        Map<String, BuildSnapshot> ordered = new LinkedHashMap<>();
        groups.keySet().stream().filter(known::containsKey).forEach(id -> ordered.put(id, known.get(id)));
        return ordered;
    }

    /** The ids of all builds whose logs were printed, now and before. */
    List<String> all() {
        Set<String> all = new HashSet<>(printed);
        all.addAll(known.keySet());
        return List.copyOf(all);
    }

    /** Whether every build is known to have ended, or cannot be followed. */
    boolean settled() {
        return groups.keySet().stream().allMatch(id -> lost.contains(id) || isComplete(id));
    }

    private void onBuild(String id, BuildSnapshot build) {
        boolean changed = !build.equals(known.put(id, build));
        if (build.complete()) {
            PatientWatch<BuildSnapshot> watch = watches.remove(id);
            if (watch != null) {
                watch.cancel();
            }
        }
        print(id, build);
        if (changed) {
            owner.onChange();
        }
    }

    private void print(String id, BuildSnapshot build) {
        boolean wanted = mode == BatchSettings.Logs.PREFIXED || mode == BatchSettings.Logs.FOLDED && build.complete();
        if (!wanted || build.log() == null || printed.contains(id)) {
            return;
        }
        ReadBudget.Account account = new ReadBudget.Account(build.account(), build.region());
        if (logs == null) {
            logs = new MergedLog(
                    mode == BatchSettings.Logs.FOLDED,
                    () -> owner.context().budget().acquire(account));
        }
        logs.add(new MergedLog.Stream(id, groups.getOrDefault(id, id), cloudWatchLog(build)));
        leaveWhatIsGone(false);
        if (tail == null) {
            WorkContext context = owner.context();
            tail = new LogTail(
                    logs,
                    owner.log(),
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

    /**
     * The log that was being read before a restart keeps the others back until it is known again. If its build cannot be
     * followed, or is no group's any more, it never will be.
     *
     * @param settled whether every build that has a log is known
     */
    private void leaveWhatIsGone(boolean settled) {
        if (logs == null || owner.log().token().isEmpty()) {
            return;
        }
        String token = owner.log().token().get();
        logs.missing(token)
                .filter(id -> settled || lost.contains(id) || !groups.containsKey(id))
                .ifPresent(id -> {
                    logs.close(id);
                    // What was printed of its page is nothing of the next one's.
                    owner.log().pass(new LogPage(List.of(), token));
                    owner.log().say(Texts.of("log.gone", groups.getOrDefault(id, id)));
                });
    }

    private CloudWatchLog cloudWatchLog(BuildSnapshot build) {
        return new CloudWatchLog(
                owner.context().clients(),
                owner.access().withoutSessionTags(),
                build.log().group(),
                build.log().stream());
    }

    /** Reads the logs to their end. Never fails. */
    CompletionStage<Void> drain() {
        leaveWhatIsGone(true);
        return tail == null ? CompletableFuture.completedFuture(null) : tail.drain();
    }

    /** The ends of the logs of groups that failed, by group; what cannot be read is left out and told. */
    CompletionStage<Map<String, List<String>>> lastLines(List<BatchGroup> all, int count) {
        CompletionStage<Map<String, List<String>>> lines = CompletableFuture.completedFuture(Map.of());
        for (BatchGroup group : all) {
            BuildSnapshot build = known.get(group.buildId());
            if (count > 0 && build != null && build.status().isFailure() && build.log() != null) {
                lines = lines.thenCompose(before -> cloudWatchLog(build)
                        .lastLines(count)
                        .handleAsync(
                                (read, failure) -> {
                                    Map<String, List<String>> more = new LinkedHashMap<>(before);
                                    if (failure == null) {
                                        more.put(group.identifier(), read);
                                    } else {
                                        owner.tell(owner.translate(failure, "logs:GetLogEvents"));
                                    }
                                    return more;
                                },
                                owner.serial()));
            }
        }
        return lines;
    }

    /** Lets go of everything. */
    void stop() {
        watches.values().forEach(PatientWatch::cancel);
        watches.clear();
        if (tail != null) {
            tail.stop();
        }
    }

    private final class Listener implements PatientWatch.Listener<BuildSnapshot> {

        private final String id;

        Listener(String id) {
            this.id = id;
        }

        @Override
        public void onStatus(BuildSnapshot status) {
            onBuild(id, status);
        }

        @Override
        public void onTrouble(AwsFailure reason) {
            owner.tell(reason);
        }

        @Override
        public void onLoss(PatientWatch.Loss loss, AwsFailure refusal) {
            watches.remove(id);
            lost.add(id);
            leaveWhatIsGone(false);
            if (refusal != null) {
                owner.tell(refusal);
            }
            owner.onChange();
        }
    }
}
