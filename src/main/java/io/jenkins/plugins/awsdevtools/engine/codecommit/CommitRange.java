package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Which commits a branch gained: those reachable from its new head and not from the old one, as {@code git log old..new}
 * tells, newest first. CodeCommit has no such call, so the parents are followed, a generation (100 commits at most) in a
 * call, from both heads.
 *
 * <p>A commit may turn out to be in the old history after it was seen in the new one: the old side is followed as long as
 * it is not clearly older than what is in doubt.
 */
final class CommitRange {

    /** How far the clocks of those who commit are trusted. */
    private static final Duration SLOP = Duration.ofDays(1);

    private final Function<List<String>, CompletionStage<Map<String, CommitInfo>>> fetch;
    private final String before;
    private final String after;
    private final int most;

    private final Map<String, CommitInfo> known = new HashMap<>();
    private final Map<String, CommitInfo> gained = new LinkedHashMap<>();
    private final Set<String> ofNew = new HashSet<>();
    private final Set<String> ofOld = new HashSet<>();
    private Map<String, Instant> newFront = new LinkedHashMap<>();
    private Map<String, Instant> oldFront = new LinkedHashMap<>();

    /**
     * @param commits newest first
     * @param complete whether these are all
     * @param forced whether the new head does not continue the old one; false if it was not followed that far
     */
    record Found(List<CommitInfo> commits, boolean complete, boolean forced) {}

    /**
     * @param fetch the commits of at most a hundred ids; one that does not exist is absent
     * @param before the old head; empty if there was none
     * @param most after how many commits, of both sides, following stops
     */
    CommitRange(
            Function<List<String>, CompletionStage<Map<String, CommitInfo>>> fetch,
            String before,
            String after,
            int most) {
        this.fetch = fetch;
        this.before = before;
        this.after = after;
        this.most = most;
    }

    CompletionStage<Found> find() {
        newFront.put(after, Instant.MAX);
        ofNew.add(after);
        if (!before.isEmpty()) {
            oldFront.put(before, Instant.MAX);
            ofOld.add(before);
        }
        return next();
    }

    private CompletionStage<Found> next() {
        newFront.keySet().removeIf(ofOld::contains);
        boolean doubtful = !newFront.isEmpty() || inDoubt();
        if (!doubtful || known.size() >= most) {
            return CompletableFuture.completedFuture(found(!doubtful));
        }
        List<String> ids = new ArrayList<>();
        newFront.keySet().stream().limit(CodeCommitApi.MOST_COMMITS).forEach(ids::add);
        oldFront.keySet().stream()
                .filter(id -> !ids.contains(id))
                .limit(CodeCommitApi.MOST_COMMITS - (long) ids.size())
                .forEach(ids::add);
        List<String> unknown = ids.stream().filter(id -> !known.containsKey(id)).toList();
        CompletionStage<Map<String, CommitInfo>> call =
                unknown.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : fetch.apply(unknown);
        return call.thenCompose(commits -> {
            known.putAll(commits);
            ids.forEach(this::follow);
            return next();
        });
    }

    private void follow(String id) {
        Instant ofOldChild = oldFront.remove(id);
        Instant ofNewChild = newFront.remove(id);
        CommitInfo commit = known.get(id);
        if (commit == null) {
            return; // unknown to CodeCommit: a history cut short
        }
        if (ofOldChild != null) {
            markOld(commit);
        }
        if (ofNewChild != null && !ofOld.contains(id)) {
            gained.put(id, commit);
            for (String parent : commit.parents()) {
                if (ofNew.add(parent)) {
                    newFront.put(parent, commit.time());
                }
            }
        }
    }

    /** All that is behind an old commit is old, also where the new side was there before. */
    private void markOld(CommitInfo first) {
        Deque<CommitInfo> todo = new ArrayDeque<>(List.of(first));
        while (!todo.isEmpty()) {
            CommitInfo commit = todo.pop();
            gained.remove(commit.id());
            for (String parent : commit.parents()) {
                if (ofOld.add(parent)) {
                    CommitInfo seen = known.get(parent);
                    if (seen == null) {
                        oldFront.put(parent, commit.time());
                    } else {
                        todo.push(seen);
                    }
                }
            }
        }
    }

    /** Whether something gained may yet turn out to be old: it does not lead to the old head, which is not followed up. */
    private boolean inDoubt() {
        if (oldFront.isEmpty()) {
            return false;
        }
        Set<String> proved = new HashSet<>();
        proved.add(before);
        boolean more = true;
        while (more) {
            more = false;
            for (CommitInfo commit : gained.values()) {
                if (!proved.contains(commit.id()) && commit.parents().stream().anyMatch(proved::contains)) {
                    proved.add(commit.id());
                    more = true;
                }
            }
        }
        return gained.values().stream()
                .filter(commit -> !proved.contains(commit.id()))
                .map(CommitInfo::time)
                .min(Comparator.naturalOrder())
                .filter(oldest -> oldFront.values().stream()
                        .anyMatch(child -> child.equals(Instant.MAX) || !child.isBefore(oldest.minus(SLOP))))
                .isPresent();
    }

    private Found found(boolean complete) {
        boolean forced = complete && !before.isEmpty() && !ofNew.contains(before);
        return new Found(List.copyOf(gained.values()), complete, forced);
    }
}
