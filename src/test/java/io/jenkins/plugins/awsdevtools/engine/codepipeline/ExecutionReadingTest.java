package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

/** What of an execution is read again, and how it is put together with what was read before. */
class ExecutionReadingTest {

    private static final PipelineExecutionSummary RUNNING = PipelineExecutionSummary.builder()
            .pipelineExecutionId("e")
            .status("InProgress")
            .startTime(Instant.EPOCH)
            .build();

    private static ActionSnapshot action(String stage, String name, String status, long started) {
        return new ActionSnapshot(
                stage + "-" + name + "-" + started,
                stage,
                name,
                "S3",
                status,
                Instant.ofEpochSecond(started),
                Instant.ofEpochSecond(started),
                "",
                "",
                "",
                "",
                Map.of(),
                "",
                Map.of(),
                "");
    }

    /** As AWS lists them, newest first. */
    private static List<ActionSnapshot> listed(ActionSnapshot... oldestFirst) {
        List<ActionSnapshot> tries = new ArrayList<>(Arrays.asList(oldestFirst));
        Collections.reverse(tries);
        return tries;
    }

    private static ExecutionSnapshot execution(ActionSnapshot... oldestFirst) {
        return ExecutionSnapshot.of("site", RUNNING, listed(oldestFirst));
    }

    @Test
    void ofAnExecutionThatHasNotBegunEverythingIsRead() {
        assertThat(execution().unchangedBefore()).isEmpty();
    }

    @Test
    void theStageThatItIsInIsReadAgainAsAWhole() {
        ExecutionSnapshot execution = execution(
                action("Source", "A", "Succeeded", 1),
                action("Build", "A", "Succeeded", 2),
                action("Build", "B", "Succeeded", 3));
        assertThat(execution.unchangedBefore()).contains(Instant.ofEpochSecond(2));
    }

    @Test
    void soIsWhatHasNotEndedWhereverItBegan() {
        ExecutionSnapshot execution = execution(
                action("Source", "A", "Succeeded", 1),
                action("Source", "B", "InProgress", 2),
                action("Build", "A", "Succeeded", 3));
        assertThat(execution.unchangedBefore()).contains(Instant.ofEpochSecond(2));
    }

    @Test
    void whatIsReadTakesThePlaceOfWhatWasAndTheRestStays() {
        ActionSnapshot first = action("Source", "A", "Succeeded", 1);
        ExecutionSnapshot before = execution(first, action("Build", "A", "InProgress", 2));
        ActionSnapshot ended = action("Build", "A", "Succeeded", 2);
        ActionSnapshot late = action("Build", "B", "InProgress", 2);
        assertThat(before.goneOn(RUNNING, listed(ended, late)).actions()).containsExactly(first, ended, late);
        assertThat(before.goneOn(RUNNING, List.of()).actions()).isEqualTo(before.actions());
    }

    @Test
    void thoseThatBeganAtTheSameMomentKeepTheirOrder() {
        assertThat(execution(
                                action("Source", "A", "Succeeded", 1),
                                action("Build", "A", "Succeeded", 1),
                                action("Publish", "A", "Succeeded", 1))
                        .stages())
                .extracting(StageProgress::name)
                .containsExactly("Source", "Build", "Publish");
    }
}
