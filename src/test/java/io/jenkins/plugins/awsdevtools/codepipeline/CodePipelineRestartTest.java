package io.jenkins.plugins.awsdevtools.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.build;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.custom;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.deploy;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Whatever an execution does when Jenkins is restarted, there is one execution, and each line stands in the log once. */
class CodePipelineRestartTest {

    private static final String START = "codepipeline:StartPipelineExecution";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static LocalAws aws;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
        FollowedPipeline.customType(aws);
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @AfterEach
    void clear() {
        aws.faults().clear();
        aws.codePipeline().letGo("CodeCommit");
    }

    private static WorkflowRun begin(JenkinsRule jenkins, String pipeline) throws Exception {
        return beginScript(jenkins, "codePipeline pipeline: '" + pipeline + "'");
    }

    private static WorkflowRun beginScript(JenkinsRule jenkins, String script) throws Exception {
        LocalConnection.configure(aws);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "site");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("site", WorkflowJob.class).getBuildByNumber(1);
    }

    private static Stream<String> log(WorkflowRun run, String text) throws Exception {
        return run.getLog(1000).stream().filter(line -> line.contains(text));
    }

    @Test
    void aStartWhoseAnswerNeverCameIsMadeAgainWithItsTokenAndGivesTheSameExecution() throws Throwable {
        ReviewedPipeline pipeline = ReviewedPipeline.create(aws);
        aws.calls().clear();
        aws.faults().cutAfterExecution(START, Integer.MAX_VALUE);
        sessions.then(jenkins -> {
            begin(jenkins, pipeline.name());
            aws.calls().awaitExecuted(START, 1);
        });
        assertThat(pipeline.executions()).hasSize(1);
        aws.faults().clear();
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            pipeline.approve();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(log(run, pipeline.executions().get(0)).filter(line -> line.contains("started: ")))
                    .hasSize(1);
            assertThat(log(run, " / ")).hasSize(4).doesNotHaveDuplicates();
        });
        assertThat(aws.calls().all(START)).hasSizeGreaterThan(1);
        assertThat(pipeline.executions()).hasSize(1);
    }

    @Test
    void aStartThatAwsNeverHeardOfIsMadeAfterTheRestart() throws Throwable {
        ReviewedPipeline pipeline = ReviewedPipeline.create(aws);
        aws.calls().clear();
        aws.faults().cutBeforeAnswer(START, Integer.MAX_VALUE);
        sessions.then(jenkins -> {
            begin(jenkins, pipeline.name());
            aws.calls().await(START, 1);
        });
        assertThat(pipeline.executions()).isEmpty();
        aws.faults().clear();
        sessions.then(jenkins -> {
            pipeline.approve();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run(jenkins)));
        });
        assertThat(pipeline.executions()).hasSize(1);
    }

    @Test
    void anExecutionIsFollowedThroughARestartDuringEachKindOfAction(@TempDir Path folder) throws Throwable {
        FollowedPipeline pipeline = FollowedPipeline.create(
                aws,
                "SUPERSEDED",
                SOURCE,
                stage("Build", build("Compile")),
                stage("Deploy", deploy("Live")),
                stage("Review", approval("Ask")),
                stage("Check", custom("Links")));
        Path go = folder.resolve("go");
        pipeline.project(
                "Compile",
                "echo compiled 1",
                "while [ ! -e " + go + " ]; do sleep 0.05; done",
                "for i in 2 3; do echo compiled $i; done");
        Instance server = pipeline.servers(1).get(0);
        pipeline.push(Bundles.siteFiles("hello", "while [ ! -e $INSTANCE_ROOT/go ]; do sleep 0.05; done\n"));
        aws.codePipeline().hold("CodeCommit");
        sessions.then(jenkins -> jenkins.waitForMessage("Source / Checkout began", begin(jenkins, pipeline.name())));
        aws.codePipeline().letGo("CodeCommit");
        sessions.then(jenkins -> jenkins.waitForMessage("[Build / Compile] compiled 1", run(jenkins)));
        Files.createFile(go);
        sessions.then(jenkins ->
                jenkins.waitForMessage("[Deploy / Live] [" + server.id() + "] Install: succeeded", run(jenkins)));
        Files.createDirectories(server.root());
        Files.createFile(server.root().resolve("go"));
        sessions.then(jenkins -> jenkins.waitForMessage("Review / Ask waits for approval", run(jenkins)));
        pipeline.answer("Review", "Ask", true);
        sessions.then(jenkins -> jenkins.waitForMessage("Check / Links began", run(jenkins)));
        pipeline.work();
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(pipeline.executions()).hasSize(1);
            for (String action :
                    List.of("Source / Checkout", "Build / Compile", "Deploy / Live", "Review / Ask", "Check / Links")) {
                assertThat(log(run, action + ": Succeeded")).as(action).hasSize(1);
            }
            assertThat(log(run, " began at ")).hasSize(5 + 4).doesNotHaveDuplicates();
            assertThat(log(run, "Review / Ask waits for approval")).hasSize(1);
            assertThat(log(run, "[Build / Compile] compiled ").map(line -> line.replaceAll(".*compiled ", "")))
                    .containsExactly("1", "2", "3");
            assertThat(log(run, "[Deploy / Live] [" + server.id() + "]"))
                    .hasSize(7)
                    .doesNotHaveDuplicates();
        });
        assertThat(aws.calls().count(START)).isEqualTo(1);
        pipeline.close();
    }

    @Test
    void anAnswerToAnApprovalThatWasGivenBeforeTheRestartCountsAfterItAndResultsAreReadOn() throws Throwable {
        FollowedPipeline pipeline =
                FollowedPipeline.create(aws, "SUPERSEDED", SOURCE, stage("Review", approval("Ask")));
        String execution = pipeline.start();
        eventually(() -> pipeline.state("Review").orElseThrow().latestExecution() != null);
        aws.calls().clear();
        aws.faults().holdAnswer("codepipeline:PutApprovalResult", 1, Duration.ofMinutes(1));
        sessions.then(jenkins -> {
            beginScript(
                    jenkins,
                    "def e = codePipeline pipeline: '" + pipeline.name() + "', attach: '" + execution
                            + "', waitForEnd: false\necho 'it counts: ' + codePipelineApproval(pipeline: '"
                            + pipeline.name() + "', stage: 'Review', action: 'Ask', comment: 'Tests passed')\n"
                            + "for (stage in e.stages) { echo \"before it: ${stage.name} ${stage.status}\" }");
            aws.calls().awaitExecuted("codepipeline:PutApprovalResult", 1);
        });
        aws.faults().releaseStalled();
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(log(run, "it counts: true")).hasSize(1);
            assertThat(log(run, "Review / Ask is approved")).hasSize(1);
            assertThat(log(run, "before it: "))
                    .containsExactly("before it: Source Succeeded", "before it: Review InProgress");
        });
        pipeline.awaitStatus(execution, "Succeeded");
        assertThat(aws.calls().count("codepipeline:PutApprovalResult")).isEqualTo(1);
        pipeline.close();
    }
}
