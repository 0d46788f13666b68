package io.jenkins.plugins.awsdevtools.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodePipelineStepTest extends ConnectedJenkins {

    private ReviewedPipeline pipeline;

    @BeforeEach
    void createPipeline() throws Exception {
        pipeline = ReviewedPipeline.create(aws);
        aws.calls().clear();
    }

    @Test
    void aPipelineFollowsAnExecutionAndReadsItsResult() throws Exception {
        WorkflowRun run = pipeline("def e = codePipeline pipeline: '" + pipeline.name() + "'\n"
                        + "echo \"${e.status} ${e.actions['Review/Approve']} ${e.revisions.Checkout}\"\n"
                        + "echo \"message: ${e.outputVariables['Source/Checkout'].CommitMessage}\"")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Review / Approve waits for approval", run);
        pipeline.approve();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Succeeded Succeeded " + pipeline.commit(), run);
        jenkins.assertLogContains("message: Begin", run);
        assertThat(jenkins.createWebClient().getPage(run, "aws").asNormalizedText())
                .contains(pipeline.name(), "Source / Checkout", "Succeeded");
    }

    @Test
    void aPipelineReadsTheStagesAndTheirTimes() throws Exception {
        WorkflowRun run = pipeline("def e = codePipeline pipeline: '" + pipeline.name() + "', propagate: false\n"
                        + "for (stage in e.stages) {\n"
                        + " echo \"stage ${stage.name}: ${stage.status}, ${stage.startTime <= stage.endTime}\"\n}\n"
                        + "echo \"the first began in ${e.stages[0].startTime.substring(0, 2)}nn\"")
                .scheduleBuild2(0)
                .waitForStart();
        pipeline.reject();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("stage Source: Succeeded, true", run);
        jenkins.assertLogContains("stage Review: Failed, true", run);
        jenkins.assertLogContains("the first began in 20nn", run);
    }

    @Test
    void twoBuildsWithTheSameTokenStartOneExecution() throws Exception {
        String script = "echo 'it is ' + codePipeline(pipeline: '" + pipeline.name()
                + "', clientRequestToken: 'release-1-4-2', waitForEnd: false).executionId";
        WorkflowRun first = jenkins.buildAndAssertSuccess(pipeline(script));
        WorkflowRun second = jenkins.buildAndAssertSuccess(pipeline(script));
        assertThat(pipeline.executions()).hasSize(1);
        jenkins.assertLogContains("it is " + pipeline.executions().get(0), first);
        jenkins.assertLogContains("it is " + pipeline.executions().get(0), second);
        pipeline.approve();
        pipeline.awaitStatus("Succeeded");
    }

    @Test
    void variablesAndRevisionsReachThePipeline() throws Exception {
        String first = pipeline.commit();
        pipeline.push();
        WorkflowRun run = pipeline("def e = codePipeline pipeline: '" + pipeline.name()
                        + "', variables: [[name: 'STAGE', value: 'live']], revisions: [[action: 'Checkout', value: '"
                        + first + "']]\necho \"took ${e.revisions.Checkout}\"")
                .scheduleBuild2(0)
                .waitForStart();
        pipeline.approve();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("took " + first, run);
        assertThat(pipeline.variables()).containsEntry("STAGE", "live");
    }

    @Test
    void anExecutionThatFailsFailsTheStepWithTheActionAndItsReason() throws Exception {
        WorkflowRun run = pipeline("codePipeline pipeline: '" + pipeline.name() + "'")
                .scheduleBuild2(0)
                .waitForStart();
        pipeline.reject();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Rejected: Not today", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void withoutWaitingTheStepEndsAndTheExecutionGoesOn() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(
                "echo 'it is ' + codePipeline(pipeline: '" + pipeline.name() + "', waitForEnd: false).status"));
        jenkins.assertLogContains("it is InProgress", run);
        pipeline.approve();
        pipeline.awaitStatus("Succeeded");
    }

    @Test
    void abortingStopsTheExecutionAndSaysSo() throws Exception {
        WorkflowRun run = pipeline("codePipeline pipeline: '" + pipeline.name() + "', onAbort: 'abandon'")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().await("codepipeline:ListActionExecutions", 1);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("is being stopped", run);
        pipeline.awaitStatus("Stopped");
    }

    @Test
    void badInputIsRefusedByFieldAndValueBeforeAwsIsCalled() throws Exception {
        refused("codePipeline pipeline: ''", "pipeline ''");
        refused("codePipeline pipeline: 'a b'", "pipeline 'a b'");
        refused("codePipeline pipeline: 'site', attach: 'x'", "attach 'x'");
        refused("codePipeline pipeline: 'site', clientRequestToken: 'a_b'", "clientRequestToken 'a_b'");
        refused(
                "codePipeline pipeline: 'site', clientRequestToken: 'a', attach:"
                        + " '3c1a5b62-9a52-4b0e-9d43-2f1f1d3a0c11'",
                "attach '3c1a5b62");
        refused("codePipeline pipeline: 'site', onAbort: 'stpo'", "onAbort 'stpo'");
        refused("codePipeline pipeline: 'site', retryFailed: 11", "retryFailed '11'");
        refused("codePipeline pipeline: 'site', variables: [[name: 'A B', value: '1']]", "variables 'A B'");
        refused(
                "codePipeline pipeline: 'site', revisions: [[action: 'S', value: '1', type: 'TAG']]",
                "revisions 'TAG'");
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void aVariableThatThePipelineDoesNotKnowIsRefusedInAwssWordsAndNothingIsStarted() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                pipeline("codePipeline pipeline: '" + pipeline.name()
                        + "', variables: [[name: 'COLOUR', value: 'red']]"));
        jenkins.assertLogContains("'COLOUR'", run);
        assertThat(pipeline.executions()).isEmpty();
    }

    @Test
    void aFreestyleJobFollowsAnExecution() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodePipelineBuilder(new CodePipelineStep(pipeline.name())));
        var build = job.scheduleBuild2(0).waitForStart();
        pipeline.approve();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Review / Approve: Succeeded", build);
    }

    @Test
    void theFreestyleFormKeepsEveryParameter() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodePipelineStep step = full();
        job.getBuildersList().add(new CodePipelineBuilder(step));
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                step, job.getBuildersList().get(CodePipelineBuilder.class).getStep());
    }

    @Test
    void theSnippetGeneratorWritesEveryParameter() throws Exception {
        assertThat(Snippetizer.object2Groovy(new CodePipelineStep("site"))).isEqualTo("codePipeline 'site'");
        assertThat(Snippetizer.object2Groovy(full()))
                .contains(
                        "pipeline:",
                        "connection:",
                        "variables:",
                        "revisions:",
                        "attach:",
                        "clientRequestToken:",
                        "retryFailed:",
                        "retryMode:",
                        "onAbort:",
                        "waitForEnd:",
                        "propagate:");
    }

    private static CodePipelineStep full() {
        CodePipelineStep step = new CodePipelineStep("site");
        step.setConnection("local");
        step.setVariables(List.of(new PipelineVariableValue("STAGE", "live")));
        SourceRevision revision = new SourceRevision("Checkout", "v1");
        revision.setType("S3_OBJECT_VERSION_ID");
        step.setRevisions(List.of(revision));
        step.setAttach("3c1a5b62-9a52-4b0e-9d43-2f1f1d3a0c11");
        step.setClientRequestToken("release-1-4-2");
        step.setRetryFailed(2);
        step.setRetryMode("allActions");
        step.setOnAbort("leave");
        step.setWaitForEnd(false);
        step.setPropagate(false);
        return step;
    }

    @Test
    void aJobAnswersAnApprovalAndOneThatIsAnsweredAlreadyIsNoError() throws Exception {
        WorkflowRun waiting = pipeline("codePipeline pipeline: '" + pipeline.name() + "'")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Review / Approve waits for approval", waiting);
        String answer = "codePipelineApproval pipeline: '" + pipeline.name() + "', comment: 'Seen by the tests'";
        WorkflowRun run =
                jenkins.buildAndAssertSuccess(pipeline("echo 'it counts: ' + " + answer.replaceFirst(" ", "(") + ")"));
        jenkins.assertLogContains("Review / Approve is approved", run);
        jenkins.assertLogContains("it counts: true", run);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waiting));
        WorkflowRun late = jenkins.buildAndAssertSuccess(pipeline("if (!codePipelineApproval(pipeline: '"
                + pipeline.name() + "', stage: 'Review', action: 'Approve')) { echo 'Somebody was faster' }"));
        jenkins.assertLogContains("Review / Approve was answered elsewhere first", late);
        jenkins.assertLogContains("Somebody was faster", late);
        WorkflowRun unnamed = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(answer));
        jenkins.assertLogContains("No such approval waits", unnamed);
    }

    @Test
    void theFormOfAnApprovalKeepsEveryParameter() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodePipelineApprovalStep step = new CodePipelineApprovalStep("site");
        step.setConnection("local");
        step.setStage("Review");
        step.setAction("Approve");
        step.setExecution("3c1a5b62-9a52-4b0e-9d43-2f1f1d3a0c11");
        step.setApprove(false);
        step.setComment("Not today");
        job.getBuildersList().add(new CodePipelineApprovalBuilder(step));
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                step,
                job.getBuildersList().get(CodePipelineApprovalBuilder.class).getStep());
        assertThat(Snippetizer.object2Groovy(step))
                .contains("pipeline:", "connection:", "stage:", "action:", "execution:", "approve:", "comment:");
    }
}
