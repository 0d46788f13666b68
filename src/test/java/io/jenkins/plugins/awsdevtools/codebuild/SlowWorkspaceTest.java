package io.jenkins.plugins.awsdevtools.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An agent does not answer while a step reads a file of the workspace. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes among its files")
class SlowWorkspaceTest extends ConnectedJenkins {

    private static final String SPEC =
            "version: 0.2\nphases:\n  build:\n    commands:\n      - echo of the workspace\n";
    private static DumbSlave agent;
    private String project;

    @BeforeAll
    static void startAgent() throws Exception {
        agent = jenkins.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void createProject() {
        project = "project-" + UUID.randomUUID();
        aws.codeBuild().createScripted("eu-west-1", project);
        aws.calls().clear();
    }

    private SlowFile slowFile(WorkflowJob job) throws Exception {
        return SlowFile.create(Path.of(agent.getRemoteFS(), "workspace", job.getName(), "b.yml"));
    }

    private WorkflowJob job() throws Exception {
        return pipeline("node('agent') { codeBuild project: '" + project + "', buildspecFile: 'b.yml' }");
    }

    @Test
    void thePipelineGoesOnWhileAFileIsReadAndTheBuildGetsTheFile() throws Exception {
        WorkflowJob job = job();
        SlowFile file = slowFile(job);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        try (OutputStream writer = file.awaitReader()) {
            CpsFlowExecution program = (CpsFlowExecution) run.getExecution();
            assertThat(CompletableFuture.supplyAsync(() -> suspended(program))).succeedsWithin(LIMIT);
            assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
            writer.write(SPEC.getBytes(StandardCharsets.UTF_8));
        }
        aws.calls().awaitExecuted("codebuild:StartBuild", 1);
        String id = aws.codeBuild().builds().stream()
                .filter(build -> build.startsWith(project))
                .findFirst()
                .orElseThrow();
        aws.codeBuild().finish(id, "SUCCEEDED");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(1);
    }

    private static boolean suspended(CpsFlowExecution program) {
        try {
            program.waitForSuspension();
            return true;
        } catch (Exception notSuspended) {
            throw new AssertionError(notSuspended);
        }
    }

    @Test
    void anAbortWhileAFileIsReadEndsTheStepThoughTheAgentDoesNotAnswer() throws Exception {
        WorkflowJob job = job();
        SlowFile file = slowFile(job);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        try (OutputStream writer = file.awaitReader()) {
            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            writer.write(SPEC.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void aFileThatIsRefusedFailsTheStepInAWayThatTheScriptCatches() throws Exception {
        refused(
                "node('agent') { codeBuild project: '" + project + "', buildspecFile: 'nonesuch.yml' }",
                "buildspecFile 'nonesuch.yml'");
        jenkins.assertLogContains(
                "caught buildspecFile 'nonesuch.yml'",
                jenkins.buildAndAssertSuccess(pipeline("node('agent') { try { codeBuild project: '" + project
                        + "', buildspecFile: 'nonesuch.yml' } catch (e) { echo \"caught ${e.message}\" } }")));
        assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
    }
}
