package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollTimerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTiming timing = new VirtualTiming();
    private int polls;
    private final PollTimer timer = new PollTimer(timing, this::poll);

    private void poll() {
        polls++;
        timer.begun();
    }

    @Test
    void aHintMakesThePollEarlier() {
        timer.after(MINUTE);
        timer.soon();
        timing.advance(PollTimer.BREATH);
        assertThat(polls).isEqualTo(1);
        assertThat(timing.scheduled()).isZero();
    }

    @Test
    void hintAfterHintDoesNotPutThePollOff() {
        timer.after(MINUTE);
        for (int i = 0; i < 4; i++) {
            timer.soon();
            timing.advance(PollTimer.BREATH.dividedBy(4));
        }
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void aHintDoesNotPutOffAPollThatIsDueEarlier() {
        timer.after(Duration.ofMillis(50));
        timer.soon();
        timing.advance(Duration.ofMillis(50));
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void aHintDoesNotEndAPauseAfterARefusal() {
        timer.backOff(MINUTE);
        timer.soon();
        timing.advance(MINUTE.minusMillis(1));
        assertThat(polls).isZero();
        timing.advance(Duration.ofMillis(1));
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void aHintAfterThePauseIsFollowedAtOnce() {
        timer.backOff(MINUTE);
        timing.advance(MINUTE);
        timer.after(MINUTE);
        timer.soon();
        timing.advance(PollTimer.BREATH);
        assertThat(polls).isEqualTo(2);
    }

    @Test
    void whoWantsToKnowEndsThePause() {
        timer.backOff(MINUTE);
        timer.now();
        timing.advance(PollTimer.BREATH);
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void nothingIsPolledAfterTheStop() {
        timer.after(MINUTE);
        timer.stop();
        timer.now();
        timing.advance(MINUTE);
        assertThat(polls).isZero();
    }

    @Test
    void anEventConcernsTheWorkersOfItsActionType() {
        WorkerRequest request = new WorkerRequest(
                new ActionType("Build", "Jenkins", "1"), WorkerRequest.query(null), 10, 10, Duration.ofSeconds(15));
        assertThat(request.isConcernedBy("Custom/Build/Jenkins/1")).isTrue();
        assertThat(request.isConcernedBy("")).isTrue();
        assertThat(request.isConcernedBy("Custom/Build/Jenkins/2")).isFalse();
        assertThat(request.isConcernedBy("AWS/Build/CodeBuild/1")).isFalse();
    }
}
