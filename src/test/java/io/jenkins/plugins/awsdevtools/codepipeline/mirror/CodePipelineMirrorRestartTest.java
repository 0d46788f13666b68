package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.build;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.custom;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.deploy;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.publish;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class CodePipelineMirrorRestartTest {

    /** ApplicationStop, DownloadBundle, BeforeInstall, Install, AfterInstall, ApplicationStart and ValidateService. */
    private static final int EVENTS = 7;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static LocalAws aws;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @Test
    void aMirrorGoesOnAfterRestartsDuringABuildAndWhileAnApprovalWaits() throws Throwable {
        FollowedPipeline pipeline = FollowedPipeline.create(
                aws,
                "SUPERSEDED",
                SOURCE,
                stage("Build", build("Compile"), build("Lint")),
                stage("Review", approval("Ask")),
                stage("Publish", approval("Again")));
        pipeline.project("Compile", "for i in 1 2 3; do echo compiled $i; sleep 1; done");
        pipeline.project("Lint", "echo linted");
        sessions.then(jenkins -> jenkins.waitForMessage("compiled 1", begin(jenkins, pipeline)));
        sessions.then(jenkins -> awaitStep("Review / Ask", run(jenkins)));
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            pipeline.answer("Review", "Ask", true);
            pipeline.answer("Publish", "Again", true);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(pipeline.executions()).hasSize(1);
            DrawnPipeline drawn = new DrawnPipeline(run);
            assertThat(drawn.stages().stream().map(DrawnPipeline.Block::name))
                    .containsExactly("Source", "Build", "Review", "Publish");
            assertThat(drawn.log(drawn.branch("Build", "Compile")).lines().filter(line -> line.startsWith("compiled ")))
                    .containsExactly("compiled 1", "compiled 2", "compiled 3");
            assertThat(drawn.log(drawn.branch("Review", "Ask")).lines().filter(line -> line.contains(" / ")))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        });
        pipeline.close();
    }

    private static WorkflowRun begin(JenkinsRule jenkins, FollowedPipeline pipeline) throws Throwable {
        LocalConnection.configure(aws);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "site");
        job.setDefinition(new CpsFlowDefinition("codePipelineMirror '" + pipeline.name() + "'", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("site", WorkflowJob.class).getBuildByNumber(1);
    }

    /**
     * Not for what the execution says: the program may be at the end of a block then. Pipeline does not save that a block has
     * ended ({@code CpsStepContext.outcome} is transient), so one that ends just when Jenkins stops is never left again.
     */
    private static void awaitStep(String name, WorkflowRun run) {
        eventually(() -> run.getExecution() != null
                && run.getExecution().getCurrentHeads().stream()
                        .anyMatch(head -> head.getDisplayName().equals(name)));
    }

    @Test
    void aMirrorGoesOnAfterRestartsDuringActionsOfEachOtherKindAndBetweenTwoStages() throws Throwable {
        FollowedPipeline.customType(aws);
        FollowedPipeline pipeline = FollowedPipeline.create(
                aws,
                "SUPERSEDED",
                SOURCE,
                stage("Deploy", deploy("Live")),
                stage("Publish", publish("Page")),
                stage("Check", custom("Links")),
                stage("Review", approval("Ask")));
        Instance server = pipeline.servers(1).get(0);
        pipeline.push(Bundles.siteFiles("hello", "while [ ! -e $INSTANCE_ROOT/go ]; do sleep 0.05; done\n"));
        aws.codePipeline().hold("S3");
        pipeline.transition("Review", false);
        sessions.then(jenkins ->
                jenkins.waitForMessage("[" + server.id() + "] Install: succeeded", begin(jenkins, pipeline)));
        Files.createDirectories(server.root());
        Files.createFile(server.root().resolve("go"));
        sessions.then(jenkins -> awaitStep("Publish / Page", run(jenkins)));
        aws.codePipeline().letGo("S3");
        sessions.then(jenkins -> awaitStep("Check / Links", run(jenkins)));
        pipeline.work();
        sessions.then(jenkins -> awaitStep("Wait for stage Review", run(jenkins)));
        pipeline.transition("Review", true);
        pipeline.answer("Review", "Ask", true);
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            DrawnPipeline drawn = new DrawnPipeline(run);
            assertThat(drawn.stages().stream().map(DrawnPipeline.Block::name))
                    .containsExactly("Source", "Deploy", "Publish", "Check", "Review");
            assertThat(drawn.branches().stream().map(branch -> branch.stage() + " / " + branch.name()))
                    .containsExactly(
                            "Source / Checkout", "Deploy / Live", "Publish / Page", "Check / Links", "Review / Ask");
            assertThat(drawn.marks()).isZero();
            for (DrawnPipeline.Branch branch : drawn.branches()) {
                String action = branch.stage() + " / " + branch.name();
                assertThat(drawn.log(drawn.branch(branch.stage(), branch.name()))
                                .lines())
                        .as(action)
                        .satisfiesOnlyOnce(line -> assertThat(line)
                                .matches(Pattern.quote(action) + " (began at|waits for approval since) .*"))
                        .satisfiesOnlyOnce(line -> assertThat(line).startsWith(action + ": Succeeded"));
            }
            assertThat(drawn.log(drawn.branch("Deploy", "Live")).lines().filter(line -> line.contains(server.id())))
                    .hasSize(EVENTS)
                    .doesNotHaveDuplicates();
        });
        assertThat(pipeline.executions()).hasSize(1);
        assertThat(aws.codePipeline().acknowledgements().values()).containsExactly(1);
        assertThat(aws.s3().keys(pipeline.name(), "published.zip")).hasSize(1);
        assertThat(server.root().resolve("var/www/index.html")).hasContent("hello");
        pipeline.close();
    }
}
