package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.await;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineControlTest {

    private static LocalAws aws;
    private FollowedPipeline pipeline;
    private PipelineControl control;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void create() {
        pipeline = FollowedPipeline.create(
                aws, "SUPERSEDED", SOURCE, stage("Review", approval("Ask")), stage("Publish", approval("Again")));
        control = new PipelineControl(pipeline.context(), pipeline.access(), reason -> {});
    }

    @AfterEach
    void close() {
        aws.faults().clear();
        pipeline.close();
    }

    private String failed() {
        String id = pipeline.start();
        pipeline.answer("Review", "Ask", false);
        pipeline.awaitStatus(id, "Failed");
        aws.calls().clear();
        return id;
    }

    private String succeeded() {
        String id = pipeline.start();
        pipeline.answer("Review", "Ask", true);
        pipeline.answer("Publish", "Again", true);
        pipeline.awaitStatus(id, "Succeeded");
        aws.calls().clear();
        return id;
    }

    private RemoteWork<String> retry(String execution) {
        return control.retry(new StageRetry(pipeline.name(), "Review", execution, false), Journal.inMemory());
    }

    private RemoteWork<String> rollBack(String target) {
        return control.rollBack(new StageRollback(pipeline.name(), "Publish", target), Journal.inMemory());
    }

    // Retry

    @Test
    void aFailedStageIsTriedAgain() throws Exception {
        String id = failed();
        assertThat(await(retry(id))).isEqualTo(id);
        pipeline.answer("Review", "Ask", true);
        pipeline.answer("Publish", "Again", true);
        pipeline.awaitStatus(id, "Succeeded");
    }

    @Test
    void withoutAnExecutionTheOneThatWasInTheStageLastIsTriedAgain() throws Exception {
        String id = failed();
        assertThat(await(retry(null))).isEqualTo(id);
        pipeline.awaitStatus(id, "InProgress");
    }

    @Test
    void aRetryWhoseAnswerIsLostIsAskedForOnce() throws Exception {
        String id = failed();
        aws.faults().cutAfterExecution("codepipeline:RetryStageExecution", 1);
        assertThat(await(retry(id))).isEqualTo(id);
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isEqualTo(1);
    }

    @Test
    void aRetryThatAKilledProcessAskedForIsNotAskedForAgain() throws Exception {
        String id = failed();
        Journal<RetryPlan> journal = Journal.inMemory();
        StageRetry request = new StageRetry(pipeline.name(), "Review", id, false);
        await(control.retry(request, journal));
        pipeline.answer("Review", "Ask", false);
        pipeline.awaitStatus(id, "Failed");
        assertThat(await(control.retry(request, journal))).isEqualTo(id);
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isEqualTo(1);
        assertThat(aws.codePipeline().status(FollowedPipeline.REGION, pipeline.name(), id))
                .isEqualTo("Failed");
    }

    @Test
    void aStageThatCannotBeTriedAgainNowIsSaidAsAwsSaysItAndWhatToDo() {
        String id = succeeded();
        assertThatThrownBy(() -> await(retry(id)))
                .hasMessageContaining("StageNotRetryableException")
                .hasMessageContaining("is not in a state that can be retried")
                .hasMessageContaining("when it has failed or was stopped");
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isEqualTo(1);
    }

    @Test
    void anUnknownStageIsRefusedWithThoseThatThereAre() {
        failed();
        assertThatThrownBy(() -> await(
                        control.retry(new StageRetry(pipeline.name(), "Reviwe", null, false), Journal.inMemory())))
                .hasCauseInstanceOf(ParameterException.class)
                .hasMessageContaining("Source, Review, Publish");
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isZero();
    }

    @Test
    void throttlingIsWaitedOut() throws Exception {
        String id = failed();
        aws.faults().throttle("codepipeline:RetryStageExecution", 1);
        assertThat(await(retry(id))).isEqualTo(id);
    }

    // Rollback

    @Test
    void aStageIsRolledBackToAnEarlierExecution() throws Exception {
        String first = succeeded();
        succeeded();
        String id = await(rollBack(first));
        assertThat(pipeline.executions()).hasSize(3).startsWith(id);
        pipeline.answer("Publish", "Again", true);
        pipeline.awaitStatus(id, "Succeeded");
    }

    @Test
    void aRollbackWhoseAnswerIsLostIsAskedForOnce() throws Exception {
        String first = succeeded();
        succeeded();
        aws.faults().cutAfterExecution("codepipeline:RollbackStage", 1);
        String id = await(rollBack(first));
        assertThat(pipeline.executions()).hasSize(3).startsWith(id);
    }

    @Test
    void aRollbackThatAKilledProcessAskedForIsFound() throws Exception {
        String first = succeeded();
        succeeded();
        Journal<RollbackPlan> journal = Journal.inMemory();
        StageRollback request = new StageRollback(pipeline.name(), "Publish", first);
        String id = await(control.rollBack(request, journal));
        assertThat(await(control.rollBack(request, journal))).isEqualTo(id);
        assertThat(pipeline.executions()).hasSize(3);
    }

    @Test
    void aRollbackThatCannotBeIsSaidAsAwsSaysItAndWhatToDo() {
        String id = failed();
        assertThatThrownBy(() -> await(rollBack(id)))
                .hasMessageContaining("UnableToRollbackStageException")
                .hasMessageContaining("did not succeed in stage Publish")
                .hasMessageContaining("Give an execution that succeeded in this stage");
        assertThat(pipeline.executions()).hasSize(1);
    }

    // Transitions

    @Test
    void aDisabledTransitionHoldsExecutionsAndTheOneThatWaitsSaysWhy() throws Exception {
        String name = pipeline.name();
        assertThat(await(control.change(new TransitionChange(name, "Publish", false, "Not on a Friday"))))
                .isFalse();
        ExecutionRun run =
                pipeline.begin(new ExecutionRuns(pipeline.context()), ExecutionSettings.DEFAULT, Journal.inMemory());
        pipeline.answer("Review", "Ask", true);
        eventually(() -> !pipeline.linesWith("It waits to enter stage Publish").isEmpty());
        assertThat(pipeline.linesWith("It waits to enter stage Publish"))
                .singleElement()
                .asString()
                .contains("disabled by arn:aws:", "Not on a Friday");
        assertThat(await(control.change(new TransitionChange(name, "Publish", true, ""))))
                .isTrue();
        pipeline.answer("Publish", "Again", true);
        assertThat(await(run).good()).isTrue();
    }

    @Test
    void aTransitionOfAnUnknownStageIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> await(control.change(new TransitionChange(pipeline.name(), "Publsh", true, ""))))
                .hasMessageContaining("The pipeline has no stage Publsh. It has: Source, Review, Publish");
    }

    @Test
    void aReasonThatAwsWouldRefuseIsRefusedBefore() {
        assertThatThrownBy(() -> new TransitionChange("site", "Publish", false, "Don't, please"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("reason 'Don't, please'");
        assertThatThrownBy(() -> new TransitionChange("site", "Publish", false, ""))
                .isInstanceOf(ParameterException.class);
    }

    // Stop

    @Test
    void anExecutionIsStoppedWhenItsActionsHaveEndedOrAtOnce() throws Exception {
        String waiting = pipeline.start();
        eventually(() -> pipeline.state("Review").orElseThrow().latestExecution() != null);
        assertThat(await(control.stop(new ExecutionStop(pipeline.name(), waiting, false, "Wrong branch"))))
                .isTrue();
        pipeline.awaitStatus(waiting, "Stopping");
        assertThat(await(control.stop(new ExecutionStop(pipeline.name(), waiting, true, "Wrong branch"))))
                .isTrue();
        pipeline.awaitStatus(waiting, "Stopped");
    }

    @Test
    void stoppingWhatHasEndedIsNoError() throws Exception {
        assertThat(await(control.stop(new ExecutionStop(pipeline.name(), failed(), true, ""))))
                .isFalse();
    }

    @Test
    void anExecutionWhoseStopHadItsAnswerLostWasRunning() throws Exception {
        String waiting = pipeline.start();
        eventually(() -> pipeline.state("Review").orElseThrow().latestExecution() != null);
        aws.faults().cutAfterExecution("codepipeline:StopPipelineExecution", 1);
        Journal<String> journal = Journal.inMemory();
        ExecutionStop stop = new ExecutionStop(pipeline.name(), waiting, true, "");
        assertThat(await(control.stop(stop, journal))).isTrue();
        pipeline.awaitStatus(waiting, "Stopped");
        assertThat(await(control.stop(stop, journal))).isTrue();
    }

    @Test
    void anUnknownExecutionIsSaidAndWhereToFindTheRightOne() {
        assertThatThrownBy(() -> await(control.stop(
                        new ExecutionStop(pipeline.name(), "3c1a5b62-9a52-4b0e-9d43-2f1f1d3a0c11", true, ""))))
                .hasMessageContaining("Copy the id of the execution from the history");
    }

    // Modes, as who follows an execution is told of them

    private ExecutionRun follow(String id) {
        return pipeline.begin(
                new ExecutionRuns(pipeline.context()),
                new PipelineRequest(pipeline.name(), Map.of(), List.of(), id),
                ExecutionSettings.DEFAULT,
                Journal.inMemory());
    }

    @Test
    void anExecutionThatALaterOneOvertookIsSuperseded() throws Exception {
        String first = pipeline.start();
        eventually(() -> pipeline.state("Review").orElseThrow().latestExecution() != null);
        String second = pipeline.start();
        ExecutionRun run = follow(second);
        eventually(() ->
                !pipeline.linesWith("in which the execution " + first + " is").isEmpty());
        pipeline.start();
        ExecutionResult result = await(run);
        assertThat(result.execution().status()).isEqualTo("Superseded");
        assertThat(result.failureText()).contains("ended as Superseded", "Superseded by execution");
    }

    @Test
    void anExecutionThatSomebodyStopsIsStoppedAndTellsTheReason() throws Exception {
        String id = pipeline.start();
        ExecutionRun run = follow(id);
        eventually(() -> !pipeline.linesWith("waits for approval").isEmpty());
        await(control.stop(new ExecutionStop(pipeline.name(), id, true, "Wrong branch")));
        ExecutionResult result = await(run);
        assertThat(result.execution().status()).isEqualTo("Stopped");
        assertThat(result.failureText()).contains("ended as Stopped", "Wrong branch");
        assertThat(pipeline.linesWith("Review / Ask: Abandoned")).hasSize(1);
    }

    @Test
    void inAQueueEachExecutionWaitsForTheOneBefore() throws Exception {
        try (FollowedPipeline queue =
                FollowedPipeline.create(aws, "QUEUED", SOURCE, stage("Review", approval("Ask")))) {
            ExecutionRuns runs = new ExecutionRuns(queue.context());
            ExecutionRun first = queue.begin(runs, ExecutionSettings.DEFAULT, Journal.inMemory());
            eventually(() -> !queue.linesWith("waits for approval").isEmpty());
            ExecutionRun second = queue.begin(runs, ExecutionSettings.DEFAULT, Journal.inMemory());
            eventually(() -> !queue.linesWith("It waits to enter stage Review").isEmpty());
            queue.answer("Review", "Ask", true);
            assertThat(await(first).good()).isTrue();
            queue.answer("Review", "Ask", true);
            assertThat(await(second).good()).isTrue();
        }
    }

    @Test
    void inParallelNoExecutionWaitsForAnother() throws Exception {
        try (FollowedPipeline parallel =
                FollowedPipeline.create(aws, "PARALLEL", SOURCE, stage("Review", approval("Ask")))) {
            ExecutionRuns runs = new ExecutionRuns(parallel.context());
            parallel.begin(runs, ExecutionSettings.DEFAULT, Journal.inMemory());
            parallel.begin(runs, ExecutionSettings.DEFAULT, Journal.inMemory());
            eventually(() -> parallel.linesWith("waits for approval").size() == 2);
            assertThat(parallel.linesWith("It waits to enter")).isEmpty();
        }
    }
}
