package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.tasks.Shell;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class CodePipelineWorkerRestartTest {

    private static final int EACH = 4;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalAws aws = LocalAws.start();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aRestartWhileTheUploadOfAnOutputIsAskedForLeavesNoUpload() throws Throwable {
        WorkedPipeline.createType(aws);
        WorkedPipeline pipeline = WorkedPipeline.create(aws);
        List<String> executions = new ArrayList<>();
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "sending");
            job.setDefinition(
                    new CpsFlowDefinition("node { writeFile file: 'a.txt', text: 'a'; codePipelineOutput() }", true));
            CodePipelineWorkerTrigger trigger = pipeline.trigger();
            trigger.start(job, true);
            job.addTrigger(trigger);
            aws.faults().holdAnswer("s3:CreateMultipartUpload", 1, Duration.ofMinutes(5));
            executions.add(pipeline.start());
            aws.calls().awaitExecuted("s3:CreateMultipartUpload", 1);
        });
        sessions.then(jenkins -> {
            pipeline.awaitStatus(executions.get(0), "Succeeded");
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("sending", WorkflowJob.class)
                    .getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("was lost; the upload was found in S3 and given up", run);
            assertThat(aws.calls().countExecuted("s3:CreateMultipartUpload")).isEqualTo(2);
            assertThat(aws.calls().countExecuted("s3:AbortMultipartUpload")).isEqualTo(1);
        });
    }

    @Test
    void aJobWhoseTriggerWasTakenAwayIsAnsweredAfterARestart() throws Throwable {
        WorkedPipeline.createType(aws);
        WorkedPipeline pipeline = WorkedPipeline.create(aws);
        List<String> executions = new ArrayList<>();
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "retired");
            job.setDefinition(new CpsFlowDefinition("""
                input 'Go on?'
                node { writeFile file: 'a.txt', text: 'a'; codePipelineOutput() }\
                """, true));
            CodePipelineWorkerTrigger trigger = pipeline.trigger();
            trigger.start(job, true);
            job.addTrigger(trigger);
            executions.add(pipeline.start());
            eventually(() ->
                    job.getBuildByNumber(1) != null && job.getBuildByNumber(1).getAction(InputAction.class) != null);
            trigger.stop();
            job.setTriggers(List.of());
        });
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("retired", WorkflowJob.class);
            assertThat(job.getTriggers()).isEmpty();
            eventually(() -> job.getBuildByNumber(1).getAction(InputAction.class) != null);
            for (var asked :
                    job.getBuildByNumber(1).getAction(InputAction.class).getExecutions()) {
                asked.doProceedEmpty();
            }
            pipeline.awaitStatus(executions.get(0), "Succeeded");
            eventually(() -> Workers.get().isEmpty());
        });
    }

    @Test
    void aJobWhosePipelineWasKilledBeforeItsProgramBeganIsAnsweredAsLost() throws Throwable {
        WorkedPipeline.createType(aws);
        WorkedPipeline pipeline = WorkedPipeline.create(aws);
        List<String> executions = new ArrayList<>();
        List<Path> records = new ArrayList<>();
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "stillborn");
            job.setDefinition(new CpsFlowDefinition("input 'Go on?'", true));
            job.addTrigger(pipeline.trigger());
            executions.add(pipeline.start());
            eventually(() ->
                    job.getBuildByNumber(1) != null && job.getBuildByNumber(1).getAction(InputAction.class) != null);
            records.add(job.getBuildByNumber(1).getRootDir().toPath().resolve("build.xml"));
        });
        String record = Files.readString(records.get(0));
        String killed = record.replaceFirst("(?s)<execution .*</execution>", "");
        assertThat(killed).isNotEqualTo(record).doesNotContain("<result>");
        Files.writeString(records.get(0), killed);
        sessions.then(jenkins -> {
            pipeline.awaitStatus(executions.get(0), "Failed");
            assertThat(pipeline.action()
                            .output()
                            .executionResult()
                            .errorDetails()
                            .message())
                    .contains("was lost");
        });
    }

    @Test
    void jobsInTheQueueAndInProgressAreEachBuiltAndAnsweredOnceAfterARestart() throws Throwable {
        WorkedPipeline.createType(aws);
        WorkedPipeline running = WorkedPipeline.create(aws);
        WorkedPipeline queued = WorkedPipeline.create(aws);
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "running");
            CodePipelineWorkerTrigger trigger = running.trigger();
            job.setDefinition(new CpsFlowDefinition("""
                input 'Go on?'
                node { writeFile file: 'a.txt', text: 'a'; codePipelineOutput() }\
                """, true));
            trigger.start(job, true);
            job.addTrigger(trigger);
            FreeStyleProject waiting = jenkins.createFreeStyleProject("queued");
            waiting.setAssignedLabel(Label.get("later"));
            CodePipelineOutputStep output = new CodePipelineOutputStep();
            waiting.getBuildersList().add(new Shell("echo a > a.txt"));
            waiting.getBuildersList().add(new CodePipelineOutputBuilder(output));
            CodePipelineWorkerTrigger other = queued.trigger();
            waiting.addTrigger(other);
            other.start(waiting, true);
            for (int i = 0; i < EACH; i++) {
                first.add(running.start());
                second.add(queued.start());
            }
            eventually(() -> job.getBuilds().size() == EACH
                    && job.getBuilds().stream().allMatch(run -> run.getAction(InputAction.class) != null));
            eventually(() -> aws.codePipeline().acknowledgements().size() == 2 * EACH);
            eventually(() -> jenkins.jenkins.getQueue().getItems().length == EACH);
        });
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("running", WorkflowJob.class);
            jenkins.createOnlineSlave(Label.get("later"));
            for (var run : job.getBuilds()) {
                eventually(() -> run.getAction(InputAction.class) != null);
                for (var asked : run.getAction(InputAction.class).getExecutions()) {
                    asked.doProceedEmpty();
                }
            }
            first.forEach(execution -> running.awaitStatus(execution, "Succeeded"));
            second.forEach(execution -> queued.awaitStatus(execution, "Succeeded"));
            assertThat(aws.codePipeline().acknowledgements())
                    .hasSize(2 * EACH)
                    .allSatisfy((id, count) -> assertThat(count).isEqualTo(1));
            assertThat(aws.codePipeline().answers()).hasSize(2 * EACH).allSatisfy((id, count) -> assertThat(count)
                    .isEqualTo(1));
            assertThat(job.getBuilds()).hasSize(EACH);
            assertThat(jenkins.jenkins
                            .getItemByFullName("queued", FreeStyleProject.class)
                            .getBuilds())
                    .hasSize(EACH);
        });
    }
}
