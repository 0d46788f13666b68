package io.jenkins.plugins.awsdevtools.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final VirtualTiming timing = new VirtualTiming();
    private final List<Throwable> faults = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final SerialExecutor serial = new SerialExecutor(timing, faults::add);

    private void run() {
        timing.advance(Duration.ofSeconds(1));
    }

    @Test
    void anErrorIsToldAndTheNextTaskRuns() {
        NoClassDefFoundError error = new NoClassDefFoundError("a/Missing");
        serial.execute(() -> {
            throw error;
        });
        serial.execute(() -> done.add("next"));
        run();
        assertThat(faults).containsExactly(error);
        assertThat(done).containsExactly("next");
    }

    @Test
    void whatTheHandlerOfAnAnswerThrowsIsTold() {
        IllegalStateException fault = new IllegalStateException("a handler's fault");
        CompletableFuture<String> answer = new CompletableFuture<>();
        serial.handle(answer, (value, failure) -> {
            throw fault;
        });
        answer.complete("an answer");
        run();
        assertThat(faults).containsExactly(fault);
    }

    @Test
    void anAnswerIsHandledBehindTheTasksThatWereThereBefore() {
        serial.handle(CompletableFuture.completedFuture("first"), (value, failure) -> done.add(value));
        serial.execute(() -> done.add("second"));
        serial.handle(
                CompletableFuture.failedFuture(new IllegalStateException("third")),
                (value, failure) -> done.add(failure.getMessage()));
        assertThat(done).isEmpty();
        run();
        assertThat(done).containsExactly("first", "second", "third");
    }
}
