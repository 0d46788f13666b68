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
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;

class ApprovalTest {

    private static final String PUT = "codepipeline:PutApprovalResult";

    private static LocalAws aws;
    private FollowedPipeline pipeline;

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
        create("SUPERSEDED");
    }

    @AfterEach
    void close() {
        aws.faults().clear();
        pipeline.close();
    }

    private void create(String mode) {
        pipeline = FollowedPipeline.create(
                aws, mode, SOURCE, stage("Review", approval("Ask")), stage("Publish", approval("Again")));
        aws.calls().clear();
    }

    /** An execution whose first approval waits. */
    private String waiting() {
        String id = pipeline.start();
        awaitApproval(id);
        return id;
    }

    private void awaitApproval(String execution) {
        eventually(() -> pipeline
                .client()
                .listActionExecutions(list ->
                        list.pipelineName(pipeline.name()).filter(filter -> filter.pipelineExecutionId(execution)))
                .actionExecutionDetails()
                .stream()
                .anyMatch(
                        one -> one.stageName().equals("Review") && one.status() == ActionExecutionStatus.IN_PROGRESS));
    }

    private ApprovalRequest request(String stage, String action, String execution) {
        return new ApprovalRequest(pipeline.name(), stage, action, execution, true, "Tests passed");
    }

    private RemoteWork<ApprovalAnswer> answer(ApprovalRequest request, Journal<ApprovalPlan> journal) {
        return new PipelineControl(pipeline.context(), pipeline.access(), reason -> {}).answer(request, journal);
    }

    private RemoteWork<ApprovalAnswer> answer(String stage, String action, String execution) {
        return answer(request(stage, action, execution), Journal.inMemory());
    }

    @Test
    void oneThatWaitsIsAnswered() throws Exception {
        String id = waiting();
        assertThat(await(answer("Review", "Ask", id))).isEqualTo(new ApprovalAnswer("Review", "Ask", true));
        eventually(() -> pipeline.state("Publish").orElseThrow().latestExecution() != null);
        assertThat(await(answer(null, null, null))).isEqualTo(new ApprovalAnswer("Publish", "Again", true));
        pipeline.awaitStatus(id, "Succeeded");
    }

    @Test
    void oneThatWasAnsweredBeforeAnybodyLookedIsNoErrorAndTheAnswerDoesNotCount() throws Exception {
        String id = waiting();
        pipeline.answer("Review", "Ask", true);
        eventually(() -> pipeline.state("Publish").orElseThrow().latestExecution() != null);
        assertThat(await(answer("Review", "Ask", null)).ours()).isFalse();
        assertThat(await(answer("Review", null, id)).ours()).isFalse();
        assertThat(await(answer(null, "Ask", null)).ours()).isFalse();
        assertThat(aws.calls().count(PUT)).isEqualTo(1);
    }

    @Test
    void oneOfAnEarlierExecutionThatWasAnsweredIsNoErrorWhileALaterOneWaits() throws Exception {
        String first = waiting();
        pipeline.answer("Review", "Ask", false);
        pipeline.awaitStatus(first, "Failed");
        String second = waiting();
        assertThat(await(answer("Review", "Ask", first)).ours()).isFalse();
        assertThat(await(answer("Review", "Ask", second)).ours()).isTrue();
    }

    @Test
    void oneThatItsExecutionHasNotReachedIsAnErrorThoughItWasAnsweredInAnother() {
        String first = waiting();
        pipeline.answer("Review", "Ask", false);
        pipeline.awaitStatus(first, "Failed");
        pipeline.transition("Review", false);
        String second = pipeline.start();
        eventually(() ->
                !pipeline.state("Review").orElseThrow().inboundExecutions().isEmpty());
        assertThatThrownBy(() -> await(answer("Review", "Ask", second)))
                .hasCauseInstanceOf(ParameterException.class)
                .hasMessageContaining("No such approval waits. Waiting: none");
    }

    @Test
    void whoNamesNoneIsToldThatNoneWaits() {
        String id = waiting();
        pipeline.answer("Review", "Ask", false);
        pipeline.awaitStatus(id, "Failed");
        assertThatThrownBy(() -> await(answer(null, null, null))).hasMessageContaining("No such approval waits");
    }

    @Test
    void aNameThatDoesNotExistIsRefusedWithThoseThatDo() {
        waiting();
        assertThatThrownBy(() -> await(answer("Reviwe", "Ask", null)))
                .hasCauseInstanceOf(ParameterException.class)
                .hasMessageContaining("Source, Review, Publish");
        assertThatThrownBy(() -> await(answer("Review", "Aks", null)))
                .hasCauseInstanceOf(ParameterException.class)
                .hasMessageContaining("Waiting: Review / Ask Did you mean Ask?");
        assertThatThrownBy(() -> await(answer("Source", "Checkout", null)))
                .hasMessageContaining("No such approval waits");
    }

    @Test
    void anAnswerWhoseAnswerIsLostIsGivenOnceAndCounts() throws Exception {
        waiting();
        aws.faults().cutAfterExecution(PUT, 1);
        assertThat(await(answer("Review", "Ask", null)).ours()).isTrue();
        assertThat(aws.calls().count(PUT)).isEqualTo(1);
    }

    @Test
    void anAnswerThatAKilledProcessGaveCountsAndIsNotGivenAgain() throws Exception {
        waiting();
        aws.faults().holdAnswer(PUT, 1, Duration.ofMinutes(1));
        Journal<ApprovalPlan> journal = Journal.inMemory();
        RemoteWork<ApprovalAnswer> first = answer(request("Review", "Ask", null), journal);
        aws.calls().awaitExecuted(PUT, 1);
        first.detach();
        aws.faults().releaseStalled();
        assertThat(await(answer(request("Review", "Ask", null), journal)).ours())
                .isTrue();
        assertThat(aws.calls().count(PUT)).isEqualTo(1);
    }

    @Test
    void somebodyElsesAnswerAfterAKilledProcessDidNotComeThroughDoesNotCount() throws Exception {
        waiting();
        aws.faults().cutBeforeAnswer(PUT, Faults.ALWAYS);
        Journal<ApprovalPlan> journal = Journal.inMemory();
        RemoteWork<ApprovalAnswer> first = answer(request("Review", "Ask", null), journal);
        aws.calls().await(PUT, 1);
        first.detach();
        aws.faults().clear();
        pipeline.answer("Review", "Ask", true);
        assertThat(await(answer(request("Review", "Ask", null), journal)).ours())
                .isFalse();
    }

    @Test
    void inParallelTheExecutionTellsWhichIsMeant() throws Exception {
        pipeline.close();
        create("PARALLEL");
        String first = waiting();
        String second = waiting();
        assertThatThrownBy(() -> await(answer("Review", "Ask", null)))
                .hasMessageContaining("More than one approval waits");
        assertThat(await(answer("Review", "Ask", first)).ours()).isTrue();
        assertThat(await(answer("Review", "Ask", first)).ours()).isFalse();
        eventually(() -> inPublish() == 1);
        assertThat(await(answer("Review", null, null)).ours()).isTrue();
        eventually(() -> inPublish() == 2);
        assertThat(pipeline.executions()).containsExactly(second, first);
    }

    private long inPublish() {
        return pipeline
                .client()
                .listActionExecutions(list -> list.pipelineName(pipeline.name()))
                .actionExecutionDetails()
                .stream()
                .filter(one -> one.stageName().equals("Publish"))
                .map(one -> one.pipelineExecutionId())
                .distinct()
                .count();
    }
}
