package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.connection.KillableJenkins;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A real Jenkins process is killed, not shut down, with jobs of four pipelines of the embedded AWS beside it: some that it has
 * just acknowledged, some in the queue, some that are built, some that it has just answered.
 */
class KilledWorkerTest {

    private static final int EACH = 5;
    private static final int ALL = 4 * EACH;

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins();

    @Test
    void everyJobIsAcknowledgedOnceBuiltOnceAndAnsweredOnce() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            WorkedPipeline.createType(aws);
            WorkedPipeline acknowledged = WorkedPipeline.create(aws);
            WorkedPipeline queued = WorkedPipeline.create(aws);
            WorkedPipeline built = WorkedPipeline.create(aws);
            WorkedPipeline answered = WorkedPipeline.create(aws);
            jenkins.startWith(aws);
            jenkins.runRemotely(KilledWorkerTest::create, "acknowledged", acknowledged.name());
            jenkins.runRemotely(KilledWorkerTest::createQueued, "queued", queued.name());
            jenkins.runRemotely(KilledWorkerTest::createSleeping, "built", built.name());
            jenkins.runRemotely(KilledWorkerTest::create, "answered", answered.name());

            aws.faults().holdAnswer("codepipeline:AcknowledgeJob", EACH, LIMIT);
            start(acknowledged);
            aws.calls().awaitExecuted("codepipeline:AcknowledgeJob", EACH);
            aws.faults().holdAnswer("codepipeline:PutJobSuccessResult", EACH, LIMIT);
            start(queued);
            start(built);
            start(answered);
            eventually(() -> sum(aws.codePipeline().acknowledgements()) == ALL);
            aws.calls().awaitExecuted("codepipeline:PutJobSuccessResult", EACH);
            jenkins.runRemotely(KilledWorkerTest::awaitBuilds, "built");
            jenkins.kill();
            aws.faults().clear();

            jenkins.startJenkins();
            jenkins.runRemotely(KilledWorkerTest::unlabel, "queued");
            eventually(() -> sum(aws.codePipeline().answers()) == ALL);
            assertThat(aws.codePipeline().acknowledgements()).hasSize(ALL).allSatisfy((id, count) -> assertThat(count)
                    .isEqualTo(1));
            assertThat(aws.codePipeline().answers()).hasSize(ALL).allSatisfy((id, count) -> assertThat(count)
                    .isEqualTo(1));
            assertThat(aws.calls().count("codepipeline:PutJobFailureResult")).isZero();
            assertThat(jenkins.runRemotely(KilledWorkerTest::builds)).isEqualTo(ALL);
        }
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void start(WorkedPipeline pipeline) {
        for (int i = 0; i < EACH; i++) {
            pipeline.start();
        }
    }

    private static CodePipelineWorkerTrigger trigger(String project) {
        CodePipelineWorkerTrigger trigger = new CodePipelineWorkerTrigger("Build", "Jenkins", "1");
        trigger.setQueryParam("ProjectName=" + project);
        trigger.setPollSeconds(1);
        return trigger;
    }

    private static void createFreestyle(JenkinsRule rule, String name, String project, Label label) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject(name);
        job.setAssignedLabel(label);
        CodePipelineWorkerTrigger trigger = trigger(project);
        job.addTrigger(trigger);
        trigger.start(job, true);
    }

    private static void create(JenkinsRule rule, String name, String project) throws Throwable {
        createFreestyle(rule, name, project, null);
    }

    private static void createQueued(JenkinsRule rule, String name, String project) throws Throwable {
        createFreestyle(rule, name, project, Label.get("nowhere"));
    }

    private static void createSleeping(JenkinsRule rule, String name, String project) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("sleep 10", true));
        CodePipelineWorkerTrigger trigger = trigger(project);
        job.addTrigger(trigger);
        trigger.start(job, true);
    }

    private static void awaitBuilds(JenkinsRule rule, String name) throws Throwable {
        Job<?, ?> job = rule.jenkins.getItemByFullName(name, Job.class);
        eventually(() -> job.getBuilds().size() == EACH);
        // A Pipeline that is killed before its first step is lost.
        for (Run<?, ?> run : job.getBuilds()) {
            rule.waitForMessage("Sleeping", run);
        }
    }

    private static void unlabel(JenkinsRule rule, String name) throws Throwable {
        rule.jenkins.getItemByFullName(name, FreeStyleProject.class).setAssignedLabel(null);
    }

    private static int builds(JenkinsRule rule) throws Throwable {
        rule.waitUntilNoActivity();
        return rule.jenkins.getAllItems(Job.class).stream()
                .mapToInt(job -> job.getBuilds().size())
                .sum();
    }
}
