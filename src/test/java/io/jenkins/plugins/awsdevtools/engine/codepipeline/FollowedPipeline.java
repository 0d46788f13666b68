package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LogLines;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.logs.TailPacing;
import io.jenkins.plugins.awsdevtools.engine.work.LocalController;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;

/** A pipeline of an embedded AWS, also the name of its repository and projects, and the runs that follow it. */
public final class FollowedPipeline implements AutoCloseable {

    public static final String REGION = "eu-west-1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TailPacing FAST =
            new TailPacing(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(1));

    /** Checks the repository out. */
    public static final String SOURCE = stage("Source", """
        {"name": "Checkout",
         "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
         "configuration": {"RepositoryName": "%1$s", "BranchName": "main"}, "outputArtifacts": [{"name": "Code"}]}\
        """);

    private final LocalAws aws;
    private final boolean parallel;
    private final String name = "site-" + UUID.randomUUID();
    private final CodePipelineClient client;
    private final LocalController controller;
    private final LogLines lines = new LogLines();

    private FollowedPipeline(LocalAws aws, int speed, String mode) {
        this.aws = aws;
        this.parallel = mode.equals("PARALLEL");
        this.controller = new LocalController(aws, speed, FAST);
        this.client = LocalClients.root(aws, CodePipelineClient.builder());
    }

    /** @param mode SUPERSEDED, QUEUED or PARALLEL */
    public static FollowedPipeline create(LocalAws aws, String mode, String... stages) {
        return create(aws, 1, mode, stages);
    }

    /** @param speed how often its runs read in a second */
    static FollowedPipeline create(LocalAws aws, int speed, String mode, String... stages) {
        FollowedPipeline pipeline = new FollowedPipeline(aws, speed, mode);
        String bucket = pipeline.name;
        aws.s3().createBucket(bucket, REGION);
        aws.codeCommit().createRepository(REGION, pipeline.name).commit("main", "Ada", "Begin", Map.of("a", "b"));
        String structure = """
            {"name": "%1$s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
             "executionMode": "%2$s", "variables": [{"name": "STAGE", "defaultValue": "test"}],
             "artifactStore": {"type": "S3", "location": "%1$s"}, "stages": [%3$s]}\
            """.formatted(bucket, mode, String.join(",", stages).formatted(pipeline.name));
        try {
            aws.codePipeline().createPipeline(REGION, JSON.readTree(structure));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        aws.calls().clear();
        return pipeline;
    }

    public static String stage(String name, String... actions) {
        return "{\"name\": \"" + name + "\", \"actions\": [" + String.join(",", actions) + "]}";
    }

    /** A build in the project whose name ends with the action's. */
    public static String build(String action) {
        return """
            {"name": "%2$s",
             "actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
             "configuration": {"ProjectName": "%1$s-%2$s"}, "inputArtifacts": [{"name": "Code"}]}\
            """.replace("%2$s", action);
    }

    public static String approval(String action) {
        return """
            {"name": "%2$s",
             "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"},
             "configuration": {"CustomData": "Is #{variables.STAGE} as it should be?",
               "ExternalEntityLink": "https://example.com/review"}}\
            """.replace("%2$s", action);
    }

    /** A deployment to the servers of {@link #servers}. */
    public static String deploy(String action) {
        return """
            {"name": "%2$s",
             "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "CodeDeploy", "version": "1"},
             "configuration": {"ApplicationName": "%1$s", "DeploymentGroupName": "live"},
             "inputArtifacts": [{"name": "Code"}]}\
            """.replace("%2$s", action);
    }

    /** Puts what was checked out into the bucket of the pipeline, at {@code published.zip}. */
    public static String publish(String action) {
        return """
            {"name": "%2$s",
             "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3", "version": "1"},
             "configuration": {"BucketName": "%1$s", "Extract": "false", "ObjectKey": "published.zip"},
             "inputArtifacts": [{"name": "Code"}]}\
            """.replace("%2$s", action);
    }

    /** As {@link #build}, a batch. */
    public static String batch(String action) {
        return build(action).replace("\"configuration\": {", "\"configuration\": {\"BatchEnabled\": \"true\", ");
    }

    /** The project of {@link #batch}: each of two tasks, linux and windows, runs the commands. */
    public void batchProject(String action, String... commands) {
        aws.codeBuild()
                .createBatchProject(
                        REGION,
                        name + "-" + action,
                        "version: 0.2\nbatch:\n  build-graph:\n    - identifier: linux\n"
                                + "      env: {variables: {TASK: linux}}\n    - identifier: windows\n"
                                + "      env: {variables: {TASK: windows}}\nphases:\n  build:\n    commands:\n      - "
                                + String.join("\n      - ", commands) + "\n");
    }

    /** A job for whoever calls {@link #work}. */
    public static String custom(String action) {
        return """
            {"name": "%2$s",
             "actionTypeId": {"category": "Test", "owner": "Custom", "provider": "Checker", "version": "1"},
             "configuration": {"Pipeline": "%1$s"}, "inputArtifacts": [{"name": "Code"}]}\
            """.replace("%2$s", action);
    }

    /** The action type of {@link #custom}; made before a pipeline with one is. */
    public static void customType(LocalAws aws) {
        try {
            aws.codePipeline().createActionType(REGION, JSON.readTree("""
                {"category": "Test", "provider": "Checker", "version": "1",
                 "configurationProperties": [{"name": "Pipeline", "required": true, "key": true, "secret": false,
                   "queryable": true, "type": "String"}],
                 "inputArtifactDetails": {"minimumCount": 0, "maximumCount": 5},
                 "outputArtifactDetails": {"minimumCount": 0, "maximumCount": 5}}\
                """));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Does the job of a custom action as another worker would. */
    public void work() {
        ActionTypeId type = ActionTypeId.builder()
                .category("Test")
                .owner("Custom")
                .provider("Checker")
                .version("1")
                .build();
        List<Job> jobs = new ArrayList<>();
        eventually(() -> {
            jobs.addAll(client.pollForJobs(poll -> poll.actionTypeId(type).queryParam(Map.of("Pipeline", name)))
                    .jobs());
            return !jobs.isEmpty();
        });
        for (Job job : jobs) {
            client.acknowledgeJob(acknowledge -> acknowledge.jobId(job.id()).nonce(job.nonce()));
            client.putJobSuccessResult(put -> put.jobId(job.id())
                    .executionDetails(details -> details.summary("Checked").externalExecutionId("check-1")));
        }
    }

    /** The servers of {@link #deploy}, one deployed to after the other, by the id of each. */
    public List<Instance> servers(int count) {
        aws.codeDeploy().createApplication(REGION, name, "Server");
        List<Instance> servers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            servers.add(aws.codeDeploy().addInstance(REGION, "i-" + i + "-" + name, Map.of("group", name)));
        }
        aws.codeDeploy().createServerGroup(REGION, name, "live", "OneAtATime", name);
        return servers;
    }

    /** Puts files into the repository that {@link #SOURCE} checks out. */
    public void push(Map<String, String> files) {
        aws.codeCommit().repository(REGION, name).commit("main", "Ada", "Go on", files);
    }

    /** The project of {@link #build}. */
    public void project(String action, String... commands) {
        aws.codeBuild()
                .createProject(
                        REGION,
                        name + "-" + action,
                        "version: 0.2\nphases:\n  build:\n    commands:\n      - " + String.join("\n      - ", commands)
                                + "\n");
    }

    public String name() {
        return name;
    }

    public CodePipelineClient client() {
        return client;
    }

    public WorkContext context() {
        return controller.context();
    }

    public AwsClients clients() {
        return controller.clients();
    }

    public AwsAccess access() {
        return controller.access();
    }

    public ExecutionRun begin(ExecutionRuns runs, ExecutionSettings settings, Journal<ExecutionRecord> journal) {
        return begin(runs, PipelineRequest.of(name), settings, journal);
    }

    public ExecutionRun begin(
            ExecutionRuns runs, PipelineRequest request, ExecutionSettings settings, Journal<ExecutionRecord> journal) {
        return begin(runs, request, settings, journal, execution -> {});
    }

    ExecutionRun begin(
            ExecutionRuns runs,
            PipelineRequest request,
            ExecutionSettings settings,
            Journal<ExecutionRecord> journal,
            ExecutionRunListener listener) {
        return runs.begin(access(), request, settings, journal, lines, listener);
    }

    /** Starts an execution as somebody else would. */
    public String start() {
        return client.startPipelineExecution(start -> start.name(name)).pipelineExecutionId();
    }

    public static <R> R await(RemoteWork<R> work) throws Exception {
        return resultOf(work.result());
    }

    public void awaitStatus(String execution, String status) {
        eventually(() -> aws.codePipeline().status(REGION, name, execution).equals(status));
    }

    public List<String> executions() {
        return aws.codePipeline().executions(REGION, name);
    }

    public Optional<StageState> state(String stage) {
        return client.getPipelineState(get -> get.name(name)).stageStates().stream()
                .filter(state -> state.stageName().equals(stage))
                .findFirst();
    }

    private Optional<ActionExecution> latest(String stage, String action) {
        return state(stage).stream()
                .flatMap(state -> state.actionStates().stream())
                .filter(state -> state.actionName().equals(action))
                .flatMap(state -> Optional.ofNullable(state.latestExecution()).stream())
                .findFirst();
    }

    /** Lets executions into a stage, or holds them in front of it. */
    public void transition(String stage, boolean enabled) {
        if (enabled) {
            client.enableStageTransition(
                    enable -> enable.pipelineName(name).stageName(stage).transitionType(StageTransitionType.INBOUND));
        } else {
            client.disableStageTransition(disable -> disable.pipelineName(name)
                    .stageName(stage)
                    .transitionType(StageTransitionType.INBOUND)
                    .reason("Not yet"));
        }
    }

    /** In parallel mode the state of the pipeline has no token (PutApprovalResult). */
    private Optional<String> token(String stage, String action) {
        return parallel
                ? approvalToken(client, name, stage, action)
                : latest(stage, action).map(ActionExecution::token);
    }

    /** The token of an approval that waits in a pipeline in parallel mode. */
    public static Optional<String> approvalToken(
            CodePipelineClient client, String pipeline, String stage, String action) {
        return client.listActionExecutions(list -> list.pipelineName(pipeline)).actionExecutionDetails().stream()
                .filter(one -> one.stageName().equals(stage) && one.actionName().equals(action))
                .filter(one -> one.status() == ActionExecutionStatus.IN_PROGRESS)
                .flatMap(one ->
                        Optional.ofNullable(one.output().executionResult().externalExecutionId()).stream())
                .findFirst();
    }

    /** Answers an approval as soon as it waits. */
    public void answer(String stage, String action, boolean approved) {
        eventually(() -> token(stage, action).isPresent());
        String token = token(stage, action).orElseThrow();
        client.putApprovalResult(put -> put.pipelineName(name)
                .stageName(stage)
                .actionName(action)
                .token(token)
                .result(result -> result.summary("Seen by Ada")
                        .status(approved ? ApprovalStatus.APPROVED : ApprovalStatus.REJECTED)));
    }

    /** What a process has kept that was killed while it read the logs of an execution. */
    public Journal<ExecutionRecord> journal(ExecutionSnapshot execution, LogPosition position) {
        Journal<ExecutionRecord> journal = Journal.inMemory();
        journal.save(ExecutionRecord.fresh("marker", Instant.now())
                .withRemoteId(execution.id())
                .withLog(position));
        return journal;
    }

    public long linesHeld() {
        return lines.linesHeld();
    }

    public List<String> lines() {
        return lines.all();
    }

    public List<String> linesWith(String text) {
        return lines.with(text);
    }

    @Override
    public void close() {
        controller.close();
        client.close();
    }
}
