package io.jenkins.plugins.awsdevtools.codepipeline.mirror;

import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.build;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.AbstractProject;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;

class CodePipelineMirrorStepTest extends ConnectedJenkins {

    private FollowedPipeline pipeline;

    @AfterEach
    void close() {
        pipeline.close();
    }

    private void create(String... stages) {
        pipeline = FollowedPipeline.create(aws, "SUPERSEDED", stages);
        pipeline.project("Compile", "echo compiled");
        pipeline.project("Lint", "echo linted");
    }

    private WorkflowRun run(String parameters) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "def e = codePipelineMirror(pipeline: '" + pipeline.name() + "'" + parameters
                        + ")\necho \"it is ${e.status}\"",
                true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static List<String> names(List<DrawnPipeline.Block> blocks) {
        return blocks.stream().map(DrawnPipeline.Block::name).toList();
    }

    @Test
    void stagesAreStagesAndTheActionsOfARunOrderAreParallelBranchesWithTheirLogs() throws Exception {
        create(SOURCE, stage("Build", build("Compile"), build("Lint")), stage("Review", approval("Ask")));
        WorkflowRun run = run("");
        pipeline.answer("Review", "Ask", true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        DrawnPipeline drawn = new DrawnPipeline(run);
        assertThat(names(drawn.stages())).containsExactly("Source", "Build", "Review");
        assertThat(names(drawn.branches("Source"))).containsExactly("Checkout");
        assertThat(names(drawn.branches("Build"))).containsExactly("Compile", "Lint");
        assertThat(names(drawn.branches("Review"))).containsExactly("Ask");
        assertThat(drawn.steps(drawn.stage("Build")))
                .containsExactlyInAnyOrder("Wait for stage Build", "Build / Compile", "Build / Lint");
        assertThat(drawn.stages()).allMatch(stage -> drawn.result(stage).isEmpty());
        assertThat(drawn.log(drawn.branch("Build", "Compile")))
                .contains("compiled", "Build / Compile: Succeeded")
                .doesNotContain("linted");
        assertThat(drawn.log(drawn.branch("Review", "Ask"))).contains("Is test as it should be?");
        jenkins.assertLogContains("it is Succeeded", run);
        assertThat(pipeline.executions()).hasSize(1);
    }

    @Test
    void aFailedActionIsRedTheOthersAreGreenAndWhatWasNotRunIsSkipped() throws Exception {
        create(
                SOURCE,
                stage("Build", build("Compile"), build("Lint"), later(build("Pack"))),
                stage("Review", approval("Ask")));
        pipeline.project("Lint", "echo wrong", "exit 3");
        WorkflowRun run = run("");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        DrawnPipeline drawn = new DrawnPipeline(run);
        assertThat(drawn.result(drawn.stage("Source"))).isEmpty();
        assertThat(drawn.result(drawn.branch("Build", "Compile"))).isEmpty();
        assertThat(drawn.result(drawn.branch("Build", "Lint"))).contains("FAILURE");
        assertThat(drawn.result(drawn.stage("Build"))).contains("FAILURE");
        assertThat(drawn.branch("Build", "Pack").notRun()).isTrue();
        assertThat(drawn.branch("Build", "Compile").notRun()).isFalse();
        assertThat(drawn.stage("Review").notRun()).isTrue();
        assertThat(drawn.stage("Build").notRun()).isFalse();
        assertThat(drawn.log(drawn.branch("Build", "Lint"))).contains("wrong");
        jenkins.assertLogContains("Build / Lint: Failed", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    private static String later(String action) {
        return action.replace("{\"name\"", "{\"runOrder\": 2, \"name\"");
    }

    @Test
    void anExecutionOfTheOthersIsShownWithItsOwnTimes() throws Exception {
        create(SOURCE, stage("Build", build("Compile")), stage("Review", approval("Ask")));
        String id = pipeline.start();
        pipeline.answer("Review", "Ask", true);
        pipeline.awaitStatus(id, "Succeeded");
        WorkflowRun run = run(", attach: '" + id + "'");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        DrawnPipeline drawn = new DrawnPipeline(run);
        List<ActionExecutionDetail> actions = pipeline.client()
                .listActionExecutions(
                        list -> list.pipelineName(pipeline.name()).filter(filter -> filter.pipelineExecutionId(id)))
                .actionExecutionDetails();
        assertThat(actions).hasSize(3).allSatisfy(action -> {
            DrawnPipeline.Block branch = drawn.branch(action.stageName(), action.actionName());
            assertThat(Instant.ofEpochMilli(branch.started())).isEqualTo(action.startTime());
            assertThat(Instant.ofEpochMilli(drawn.ended(branch))).isEqualTo(action.lastUpdateTime());
            DrawnPipeline.Block around = drawn.stage(action.stageName());
            assertThat(Instant.ofEpochMilli(around.started())).isEqualTo(action.startTime());
            assertThat(Instant.ofEpochMilli(drawn.ended(around))).isEqualTo(action.lastUpdateTime());
        });
        assertThat(pipeline.executions()).containsExactly(id);
    }

    @Test
    void aStageThatIsTriedAgainIsShownAsItEnded() throws Exception {
        create(SOURCE, stage("Review", approval("Ask")));
        WorkflowRun run = run(", retryFailed: 1");
        pipeline.answer("Review", "Ask", false);
        aws.calls().await("codepipeline:RetryStageExecution", 1);
        pipeline.answer("Review", "Ask", true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        DrawnPipeline drawn = new DrawnPipeline(run);
        assertThat(drawn.result(drawn.stage("Review"))).isEmpty();
        assertThat(drawn.log(drawn.branch("Review", "Ask")))
                .contains("Review / Ask: Failed", "Review / Ask: Succeeded");
    }

    @Test
    void abortingStopsTheExecutionAndSaysSo() throws Exception {
        create(SOURCE, stage("Review", approval("Ask")));
        WorkflowRun run = run(", onAbort: 'abandon'");
        jenkins.waitForMessage("Review / Ask waits for approval", run);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("is being stopped", run);
        pipeline.awaitStatus(pipeline.executions().get(0), "Stopped");
    }

    @Test
    void anAbortThatNoStepOfTheProgramHeardStopsItBeforeTheNext() throws Exception {
        create(SOURCE, stage("First", approval("One")), stage("Review", approval("Ask")));
        WorkflowRun run = run(", onAbort: 'abandon'");
        jenkins.waitForMessage("First / One waits for approval", run);
        // All that is left of an abort that falls on the end of a step.
        ((CpsFlowExecution) run.getExecution()).setResult(Result.ABORTED);
        pipeline.answer("First", "One", true);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        pipeline.awaitStatus(pipeline.executions().get(0), "Stopped");
    }

    @Test
    void aPipelineThatIsNotThereIsSaidOnceAndNothingIsDrawn() throws Exception {
        create(SOURCE, stage("Review", approval("Ask")));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("codePipelineMirror 'nothing-like-this'", true));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("AWS does not know nothing-like-this", run);
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(new DrawnPipeline(run).stages()).isEmpty();
    }

    @Test
    void theStepsOfTheProgramWorkInsideAMirrorAlone() throws Exception {
        create(SOURCE, stage("Review", approval("Ask")));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("awsMirrorStages ''", true));
        jenkins.assertLogContains("works inside it alone", jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void theFormKeepsEveryParameterAndTheSnippetGeneratorWritesIt() throws Exception {
        create(SOURCE, stage("Review", approval("Ask")));
        CodePipelineMirrorStep step = new CodePipelineMirrorStep("site");
        step.setConnection("local");
        step.setAttach("3c1a5b62-9a52-4b0e-9d43-2f1f1d3a0c11");
        step.setRetryFailed(2);
        step.setRetryMode("allActions");
        step.setOnAbort("leave");
        step.setLog("none");
        step.setSubmitters("ada");
        step.setPropagate(false);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new MirrorForm(step));
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                step, job.getBuildersList().get(MirrorForm.class).getStep());
        assertThat(Snippetizer.object2Groovy(new CodePipelineMirrorStep("site")))
                .isEqualTo("codePipelineMirror 'site'");
    }

    /** Puts the form of a mirror, which only the Snippet Generator shows, on the page of a job that can be saved. */
    public static final class MirrorForm extends Builder {

        private final CodePipelineMirrorStep step;

        @DataBoundConstructor
        public MirrorForm(CodePipelineMirrorStep step) {
            this.step = step;
        }

        public CodePipelineMirrorStep getStep() {
            return step;
        }

        /** The builder as freestyle jobs know it. */
        @TestExtension
        public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

            @Override
            public boolean isApplicable(Class<? extends AbstractProject> type) {
                return true;
            }
        }
    }
}
