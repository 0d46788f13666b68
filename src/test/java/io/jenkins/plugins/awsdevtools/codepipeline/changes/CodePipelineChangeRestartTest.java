package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import static io.jenkins.plugins.awsdevtools.codepipeline.changes.CodePipelineChangeTest.log;
import static io.jenkins.plugins.awsdevtools.codepipeline.changes.CodePipelineChangeTest.pollUntil;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.awsdevtools.codepipeline.ReviewedPipeline;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class CodePipelineChangeRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalAws aws = LocalAws.start();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aChangeWhileJenkinsIsDownAndOneThatWaitsInTheQueueAreBuiltOnce() throws Throwable {
        ReviewedPipeline pipeline = ReviewedPipeline.create(aws);
        String[] executions = new String[2];
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            jenkins.jenkins.setNumExecutors(0);
            FreeStyleProject job = jenkins.createFreeStyleProject("job");
            CodePipelineChangeTrigger trigger = new CodePipelineChangeTrigger(pipeline.name());
            trigger.setStates("Succeeded");
            trigger.start(job, true);
            job.addTrigger(trigger);
            eventually(() -> log(job).contains("first time"));
            executions[0] = pipeline.start();
            pipeline.approve();
            pollUntil(job, job::isInQueue);
        });
        executions[1] = pipeline.start();
        pipeline.approve();
        pipeline.awaitStatus("Succeeded");
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.jenkins.getItemByFullName("job", FreeStyleProject.class);
            pollUntil(job, () -> jenkins.jenkins.getQueue().getItems().length == 2);
            jenkins.jenkins.setNumExecutors(2);
            eventually(() -> job.getBuilds().size() == 2 && !job.isInQueue());
            jenkins.waitUntilNoActivity();
            assertThat(job.getBuilds())
                    .extracting(build -> build.getAction(PipelineChangeAction.class)
                            .variables()
                            .get("CODEPIPELINE_EXECUTION_ID"))
                    .containsExactlyInAnyOrder(executions);
        });
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.jenkins.getItemByFullName("job", FreeStyleProject.class);
            pollUntil(job, () -> !ChangeTriggers.get().lastPolled(job).isEmpty());
            assertThat(job.isInQueue()).isFalse();
            assertThat(job.getBuilds()).hasSize(2);
        });
    }
}
