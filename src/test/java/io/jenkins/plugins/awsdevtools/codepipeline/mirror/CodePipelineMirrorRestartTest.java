package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.build;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class CodePipelineMirrorRestartTest {

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
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "site");
            job.setDefinition(new CpsFlowDefinition("codePipelineMirror '" + pipeline.name() + "'", true));
            jenkins.waitForMessage("compiled 1", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(jenkins -> jenkins.waitForMessage(
                "Review / Ask waits for approval",
                jenkins.jenkins.getItemByFullName("site", WorkflowJob.class).getBuildByNumber(1)));
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("site", WorkflowJob.class).getBuildByNumber(1);
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
}
