package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against a walk over the whole graph. */
class CommitRangePropertiesTest {

    private final Map<String, CommitInfo> graph = new HashMap<>();
    private int calls;

    /** A commit's time is after its parents', as with clocks that agree; a seed makes the same graph again. */
    private List<String> grow(long seed, int size) {
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String id = "c" + i;
            List<String> parents = new ArrayList<>();
            int most = ids.isEmpty() ? 0 : random.nextInt(10) < 3 ? 2 : 1;
            for (int p = 0; p < most; p++) {
                String parent = ids.get(Math.max(0, ids.size() - 1 - random.nextInt(Math.min(ids.size(), 8))));
                if (!parents.contains(parent)) {
                    parents.add(parent);
                }
            }
            graph.put(id, new CommitInfo(id, parents, "a", "a@b", "m", Instant.ofEpochSecond(1000L + i)));
            ids.add(id);
        }
        return ids;
    }

    private Set<String> reachable(String from) {
        Set<String> all = new HashSet<>();
        List<String> todo = new ArrayList<>(List.of(from));
        while (!todo.isEmpty()) {
            String id = todo.remove(todo.size() - 1);
            if (all.add(id)) {
                todo.addAll(graph.get(id).parents());
            }
        }
        return all;
    }

    private CommitRange.Found find(String before, String after, int most) {
        return new CommitRange(
                        ids -> {
                            calls++;
                            assertThat(ids).hasSizeLessThanOrEqualTo(100).doesNotHaveDuplicates();
                            Map<String, CommitInfo> found = new HashMap<>();
                            ids.stream().filter(graph::containsKey).forEach(id -> found.put(id, graph.get(id)));
                            return CompletableFuture.completedFuture(found);
                        },
                        before,
                        after,
                        most)
                .find()
                .toCompletableFuture()
                .join();
    }

    @Property(tries = 500)
    void areTheCommitsOfTheNewHeadThatTheOldOneHasNot(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int size, @ForAll @IntRange(max = 1000) int pick) {
        graph.clear();
        List<String> ids = grow(seed, size);
        String before = ids.get(pick % size);
        String after = ids.get((pick / 7 + size / 2) % size);
        CommitRange.Found found = find(before, after, 1000);
        Set<String> expected = reachable(after);
        boolean forced = !expected.contains(before);
        expected.removeAll(reachable(before));
        assertThat(found.complete()).isTrue();
        assertThat(found.commits().stream().map(CommitInfo::id).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(found.forced()).isEqualTo(forced);
    }

    @Property(tries = 50)
    void stopAtTheirLimit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int most) {
        graph.clear();
        calls = 0;
        List<String> ids = grow(seed, 200);
        CommitRange.Found found = find("", ids.get(199), most);
        assertThat(calls).isLessThanOrEqualTo(most);
        assertThat(found.complete()).isFalse();
    }

    @Property(tries = 20)
    void aLineTakesACallForEachCommitAndNoMore(@ForAll @IntRange(min = 1, max = 30) int pushed) {
        graph.clear();
        calls = 0;
        for (int i = 0; i < 200; i++) {
            graph.put(
                    "c" + i,
                    new CommitInfo(
                            "c" + i,
                            i == 0 ? List.of() : List.of("c" + (i - 1)),
                            "a",
                            "",
                            "m",
                            Instant.ofEpochSecond(i)));
        }
        CommitRange.Found found = find("c" + (199 - pushed), "c199", 1000);
        assertThat(found.commits()).hasSize(pushed);
        assertThat(found.commits().get(0).id()).isEqualTo("c199");
        assertThat(calls).isEqualTo(pushed);
    }
}
