package io.jenkins.plugins.awsdevtools.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final VirtualTiming timing = new VirtualTiming();
    private final Turns<String> turns = new Turns<>(timing);
    private final List<String> done = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();

    @Test
    void allThatTheOneBeforeWasGivenRunsBeforeWhatTheNextIsGiven() {
        SerialExecutor former = turns.of("file", faults::add);
        former.execute(() -> done.add("former 1"));
        former.execute(() -> done.add("former 2"));
        former.execute(() -> done.add("former 3"));
        turns.of("file", faults::add).execute(() -> done.add("next"));
        timing.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("former 1", "former 2", "former 3", "next");
    }

    @Test
    void eachOwnerHearsOfItsOwnFaultsAndTheNextTaskRuns() {
        List<Throwable> other = new ArrayList<>();
        IllegalStateException fault = new IllegalStateException("one owner's fault");
        turns.of("file", faults::add).execute(() -> {
            throw fault;
        });
        turns.of("file", other::add).execute(() -> done.add("next"));
        timing.advance(Duration.ofSeconds(1));
        assertThat(faults).containsExactly(fault);
        assertThat(other).isEmpty();
        assertThat(done).containsExactly("next");
    }
}
