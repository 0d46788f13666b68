package io.jenkins.plugins.awsdevtools.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WatcherTest {

    private static final Duration FOREVER = Duration.ofDays(3);

    private final VirtualTiming timing = new VirtualTiming();
    private final Watcher watcher = new Watcher(timing, new Random(7), () -> WatchPacing.DEFAULT);

    /** A status API whose calls are counted and can be told to fail; equal by its name. */
    private record Source(String name, List<List<String>> calls, Set<String> faults)
            implements StatusSource<String, String> {
        Source(String name) {
            this(name, new ArrayList<>(), new HashSet<>());
        }

        @Override
        public String operation() {
            return "test:" + name;
        }

        @Override
        public int batchSize() {
            return 100;
        }

        @Override
        public CompletionStage<Map<String, String>> read(List<String> keys) {
            calls.add(keys);
            if (faults.contains("throttled")) {
                return CompletableFuture.failedFuture(new IllegalStateException("Rate exceeded"));
            }
            if (faults.contains("class missing")) {
                throw new NoClassDefFoundError("a/Missing");
            }
            Map<String, String> answer = new HashMap<>();
            keys.stream().filter(key -> !key.startsWith("unknown")).forEach(key -> answer.put(key, "status of " + key));
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Source source && source.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    private static class Heard implements WatchListener<String> {
        private final List<String> events = new ArrayList<>();

        @Override
        public void onStatus(String status) {
            events.add(status);
        }

        @Override
        public void onMissing() {
            events.add("missing");
        }

        @Override
        public void onTrouble(Throwable failure) {
            events.add("trouble: " + failure.getMessage());
        }

        @Override
        public void onRecovered() {
            events.add("recovered");
        }

        @Override
        public void onDeadline() {
            events.add("deadline");
        }
    }

    private Heard watch(Source source, String key) {
        Heard heard = new Heard();
        watcher.watch(source, key, heard, FOREVER);
        return heard;
    }

    @Test
    void aNewWatchIsReadAtOnceAndThenAtEveryTick() {
        Source source = new Source("a");
        Heard heard = watch(source, "one");
        timing.advance(Duration.ofMillis(200));
        assertThat(heard.events).containsExactly("status of one");
        timing.advance(Duration.ofSeconds(60));
        assertThat(source.calls()).hasSizeBetween(11, 13);
    }

    @Test
    void aSourceIsToldWhatItReadLastOfWhatIsStillWatched() {
        List<Map<String, String>> before = new ArrayList<>();
        StatusSource<String, String> source = new StatusSource<>() {
            @Override
            public String operation() {
                return "test:Remembering";
            }

            @Override
            public int batchSize() {
                return 100;
            }

            @Override
            public CompletionStage<Map<String, String>> read(List<String> keys) {
                throw new IllegalStateException("the other read is there");
            }

            @Override
            public CompletionStage<Map<String, String>> read(List<String> keys, Map<String, String> last) {
                before.add(last);
                Map<String, String> read = new HashMap<>();
                keys.forEach(key -> read.put(key, key + before.size()));
                return CompletableFuture.completedFuture(read);
            }
        };
        watcher.watch(source, "one", new Heard(), FOREVER);
        Watch two = watcher.watch(source, "two", new Heard(), FOREVER);
        timing.advance(Duration.ofMillis(200));
        watcher.nudge("one");
        timing.advance(Duration.ofMillis(200));
        two.cancel();
        watcher.watch(source, "two", new Heard(), FOREVER);
        watcher.nudge("one");
        timing.advance(Duration.ofMillis(200));
        assertThat(before).containsExactly(Map.of(), Map.of("one", "one1"), Map.of("one", "one2"));
    }

    @Test
    void aThousandWatchesCostAtMostAHundredAndTwentyCallsAMinute() {
        Source source = new Source("a");
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(watch(source, "build-" + i));
        }
        timing.advance(Duration.ofSeconds(30));
        source.calls().clear();
        all.forEach(heard -> heard.events.clear());
        timing.advance(Duration.ofMinutes(1));
        assertThat(source.calls()).hasSizeLessThanOrEqualTo(120);
        assertThat(all).allSatisfy(heard -> assertThat(heard.events).hasSizeGreaterThanOrEqualTo(10));
        assertThat(source.calls()).allSatisfy(keys -> assertThat(keys).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void watchesWithEqualSourcesTravelTogetherAndOthersDoNot() {
        Source one = new Source("same");
        Source other = new Source("other");
        watch(one, "a");
        watch(new Source("same"), "b");
        watch(other, "c");
        timing.advance(Duration.ofMillis(200));
        assertThat(one.calls()).containsExactly(List.of("a", "b"));
        assertThat(other.calls()).containsExactly(List.of("c"));
    }

    @Test
    void aThrottledGroupSlowsDownIsToldOnceAndLeavesOthersAlone() {
        Source slow = new Source("slow");
        Source well = new Source("well");
        slow.faults().add("throttled");
        Heard heard = watch(slow, "a");
        watch(well, "b");
        timing.advance(Duration.ofMinutes(10));
        assertThat(heard.events).containsExactly("trouble: Rate exceeded");
        assertThat(slow.calls()).hasSizeLessThan(30);
        assertThat(well.calls()).hasSizeGreaterThan(100);
        slow.faults().clear();
        timing.advance(Duration.ofMinutes(3));
        assertThat(heard.events).startsWith("trouble: Rate exceeded", "recovered", "status of a");
    }

    @Test
    void aNewWatchDoesNotHurryAThrottledGroup() {
        Source slow = new Source("slow");
        slow.faults().add("throttled");
        watch(slow, "a");
        timing.advance(Duration.ofMinutes(30));
        slow.calls().clear();
        for (int i = 0; i < 50; i++) {
            watch(slow, "new-" + i);
            timing.advance(Duration.ofMillis(100));
        }
        assertThat(slow.calls()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aNudgeReadsBetweenTicksAndOnlyWhatWasNudged() {
        Source source = new Source("a");
        watch(source, "one");
        watch(source, "two");
        timing.advance(Duration.ofMillis(500));
        source.calls().clear();
        assertThat(watcher.nudge("two")).isTrue();
        assertThat(watcher.nudge("nobody")).isFalse();
        timing.advance(Duration.ofMillis(500));
        assertThat(source.calls()).containsExactly(List.of("two"));
    }

    @Test
    void aWatchThatIsNudgedItselfIsReadAtOnceByWhateverNameEventsCallItsThing() {
        List<List<String>> calls = new ArrayList<>();
        StatusSource<String, String> source = new StatusSource<>() {
            @Override
            public String operation() {
                return "test:Named";
            }

            @Override
            public int batchSize() {
                return 100;
            }

            @Override
            public boolean concerns(String key, Object named) {
                return named.equals(List.of(key));
            }

            @Override
            public CompletionStage<Map<String, String>> read(List<String> keys) {
                calls.add(keys);
                return CompletableFuture.completedFuture(Map.of());
            }
        };
        watcher.watch(source, "one", new Heard(), FOREVER);
        Watch two = watcher.watch(source, "two", new Heard(), FOREVER);
        timing.advance(Duration.ofMillis(500));
        calls.clear();
        two.nudge();
        timing.advance(Duration.ofMillis(500));
        two.cancel();
        two.nudge();
        timing.advance(Duration.ofMillis(500));
        assertThat(calls).containsExactly(List.of("two"));
    }

    @Test
    void aCancelledWatchHearsNothingMoreAndTheLastOneEndsAllCalls() {
        Source source = new Source("a");
        Heard heard = new Heard();
        Watch watch = watcher.watch(source, "one", heard, FOREVER);
        watch.cancel();
        timing.advance(Duration.ofHours(1));
        assertThat(heard.events).isEmpty();
        assertThat(source.calls()).isEmpty();
        assertThat(timing.scheduled()).isZero();
        assertThat(watcher.size()).isZero();
    }

    @Test
    void aWatchEndsAtItsDeadline() {
        Source source = new Source("a");
        Heard heard = new Heard();
        watcher.watch(source, "one", heard, Duration.ofSeconds(12));
        timing.advance(Duration.ofMinutes(5));
        assertThat(heard.events).endsWith("deadline").contains("status of one");
        assertThat(timing.scheduled()).isZero();
    }

    @Test
    void whatAwsDoesNotKnowIsToldAsMissing() {
        Heard heard = watch(new Source("a"), "unknown-build");
        timing.advance(Duration.ofSeconds(1));
        assertThat(heard.events).containsExactly("missing");
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheOthersFromHearing() {
        Source source = new Source("a");
        watcher.watch(
                source,
                "one",
                new WatchListener<>() {
                    @Override
                    public void onStatus(String status) {
                        throw new IllegalStateException("a listener's fault");
                    }

                    @Override
                    public void onMissing() {}

                    @Override
                    public void onTrouble(Throwable failure) {}

                    @Override
                    public void onRecovered() {}

                    @Override
                    public void onDeadline() {}
                },
                FOREVER);
        Heard heard = watch(source, "two");
        timing.advance(Duration.ofSeconds(12));
        assertThat(heard.events).hasSize(3);
    }

    @Test
    void aPacingThatCannotBeUsedDoesNotSilenceTheWatches() {
        List<Integer> broken = new ArrayList<>();
        try (Watcher unsure = new Watcher(timing, new Random(7), source -> {
            if (!broken.isEmpty()) {
                throw new IllegalArgumentException("a setting's fault");
            }
            return WatchPacing.every(Duration.ofSeconds(10));
        })) {
            Source source = new Source("a");
            Heard heard = new Heard();
            unsure.watch(source, "one", heard, FOREVER);
            timing.advance(Duration.ofSeconds(1));
            broken.add(1);
            source.calls().clear();
            timing.advance(Duration.ofMinutes(2));
            assertThat(source.calls()).as("rounds as they were paced before").hasSizeBetween(10, 12);
        }
    }

    @Test
    void anIntervalUnderASecondIsTakenAsASecond() {
        assertThat(WatchPacing.every(Duration.ofMillis(10)).interval()).isEqualTo(WatchPacing.FLOOR);
        assertThat(WatchPacing.every(Duration.ZERO).interval()).isEqualTo(WatchPacing.FLOOR);
    }

    @Test
    void aListenersErrorDoesNotEndTheRounds() {
        Source source = new Source("a");
        Heard heard = new Heard() {
            @Override
            public void onStatus(String status) {
                super.onStatus(status);
                throw new NoClassDefFoundError("a/Missing");
            }
        };
        watcher.watch(source, "one", heard, FOREVER);
        timing.advance(Duration.ofSeconds(12));
        assertThat(heard.events).hasSize(3);
    }

    @Test
    void anErrorOfASourceDoesNotEndTheRounds() {
        Source source = new Source("a");
        source.faults.add("class missing");
        Heard heard = watch(source, "one");
        timing.advance(Duration.ofMinutes(1));
        assertThat(heard.events).containsExactly("trouble: a/Missing");
        source.faults.clear();
        timing.advance(Duration.ofMinutes(3));
        assertThat(heard.events).startsWith("trouble: a/Missing", "recovered", "status of one");
    }
}
