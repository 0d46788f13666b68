package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.work.LocalController;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

class ExecutionRunTest {

    private static final String REGION = "eu-west-1";
    private static final String STRUCTURE = """
        {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "executionMode": "PARALLEL", "variables": [{"name": "STAGE", "defaultValue": "test"}],
         "artifactStore": {"type": "S3", "location": "%1$s-artifacts"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "%1$s", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Review", "actions": [{"name": "Approve",
           "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}}]}]}\
        """;
    private static LocalAws aws;
    private static CodePipelineClient client;

    private final LocalController controller = new LocalController(aws, 1, TailPacing.DEFAULT);
    private final ExecutionRuns runs = new ExecutionRuns(controller.context());
    private final LogLines lines = new LogLines();
    private String pipeline;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
        client = LocalClients.root(aws, CodePipelineClient.builder());
    }

    @AfterAll
    static void stopAws() {
        client.close();
        aws.close();
    }

    @BeforeEach
    void createPipeline() throws IOException {
        pipeline = "pipeline-" + UUID.randomUUID();
        aws.s3().createBucket(bucket(), REGION);
        aws.codeCommit().createRepository(REGION, pipeline).commit("main", "Ada", "Begin", Map.of("a", "b"));
        aws.codePipeline()
                .createPipeline(
                        REGION,
                        new ObjectMapper()
                                .readTree(STRUCTURE.formatted(pipeline).replace(pipeline + "-artifacts", bucket())));
        aws.calls().clear();
    }

    private String bucket() {
        return "b" + pipeline.substring(9, 40);
    }

    @AfterEach
    void close() {
        aws.faults().clear();
        controller.close();
    }

    private ExecutionRun begin(PipelineRequest request, ExecutionSettings settings, Journal<ExecutionRecord> journal) {
        return runs.begin(controller.access(), request, settings, journal, lines, execution -> {});
    }

    private ExecutionRun begin(ExecutionSettings settings) {
        return begin(PipelineRequest.of(pipeline), settings, Journal.inMemory());
    }

    private static ExecutionResult await(ExecutionRun run) throws Exception {
        return resultOf(run.result());
    }

    private String token() {
        eventually(() -> FollowedPipeline.approvalToken(client, pipeline, "Review", "Approve")
                .isPresent());
        return FollowedPipeline.approvalToken(client, pipeline, "Review", "Approve")
                .orElseThrow();
    }

    private void answer(ApprovalStatus status) {
        answer(status, "Seen by Ada");
    }

    private void answer(ApprovalStatus status, String summary) {
        String token = token();
        client.putApprovalResult(put -> put.pipelineName(pipeline)
                .stageName("Review")
                .actionName("Approve")
                .token(token)
                .result(result -> result.status(status).summary(summary)));
    }

    private long linesWith(String text) {
        return lines.with(text).size();
    }

    @Test
    void anExecutionIsFollowedToItsEndAndEachChangeIsToldOnce() throws Exception {
        ExecutionRun run = begin(ExecutionSettings.DEFAULT);
        answer(ApprovalStatus.APPROVED);
        ExecutionResult result = await(run);
        assertThat(result.execution().succeeded()).isTrue();
        assertThat(result.execution().revisions()).containsKey("Checkout");
        assertThat(linesWith("Source / Checkout began")).isEqualTo(1);
        assertThat(linesWith("Source / Checkout: Succeeded")).isEqualTo(1);
        assertThat(linesWith("Review / Approve: Succeeded")).isEqualTo(1);
    }

    @Test
    void aStartWhoseAnswerIsLostStartsOneExecution() throws Exception {
        aws.faults().cutAfterExecution("codepipeline:StartPipelineExecution", 3);
        ExecutionRun run = begin(ExecutionSettings.DEFAULT);
        answer(ApprovalStatus.APPROVED);
        await(run);
        assertThat(aws.codePipeline().executions(REGION, pipeline)).hasSize(1);
    }

    @Test
    void aFailedExecutionTellsTheActionAndItsReason() throws Exception {
        ExecutionRun run = begin(ExecutionSettings.DEFAULT);
        answer(ApprovalStatus.REJECTED, "Seen by \u001B[8mha:AAAA\u001B[0mAda");
        ExecutionResult result = await(run);
        assertThat(result.good()).isFalse();
        assertThat(result.failureText()).contains("Review / Approve", "Rejected: Seen by Ada");
    }

    @Test
    void aFailedStageIsTriedAgainAsOftenAsAsked() throws Exception {
        ExecutionRun run = begin(new ExecutionSettings(OnAbort.STOP, 1, false, true));
        answer(ApprovalStatus.REJECTED);
        aws.calls().await("codepipeline:RetryStageExecution", 1);
        answer(ApprovalStatus.APPROVED);
        assertThat(await(run).good()).isTrue();
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isEqualTo(1);
    }

    private ExecutionRun rejectedOnce(Journal<ExecutionRecord> journal) throws Exception {
        ExecutionRun run =
                begin(PipelineRequest.of(pipeline), new ExecutionSettings(OnAbort.STOP, 1, false, true), journal);
        answer(ApprovalStatus.REJECTED);
        aws.calls().await("codepipeline:RetryStageExecution", 1);
        return run;
    }

    @Test
    void aRetryWhoseAnswerIsLostIsAskedForOnceAndFollowed() throws Exception {
        aws.faults().cutAfterExecution("codepipeline:RetryStageExecution", 1);
        ExecutionRun run = rejectedOnce(Journal.inMemory());
        answer(ApprovalStatus.APPROVED);
        assertThat(await(run).good()).isTrue();
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isEqualTo(1);
    }

    @Test
    void aRetryThatABusyPipelineRefusesIsAskedForAgain() throws Exception {
        aws.faults()
                .fail(
                        "codepipeline:RetryStageExecution",
                        1,
                        "ConflictException",
                        400,
                        "Your request cannot be handled because the pipeline is busy handling ongoing activities. Try"
                                + " again later.");
        ExecutionRun run = rejectedOnce(Journal.inMemory());
        aws.calls().await("codepipeline:RetryStageExecution", 2);
        answer(ApprovalStatus.APPROVED);
        assertThat(await(run).good()).isTrue();
    }

    @Test
    void aRetryThatAKilledProcessAskedForIsFollowedAndNotAskedForAgain() throws Exception {
        aws.faults().holdAnswer("codepipeline:RetryStageExecution", 1, Duration.ofMinutes(1));
        Journal<ExecutionRecord> journal = Journal.inMemory();
        ExecutionRun first = rejectedOnce(journal);
        answer(ApprovalStatus.REJECTED);
        first.detach();
        aws.faults().releaseStalled();
        ExecutionResult result = await(
                begin(PipelineRequest.of(pipeline), new ExecutionSettings(OnAbort.STOP, 1, false, true), journal));
        assertThat(result.good()).isFalse();
        assertThat(result.execution().actions()).hasSize(3);
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isEqualTo(1);
    }

    @Test
    void whoIsRefusedARetryBecauseSomebodyElseWasFasterFollowsThatOne() throws Exception {
        aws.faults().stall("codepipeline:RetryStageExecution", 1, Duration.ofMinutes(1));
        ExecutionRun run = rejectedOnce(Journal.inMemory());
        String id = aws.codePipeline().executions(REGION, pipeline).get(0);
        client.retryStageExecution(retry -> retry.pipelineName(pipeline)
                .stageName("Review")
                .pipelineExecutionId(id)
                .retryMode(StageRetryMode.FAILED_ACTIONS));
        aws.faults().releaseStalled();
        eventually(() -> linesWith("StageNotRetryableException") == 1);
        answer(ApprovalStatus.APPROVED);
        assertThat(await(run).good()).isTrue();
    }

    @Test
    void anAbortWhileARetryIsAskedForStopsWhatIsTriedAgain() throws Exception {
        aws.faults().stall("codepipeline:RetryStageExecution", 1, Duration.ofMinutes(1));
        ExecutionRun run = rejectedOnce(Journal.inMemory());
        run.abort();
        eventually(() -> run.state().startsWith("stopping"));
        aws.faults().releaseStalled();
        assertThatThrownBy(() -> await(run)).hasCauseInstanceOf(WorkAbortedException.class);
        String id = aws.codePipeline().executions(REGION, pipeline).get(0);
        assertThat(aws.codePipeline().status(REGION, pipeline, id)).isIn("Stopping", "Stopped");
    }

    @Test
    void anAbortStopsTheExecution() {
        ExecutionRun run = begin(new ExecutionSettings(OnAbort.ABANDON, 0, false, true));
        token();
        run.abort();
        assertThatThrownBy(() -> await(run))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(WorkAbortedException.class);
        String id = aws.codePipeline().executions(REGION, pipeline).get(0);
        eventually(() -> aws.codePipeline().status(REGION, pipeline, id).equals("Stopped"));
        assertThat(aws.codePipeline().status(REGION, pipeline, id)).isEqualTo("Stopped");
    }

    @Test
    void withoutWaitingTheExecutionGoesOn() throws Exception {
        ExecutionResult result = await(begin(new ExecutionSettings(OnAbort.STOP, 0, false, false)));
        assertThat(result.good()).isTrue();
        assertThat(result.execution().ended()).isFalse();
    }

    @Test
    void aRunningExecutionCanBeFollowed() throws Exception {
        String id = client.startPipelineExecution(start -> start.name(pipeline)).pipelineExecutionId();
        ExecutionRun run = begin(
                new PipelineRequest(pipeline, Map.of(), List.of(), id), ExecutionSettings.DEFAULT, Journal.inMemory());
        answer(ApprovalStatus.APPROVED);
        assertThat(await(run).execution().id()).isEqualTo(id);
        assertThat(aws.codePipeline().executions(REGION, pipeline)).containsExactly(id);
    }

    @Test
    void aProcessThatComesAfterFindsTheExecutionAndTellsTheRest(@TempDir Path folder) throws Exception {
        Journal<ExecutionRecord> journal = new FileJournal<>(folder.resolve("record.json"), ExecutionRecord.class);
        ExecutionRun first = begin(PipelineRequest.of(pipeline), ExecutionSettings.DEFAULT, journal);
        eventually(() -> linesWith("waits for approval") == 1);
        first.detach();
        ExecutionRun second = begin(PipelineRequest.of(pipeline), ExecutionSettings.DEFAULT, journal);
        answer(ApprovalStatus.APPROVED);
        assertThat(await(second).good()).isTrue();
        assertThat(aws.codePipeline().executions(REGION, pipeline)).hasSize(1);
        assertThat(lines.all().stream().filter(line -> line.contains(" / ")).toList())
                .doesNotHaveDuplicates();
        assertThat(linesWith("Review / Approve: Succeeded")).isEqualTo(1);
    }

    @Test
    void aNameThatIsAlmostRightIsSuggested() {
        ExecutionRun run = begin(
                PipelineRequest.of(pipeline.substring(0, pipeline.length() - 1)),
                ExecutionSettings.DEFAULT,
                Journal.inMemory());
        assertThatThrownBy(() -> await(run)).hasMessageContaining("Did you mean " + pipeline);
    }

    @Test
    void whoFollowsManyExecutionsOfAPipelineAsksTwicePerTick() throws Exception {
        List<ExecutionRun> followed = IntStream.range(0, 10)
                .mapToObj(i -> begin(ExecutionSettings.DEFAULT))
                .toList();
        eventually(() -> linesWith("waits for approval") == 10);
        aws.calls().clear();
        aws.calls().await("codepipeline:ListPipelineExecutions", 5);
        // A tick may have begun before the calls were forgotten.
        assertThat(aws.calls().count("codepipeline:ListActionExecutions"))
                .isLessThanOrEqualTo(aws.calls().count("codepipeline:ListPipelineExecutions") + 1);
        followed.forEach(ExecutionRun::detach);
        assertThat(aws.calls().count("codepipeline:GetPipelineExecution")).isZero();
    }

    @Test
    void anExecutionThatWaitsBehindHundredsOfNewerOnesCostsNoPagesOfThem() throws Exception {
        ExecutionRun old = begin(ExecutionSettings.DEFAULT);
        eventually(() -> linesWith("waits for approval") == 1);
        for (int i = 0; i < 250; i++) {
            client.startPipelineExecution(start -> start.name(pipeline));
        }
        ExecutionRun young = begin(ExecutionSettings.DEFAULT);
        eventually(() -> linesWith("waits for approval") == 2);
        aws.calls().clear();
        aws.calls().await("codepipeline:GetPipelineExecution", 5);
        long ticks = aws.calls().count("codepipeline:GetPipelineExecution");
        // A tick may have begun before the calls were forgotten, another may not have ended.
        assertThat(aws.calls().count("codepipeline:ListPipelineExecutions")).isLessThanOrEqualTo(2 * (ticks + 2));
        assertThat(aws.calls().count("codepipeline:ListActionExecutions")).isLessThanOrEqualTo(3 * (ticks + 2));
        answerIn(old.latest().id(), ApprovalStatus.APPROVED);
        assertThat(await(old).execution().succeeded()).isTrue();
        assertThat(old.latest().revisions()).containsKey("Checkout");
        young.detach();
    }

    private void answerIn(String execution, ApprovalStatus status) {
        String token = client.listActionExecutions(
                        list -> list.pipelineName(pipeline).filter(filter -> filter.pipelineExecutionId(execution)))
                .actionExecutionDetails()
                .get(0)
                .output()
                .executionResult()
                .externalExecutionId();
        client.putApprovalResult(put -> put.pipelineName(pipeline)
                .stageName("Review")
                .actionName("Approve")
                .token(token)
                .result(result -> result.status(status).summary("Seen by Ada")));
    }
}
