package io.jenkins.plugins.awsdevtools.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ends of executions, other than success and failure, mean for the Jenkins build. */
class ExecutionEndsTest extends ConnectedJenkins {

    private FollowedPipeline pipeline;

    @AfterEach
    void close() {
        pipeline.close();
    }

    private void create(String mode) {
        pipeline = FollowedPipeline.create(aws, mode, SOURCE, stage("Review", approval("Ask")));
    }

    private WorkflowRun run(String parameters) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "def e = codePipeline pipeline: '" + pipeline.name() + "'" + parameters
                        + "\necho \"it is ${e.status}\"",
                true));
        return job.scheduleBuild2(0).waitForStart();
    }

    @Test
    void anExecutionThatALaterOneOvertookMakesTheBuildNotBuilt() throws Exception {
        create("SUPERSEDED");
        pipeline.start();
        WorkflowRun waiting = run("");
        WorkflowRun tolerant = run(", propagate: false, attach: '" + overtaken(waiting) + "'");
        pipeline.start();
        jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(waiting));
        jenkins.assertLogContains("Superseded", waiting);
        jenkins.assertLogNotContains("\tat ", waiting);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(tolerant));
        jenkins.assertLogContains("it is Superseded", tolerant);
    }

    private String overtaken(WorkflowRun waiting) throws Exception {
        jenkins.waitForMessage("Source / Checkout: Succeeded", waiting);
        return pipeline.executions().get(0);
    }

    @Test
    void inAQueueTheBuildSaysForWhichExecutionItsOwnWaits() throws Exception {
        create("QUEUED");
        String first = pipeline.start();
        WorkflowRun second = run("");
        jenkins.waitForMessage(first, second);
        assertThat(second.isBuilding()).isTrue();
        pipeline.answer("Review", "Ask", true);
        pipeline.awaitStatus(first, "Succeeded");
        jenkins.waitForMessage("Review / Ask waits for approval", second);
        pipeline.answer("Review", "Ask", true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        jenkins.assertLogContains("it is Succeeded", second);
    }

    @Test
    void anExecutionThatSomebodyStoppedAbortsTheBuildAndTellsTheReason() throws Exception {
        create("PARALLEL");
        WorkflowRun run = run("");
        jenkins.waitForMessage("Review / Ask waits for approval", run);
        pipeline.client().stopPipelineExecution(stop -> stop.pipelineName(pipeline.name())
                .pipelineExecutionId(pipeline.executions().get(0))
                .abandon(true)
                .reason("Wrong commit"));
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Stopped: Wrong commit", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void anAbortThatWaitsForRunningActionsLetsThemEnd() throws Exception {
        create("PARALLEL");
        WorkflowRun run = run("");
        jenkins.waitForMessage("Review / Ask waits for approval", run);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("is being stopped", run);
        String execution = pipeline.executions().get(0);
        pipeline.awaitStatus(execution, "Stopping");
        pipeline.answer("Review", "Ask", true);
        pipeline.awaitStatus(execution, "Stopped");
    }

    @Test
    void anAbortThatLeavesTheExecutionStopsNothing() throws Exception {
        create("PARALLEL");
        WorkflowRun run = run(", onAbort: 'leave'");
        jenkins.waitForMessage("Review / Ask waits for approval", run);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        pipeline.answer("Review", "Ask", true);
        pipeline.awaitStatus(pipeline.executions().get(0), "Succeeded");
    }

    @Test
    void aRevisionForAnActionThatIsNotThereIsRefusedInAwssWordsAndNothingIsStarted() throws Exception {
        create("PARALLEL");
        WorkflowRun run = run(", revisions: [[action: 'Chekout', value: '1234567']]");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("'Chekout'", run);
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(pipeline.executions()).isEmpty();
    }
}
