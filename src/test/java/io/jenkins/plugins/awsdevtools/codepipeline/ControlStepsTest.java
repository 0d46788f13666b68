package io.jenkins.plugins.awsdevtools.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps that control pipelines, in jobs. */
class ControlStepsTest extends ConnectedJenkins {

    private static final String EXECUTION = "3c1a5b62-9a52-4b0e-9d43-2f1f1d3a0c11";

    private ReviewedPipeline pipeline;

    @BeforeEach
    void create() throws Exception {
        pipeline = ReviewedPipeline.create(aws);
    }

    private WorkflowRun run(Result result, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(
                new CpsFlowDefinition(script.replace("PIPELINE", "pipeline: '" + pipeline.name() + "'"), true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    @Test
    void aStageThatFailedIsTriedAgainInTheSameExecution() throws Exception {
        String execution = pipeline.start();
        pipeline.reject();
        pipeline.awaitStatus("Failed");
        WorkflowRun run = run(
                Result.SUCCESS,
                "def id = codePipelineRetryStage PIPELINE, stage: 'Review', retryMode: 'allActions'; echo \"again:"
                        + " ${id}\"");
        jenkins.assertLogContains("again: " + execution, run);
        pipeline.approve();
        pipeline.awaitStatus("Succeeded");
        assertThat(aws.calls().count("codepipeline:RetryStageExecution")).isEqualTo(1);
    }

    @Test
    void aStageGoesBackToAnExecutionThatSucceededInIt() throws Exception {
        String good = pipeline.start();
        pipeline.approve();
        pipeline.awaitStatus("Succeeded");
        pipeline.start();
        pipeline.approve();
        pipeline.awaitStatus("Succeeded");
        WorkflowRun run = run(
                Result.SUCCESS,
                "def id = codePipelineRollbackStage PIPELINE, stage: 'Review', execution: '" + good
                        + "'; echo \"new: ${id}\"");
        assertThat(pipeline.executions()).hasSize(3);
        jenkins.assertLogContains("new: " + pipeline.executions().get(0), run);
    }

    @Test
    void aTransitionIsDisabledAndEnabledAgain() throws Exception {
        WorkflowRun run = run(
                Result.SUCCESS,
                "codePipelineTransition PIPELINE, stage: 'Review', enabled: false, reason: 'Not on a Friday'\n"
                        + "codePipelineTransition PIPELINE, stage: 'Review'");
        jenkins.assertLogContains("Not on a Friday", run);
        assertThat(aws.calls().all().stream().map(call -> call.operation()))
                .containsSubsequence("codepipeline:DisableStageTransition", "codepipeline:EnableStageTransition");
    }

    @Test
    void anExecutionIsStoppedAndStoppingItAgainIsNoError() throws Exception {
        String execution = pipeline.start();
        String script = "echo \"running: ${codePipelineStop PIPELINE, execution: '" + execution + "', abandon: true}\"";
        jenkins.assertLogContains("running: true", run(Result.SUCCESS, script));
        pipeline.awaitStatus("Stopped");
        jenkins.assertLogContains("running: false", run(Result.SUCCESS, script));
    }

    @Test
    void aPipelineOfAnotherNameIsRefusedWithTheClosest() throws Exception {
        WorkflowRun run =
                run(Result.FAILURE, "codePipelineTransition pipeline: '" + pipeline.name() + "x', stage: 'Review'");
        jenkins.assertLogContains(pipeline.name() + "x", run);
        jenkins.assertLogContains("Did you mean " + pipeline.name(), run);
    }

    @Test
    void theFormsKeepEveryParameter() throws Exception {
        CodePipelineRetryStageStep retry = new CodePipelineRetryStageStep(pipeline.name(), "Review");
        retry.setConnection("local");
        retry.setExecution(EXECUTION);
        retry.setRetryMode("allActions");
        jenkins.assertEqualDataBoundBeans(
                retry,
                jenkins.configRoundtrip(new CodePipelineRetryStageBuilder(retry))
                        .getStep());
        CodePipelineRollbackStageStep rollback =
                new CodePipelineRollbackStageStep(pipeline.name(), "Review", EXECUTION);
        rollback.setConnection("local");
        jenkins.assertEqualDataBoundBeans(
                rollback,
                jenkins.configRoundtrip(new CodePipelineRollbackStageBuilder(rollback))
                        .getStep());
        CodePipelineTransitionStep transition = new CodePipelineTransitionStep(pipeline.name(), "Review");
        transition.setConnection("local");
        transition.setEnabled(false);
        transition.setReason("Not on a Friday");
        jenkins.assertEqualDataBoundBeans(
                transition,
                jenkins.configRoundtrip(new CodePipelineTransitionBuilder(transition))
                        .getStep());
        CodePipelineStopStep stop = new CodePipelineStopStep(pipeline.name(), EXECUTION);
        stop.setConnection("local");
        stop.setAbandon(true);
        stop.setReason("Wrong commit");
        jenkins.assertEqualDataBoundBeans(
                stop, jenkins.configRoundtrip(new CodePipelineStopBuilder(stop)).getStep());
    }
}
