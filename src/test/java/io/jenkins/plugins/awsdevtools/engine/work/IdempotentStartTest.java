package io.jenkins.plugins.awsdevtools.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A Jenkins that was down for longer than a start is tried has all its patience when it is up again. */
class IdempotentStartTest {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final VirtualTiming timing = new VirtualTiming();
    private final List<Throwable> faults = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private int throttled;
    private Optional<String> existing = Optional.empty();

    private class Calls implements IdempotentStart.Calls<String> {

        private <A> CompletionStage<A> answer(String call, A answer) {
            calls.add(call);
            return throttled-- > 0
                    ? CompletableFuture.failedFuture(new IllegalStateException("throttled"))
                    : CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletionStage<String> start() {
            return answer("start", "started");
        }

        @Override
        public CompletionStage<Optional<String>> find() {
            return answer("find", existing);
        }

        @Override
        public AwsFailure startFailure(Throwable failure) {
            return new AwsFailure(AwsFailure.Kind.THROTTLED, "throttled", "", Optional.empty(), true, "test:Start");
        }

        @Override
        public AwsFailure findFailure(Throwable failure) {
            return startFailure(failure);
        }

        @Override
        public void onLooking() {}

        @Override
        public void onTrouble(AwsFailure reason) {}
    }

    private CompletableFuture<Optional<String>> afterTwoHours(Calls answers) {
        IdempotentStart<String> start = new IdempotentStart<>(
                answers,
                new StartRules(Duration.ZERO, Duration.ofSeconds(10), PATIENCE),
                timing.now().minus(Duration.ofHours(2)),
                timing,
                new SerialExecutor(timing, faults::add),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1)));
        CompletableFuture<Optional<String>> started = start.begin(true).toCompletableFuture();
        timing.advance(Duration.ofMinutes(10));
        assertThat(faults).isEmpty();
        return started;
    }

    @Test
    void whatWasStartedBeforeALongPauseIsFoundThoughAwsThrottlesAtFirst() {
        throttled = 2;
        existing = Optional.of("started before");
        assertThat(afterTwoHours(new Calls())).isCompletedWithValue(Optional.of("started before"));
        assertThat(calls).containsExactly("find", "find", "find");
    }

    @Test
    void whatWasNotStartedBeforeALongPauseIsStartedThoughAwsThrottlesTheCall() {
        CompletableFuture<Optional<String>> started = afterTwoHours(new Calls() {
            @Override
            public CompletionStage<String> start() {
                throttled = calls.contains("start") ? 0 : 1;
                return super.start();
            }
        });
        assertThat(started).isCompletedWithValue(Optional.of("started"));
        assertThat(calls).endsWith("start");
    }

    @Test
    void aStartThatIsThrottledForLongerThanItsPatienceFails() {
        throttled = Integer.MAX_VALUE;
        CompletableFuture<Optional<String>> started = afterTwoHours(new Calls());
        assertThat(started).isNotDone();
        timing.advance(PATIENCE);
        assertThat(started).isCompletedExceptionally();
    }
}
