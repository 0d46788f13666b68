package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionState;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;

class LocalCodePipelineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static final String SOURCE = """
        {"name": "Source", "actions": [{"name": "Checkout", "namespace": "Src",
          "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
          "configuration": {"RepositoryName": "%1$s", "BranchName": "main"},
          "outputArtifacts": [{"name": "Code"}]}]}\
        """;
    private static final String BUILD = """
        {"name": "Build", "actions": [{"name": "Compile", "namespace": "Built",
          "actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
          "configuration": {"ProjectName": "%1$s",
            "EnvironmentVariables": "[{\\"name\\":\\"COMMIT\\",\\"value\\":\\"#{Src.CommitId}\\"}]"},
          "inputArtifacts": [{"name": "Code"}], "outputArtifacts": [{"name": "Site"}]}]}\
        """;
    private static final String APPROVAL = """
        {"name": "Review", "actions": [{"name": "Approve",
          "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"},
          "configuration": {"CustomData": "Look at it", "ExternalEntityLink": "https://example.com/review"}}]}\
        """;
    private static final String DEPLOY = """
        {"name": "Deploy", "actions": [{"name": "Publish",
          "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3", "version": "1"},
          "configuration": {"BucketName": "%1$s-site", "Extract": "true"},
          "inputArtifacts": [{"name": "Site"}]}]}\
        """;
    private static LocalAws aws;
    private static CodePipelineClient client;
    private static int number;
    private String name;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsSettings.defaults().withClock(CLOCK));
        client = LocalClients.root(aws, CodePipelineClient.builder());
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
        CLOCK.reset();
    }

    @BeforeEach
    void name() {
        name = "site-" + ++number;
        aws.s3().createBucket(name + "-artifacts", aws.region());
        aws.s3().createBucket(name + "-site", aws.region());
        aws.codeCommit()
                .createRepository(aws.region(), name)
                .commit("main", "Ada", "Say hello", Map.of("index.html", "<h1>Hello</h1>"));
    }

    private void create(String mode, String... stages) {
        createWith("[]", mode, stages);
    }

    private void createWith(String variables, String mode, String... stages) {
        String structure =
                """
                {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
                 "executionMode": "%2$s", "variables": %3$s,
                 "artifactStore": {"type": "S3", "location": "%1$s-artifacts"}, "stages": [%4$s]}\
                """.formatted(name, mode, variables, String.join(",", stages).formatted(name));
        try {
            aws.codePipeline().createPipeline(aws.region(), JSON.readTree(structure));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String startExecution() {
        return client.startPipelineExecution(start -> start.name(name)).pipelineExecutionId();
    }

    private void await(String id, String status) {
        eventually(() -> aws.codePipeline().status(aws.region(), name, id).equals(status));
        assertThat(aws.codePipeline().status(aws.region(), name, id)).isEqualTo(status);
    }

    private ActionState action(String stage, String action) {
        return client.getPipelineState(get -> get.name(name)).stageStates().stream()
                .filter(state -> state.stageName().equals(stage))
                .flatMap(state -> state.actionStates().stream())
                .filter(state -> state.actionName().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private String token() {
        eventually(() -> action("Review", "Approve").latestExecution() != null
                && action("Review", "Approve").latestExecution().token() != null);
        return action("Review", "Approve").latestExecution().token();
    }

    private static String code(CodePipelineException refusal) {
        return refusal.awsErrorDetails().errorCode();
    }

    @Test
    void buildsWhatWasPushedAndPublishesIt() throws IOException {
        aws.codeBuild()
                .createProject(
                        aws.region(),
                        name,
                        "version: 0.2\nphases:\n  build:\n    commands:\n      - echo $COMMIT > commit.txt\n"
                                + "artifacts:\n  files: ['**/*']\n");
        create("SUPERSEDED", SOURCE, BUILD, DEPLOY);
        String id = startExecution();
        await(id, "Succeeded");
        String commit =
                aws.codeCommit().repository(aws.region(), name).tip("main").orElseThrow();
        assertThat(new String(aws.s3().read(name + "-site", "index.html"), StandardCharsets.UTF_8))
                .isEqualTo("<h1>Hello</h1>");
        assertThat(new String(aws.s3().read(name + "-site", "commit.txt"), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(commit);
        List<ActionExecutionDetail> actions = client.listActionExecutions(
                        list -> list.pipelineName(name).filter(filter -> filter.pipelineExecutionId(id)))
                .actionExecutionDetails();
        assertThat(actions)
                .extracting(ActionExecutionDetail::actionName)
                .containsExactly("Publish", "Compile", "Checkout");
        assertThat(actions.get(2).output().outputVariables()).containsEntry("CommitId", commit);
        assertThat(actions.get(1).output().executionResult().externalExecutionId())
                .startsWith(name + ":");
    }

    @Test
    void anApprovalIsAnsweredOnceAndWithItsToken() {
        create("SUPERSEDED", SOURCE, APPROVAL);
        String id = startExecution();
        String token = token();
        assertThat(code(catchThrowableOfType(
                        CodePipelineException.class, () -> answer("stale", ApprovalStatus.APPROVED))))
                .isEqualTo("InvalidApprovalTokenException");
        answer(token, ApprovalStatus.APPROVED);
        assertThat(code(catchThrowableOfType(
                        CodePipelineException.class, () -> answer(token, ApprovalStatus.REJECTED))))
                .isEqualTo("ApprovalAlreadyCompletedException");
        await(id, "Succeeded");
        assertThat(action("Review", "Approve").latestExecution().summary()).isEqualTo("Seen");
    }

    private void answer(String token, ApprovalStatus status) {
        client.putApprovalResult(put -> put.pipelineName(name)
                .stageName("Review")
                .actionName("Approve")
                .token(token)
                .result(result -> result.status(status).summary("Seen")));
    }

    @Test
    void aStageThatFailedIsTriedAgain() {
        create("SUPERSEDED", SOURCE, APPROVAL);
        String id = startExecution();
        answer(token(), ApprovalStatus.REJECTED);
        await(id, "Failed");
        client.retryStageExecution(retry -> retry.pipelineName(name)
                .stageName("Review")
                .pipelineExecutionId(id)
                .retryMode(StageRetryMode.FAILED_ACTIONS));
        answer(token(), ApprovalStatus.APPROVED);
        await(id, "Succeeded");
        assertThat(code(catchThrowableOfType(
                        CodePipelineException.class,
                        () -> client.retryStageExecution(retry -> retry.pipelineName(name)
                                .stageName("Review")
                                .pipelineExecutionId(id)
                                .retryMode(StageRetryMode.FAILED_ACTIONS)))))
                .isEqualTo("StageNotRetryableException");
    }

    @Test
    void aNewerExecutionTakesThePlaceOfOneThatWaits() {
        create("SUPERSEDED", SOURCE, APPROVAL);
        String first = startExecution();
        token();
        String second = startExecution();
        eventually(() -> client.getPipelineState(get -> get.name(name))
                .stageStates()
                .get(1)
                .hasInboundExecutions());
        String third = startExecution();
        await(second, "Superseded");
        answer(token(), ApprovalStatus.APPROVED);
        await(first, "Succeeded");
        eventually(() -> aws.codePipeline().status(aws.region(), name, third).equals("InProgress"));
        assertThat(client.listPipelineExecutions(list -> list.pipelineName(name))
                        .pipelineExecutionSummaries())
                .extracting(PipelineExecutionSummary::pipelineExecutionId)
                .containsExactly(third, second, first);
    }

    @Test
    void aQueueKeepsItsOrder() {
        create("QUEUED", SOURCE, APPROVAL);
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> startExecution()).toList();
        for (String id : ids) {
            eventually(() -> client.getPipelineState(get -> get.name(name))
                                    .stageStates()
                                    .get(1)
                                    .latestExecution()
                            != null
                    && client.getPipelineState(get -> get.name(name))
                            .stageStates()
                            .get(1)
                            .latestExecution()
                            .pipelineExecutionId()
                            .equals(id));
            answer(token(), ApprovalStatus.APPROVED);
            await(id, "Succeeded");
        }
    }

    @Test
    void aDisabledTransitionHoldsAnExecutionUntilItIsEnabled() {
        create("SUPERSEDED", SOURCE, APPROVAL);
        client.disableStageTransition(disable -> disable.pipelineName(name)
                .stageName("Review")
                .transitionType(StageTransitionType.INBOUND)
                .reason("Holiday"));
        String id = startExecution();
        eventually(() -> client.getPipelineState(get -> get.name(name))
                        .stageStates()
                        .get(1)
                        .inboundExecution()
                != null);
        assertThat(client.getPipelineState(get -> get.name(name))
                        .stageStates()
                        .get(1)
                        .inboundTransitionState()
                        .disabledReason())
                .isEqualTo("Holiday");
        client.enableStageTransition(
                enable -> enable.pipelineName(name).stageName("Review").transitionType(StageTransitionType.INBOUND));
        answer(token(), ApprovalStatus.APPROVED);
        await(id, "Succeeded");
    }

    @Test
    void stopsAndAbandonsWhatWaitsForAnAnswer() {
        create("SUPERSEDED", SOURCE, APPROVAL);
        String id = startExecution();
        token();
        client.stopPipelineExecution(
                stop -> stop.pipelineName(name).pipelineExecutionId(id).reason("Enough"));
        await(id, "Stopping");
        client.stopPipelineExecution(stop ->
                stop.pipelineName(name).pipelineExecutionId(id).abandon(true).reason("Enough"));
        await(id, "Stopped");
        assertThat(code(catchThrowableOfType(
                        CodePipelineException.class,
                        () -> client.stopPipelineExecution(
                                stop -> stop.pipelineName(name).pipelineExecutionId(id)))))
                .isEqualTo("PipelineExecutionNotStoppableException");
        assertThat(action("Review", "Approve").latestExecution().statusAsString())
                .isEqualTo("Abandoned");
    }

    @Test
    void rollsAStageBackToAnEarlierExecution() {
        aws.codeBuild()
                .createProject(
                        aws.region(),
                        name,
                        "version: 0.2\n"
                                + "phases:\n"
                                + "  build:\n"
                                + "    commands:\n"
                                + "      - \"true\"\n"
                                + "artifacts:\n"
                                + "  files: ['**/*']\n");
        create("SUPERSEDED", SOURCE, BUILD, DEPLOY);
        String first = startExecution();
        await(first, "Succeeded");
        aws.codeCommit()
                .repository(aws.region(), name)
                .commit("main", "Ada", "Say bye", Map.of("index.html", "<h1>Bye</h1>"));
        await(startExecution(), "Succeeded");
        String third = client.rollbackStage(
                        back -> back.pipelineName(name).stageName("Deploy").targetPipelineExecutionId(first))
                .pipelineExecutionId();
        await(third, "Succeeded");
        assertThat(aws.s3().get(name + "-site", "index.html").size()).isEqualTo("<h1>Hello</h1>".length());
        assertThat(client.getPipelineExecution(get -> get.pipelineName(name).pipelineExecutionId(third))
                        .pipelineExecution()
                        .executionTypeAsString())
                .isEqualTo("ROLLBACK");
    }

    @Test
    void aTokenStartsOneExecution() {
        create("PARALLEL", SOURCE, APPROVAL);
        String first = client.startPipelineExecution(start -> start.name(name).clientRequestToken("once"))
                .pipelineExecutionId();
        assertThat(client.startPipelineExecution(start -> start.name(name).clientRequestToken("once"))
                        .pipelineExecutionId())
                .isEqualTo(first);
        assertThat(aws.codePipeline().executions(aws.region(), name)).containsExactly(first);
    }

    @Test
    void refusesVariablesAndRevisionsThatThePipelineDoesNotKnow() {
        createWith("[{\"name\": \"STAGE\"}]", "QUEUED", SOURCE, APPROVAL);
        assertThatThrownBy(this::startExecution).hasMessageContaining("STAGE");
        assertThatThrownBy(() -> client.startPipelineExecution(start -> start.name(name)
                        .variables(variable -> variable.name("COLOUR").value("red"))))
                .hasMessageContaining("COLOUR");
        assertThatThrownBy(() -> client.startPipelineExecution(start -> start.name(name)
                        .variables(variable -> variable.name("STAGE").value("test"))
                        .sourceRevisions(revision -> revision.actionName("Nowhere")
                                .revisionType("COMMIT_ID")
                                .revisionValue("abc"))))
                .hasMessageContaining("Nowhere");
        assertThat(client.startPipelineExecution(start -> start.name(name)
                                .variables(variable -> variable.name("STAGE").value("test")))
                        .pipelineExecutionId())
                .isNotEmpty();
    }

    @Test
    void aWorkerAcknowledgesAndAnswersItsJobs() {
        String provider = "Worker" + number;
        client.createCustomActionType(create -> create.category(ActionCategory.TEST)
                .provider(provider)
                .version("1")
                .inputArtifactDetails(details -> details.minimumCount(1).maximumCount(1))
                .outputArtifactDetails(details -> details.minimumCount(0).maximumCount(0)));
        create("PARALLEL", SOURCE, customStage(provider));
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> startExecution()).toList();
        List<Job> jobs = new ArrayList<>();
        eventually(() -> {
            jobs.addAll(poll(provider));
            return jobs.size() == 3;
        });
        assertThat(poll(provider)).isEmpty();
        Job job = jobs.get(0);
        assertThat(job.data().inputArtifacts().get(0).location().s3Location().bucketName())
                .isEqualTo(name + "-artifacts");
        assertThat(code(catchThrowableOfType(
                        CodePipelineException.class,
                        () -> client.acknowledgeJob(ack -> ack.jobId(job.id()).nonce("0")))))
                .isEqualTo("InvalidNonceException");
        assertThat(code(catchThrowableOfType(
                        CodePipelineException.class, () -> client.putJobSuccessResult(put -> put.jobId(job.id())))))
                .isEqualTo("InvalidJobStateException");
        jobs.forEach(each -> {
            client.acknowledgeJob(ack -> ack.jobId(each.id()).nonce(each.nonce()));
            client.putJobSuccessResult(put -> put.jobId(each.id()).executionDetails(details -> details.summary("ok")));
        });
        ids.forEach(id -> await(id, "Succeeded"));
    }

    @Test
    void aJobThatNobodyAcknowledgesIsOfferedAgain() {
        String provider = "Worker" + number;
        client.createCustomActionType(create -> create.category(ActionCategory.TEST)
                .provider(provider)
                .version("1")
                .inputArtifactDetails(details -> details.minimumCount(1).maximumCount(1))
                .outputArtifactDetails(details -> details.minimumCount(0).maximumCount(0)));
        create("PARALLEL", SOURCE, customStage(provider));
        startExecution();
        List<Job> jobs = new ArrayList<>();
        eventually(() -> jobs.addAll(poll(provider)));
        CLOCK.advance(Duration.ofMinutes(2));
        List<Job> again = poll(provider);
        assertThat(again).extracting(Job::id).containsExactly(jobs.get(0).id());
        assertThat(code(catchThrowableOfType(
                        CodePipelineException.class,
                        () -> client.acknowledgeJob(ack ->
                                ack.jobId(jobs.get(0).id()).nonce(jobs.get(0).nonce())))))
                .isEqualTo("InvalidNonceException");
    }

    private static String customStage(String provider) {
        return """
            {"name": "Check", "actions": [{"name": "Lint",
              "actionTypeId": {"category": "Test", "owner": "Custom", "provider": "%s", "version": "1"},
              "inputArtifacts": [{"name": "Code"}]}]}\
            """.formatted(provider);
    }

    private static List<Job> poll(String provider) {
        return client.pollForJobs(poll -> poll.maxBatchSize(2).actionTypeId(type -> type.category(ActionCategory.TEST)
                        .owner(ActionOwner.CUSTOM)
                        .provider(provider)
                        .version("1")))
                .jobs();
    }

    @Test
    void refusesStructuresThatAwsRefuses() {
        assertThatThrownBy(() -> create("SUPERSEDED", SOURCE)).hasMessageContaining("minimum of 2 stages");
        assertThatThrownBy(() -> create("SUPERSEDED", APPROVAL, SOURCE)).hasMessageContaining("first stage");
        assertThatThrownBy(() -> create("SUPERSEDED", SOURCE, DEPLOY)).hasMessageContaining("'Site'");
        assertThatThrownBy(() -> create("SUPERSEDED", SOURCE, customStage("Nobody")))
                .hasMessageContaining("not available");
        CodePipelineException missing = catchThrowableOfType(
                CodePipelineException.class, () -> client.getPipelineState(get -> get.name("nothing")));
        assertThat(code(missing)).isEqualTo("PipelineNotFoundException");
    }
}
