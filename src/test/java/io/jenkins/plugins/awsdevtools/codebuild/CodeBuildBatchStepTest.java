package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodeBuildBatchStepTest extends ConnectedJenkins {

    private static final String REGION = "eu-west-1";
    private static final String GRAPH = """
        version: 0.2
        batch:
          build-graph:
            - identifier: compile
              env: {variables: {TASK: compile}}
            - identifier: test
              env: {variables: {TASK: test}}
              depend-on: [compile]
        phases:
          build:
            commands:
              - echo I am $TASK
              - test "$TASK" != "$BAD"
        """;
    private String project;

    @BeforeEach
    void nameProject() {
        project = "batch-" + UUID.randomUUID();
        aws.codeBuild().createBatchProject(REGION, project, GRAPH);
        aws.calls().clear();
    }

    @Test
    void aPipelineRunsABatchWithoutANodeAndReadsItsGroups() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("def b = codeBuildBatch project: '" + project
                + "', connection: 'local'\n"
                + "echo \"${b.status} ${b.groups.test.status} ${b.groups.test.build.number}\""));
        jenkins.assertLogContains("[compile] I am compile", run);
        jenkins.assertLogContains("[test] I am test", run);
        jenkins.assertLogContains("SUCCEEDED SUCCEEDED", run);
        String page = jenkins.createWebClient().getPage(run, "aws").asNormalizedText();
        assertThat(page).contains(project + " batch #1", "compile", "test", "BUILD_GENERAL1_SMALL");
    }

    @Test
    void aFailedBatchFailsTheStepAndNamesTheGroup() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                pipeline("codeBuildBatch project: '" + project + "', environment: [[name: 'BAD', value: 'compile']]"));
        jenkins.assertLogContains("Group compile: FAILED", run);
        jenkins.assertLogContains("not run", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void abortingThePipelineStopsTheBatchAndSaysSo() throws Exception {
        String scripted = "scripted-" + UUID.randomUUID();
        aws.codeBuild().createScriptedBatch(REGION, scripted, GRAPH);
        WorkflowRun run =
                pipeline("codeBuildBatch '" + scripted + "'").scheduleBuild2(0).waitForStart();
        aws.calls().await("codebuild:BatchGetBuildBatches", 1);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("was stopped", run);
        List<String> batches = aws.codeBuild().batches().all();
        assertThat(aws.codeBuild().batches().status(batches.get(batches.size() - 1)))
                .isEqualTo("STOPPED");
    }

    @Test
    void aFreestyleJobRunsABatch() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeBuildBatchStep step = new CodeBuildBatchStep(project);
        step.setLog("folded");
        job.getBuildersList().add(new CodeBuildBatchBuilder(step));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("----- test -----", build);
    }
}
