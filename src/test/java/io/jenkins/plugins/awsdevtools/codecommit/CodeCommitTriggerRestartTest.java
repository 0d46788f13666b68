package io.jenkins.plugins.awsdevtools.codecommit;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class CodeCommitTriggerRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalAws aws = LocalAws.start();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aPushWhileJenkinsIsDownAndOneThatWaitsInTheQueueAreBuiltOnce() throws Throwable {
        GitRepository shop = aws.codeCommit().createRepository("eu-west-1", "shop");
        shop.commit("main", "Open", "a.txt");
        String[] commits = new String[2];
        sessions.then(jenkins -> {
            LocalConnection.configure(aws);
            jenkins.jenkins.setNumExecutors(0);
            FreeStyleProject job = jenkins.createFreeStyleProject("job");
            CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
            trigger.setBranches("main");
            trigger.setPollSeconds(5);
            job.addTrigger(trigger);
            trigger.start(job, true);
            eventually(() -> CodeCommitTriggers.get().log(job).text().contains("first time"));
            commits[0] = shop.commit("main", "Waits in the queue", "b.txt");
            CodeCommitTriggers.get().running(job).poll();
            eventually(() ->
                    job.isInQueue() && CodeCommitTriggers.get().log(job).text().contains("Building "));
        });
        commits[1] = shop.commit("main", "While Jenkins was down", "c.txt");
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.jenkins.getItemByFullName("job", FreeStyleProject.class);
            eventually(() -> CodeCommitTriggers.get()
                            .log(job)
                            .text()
                            .lines()
                            .filter(line -> line.contains("Building "))
                            .count()
                    == 2);
            jenkins.jenkins.setNumExecutors(2);
            eventually(() -> job.getBuilds().size() == 2 && !job.isInQueue());
            jenkins.waitUntilNoActivity();
            assertThat(job.getBuilds())
                    .extracting(
                            build -> build.getAction(CodeCommitPushAction.class).getCommit())
                    .containsExactlyInAnyOrder(commits);
            jenkins.jenkins.setNumExecutors(0);
        });
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.jenkins.getItemByFullName("job", FreeStyleProject.class);
            eventually(() -> CodeCommitTriggers.get()
                            .log(job)
                            .text()
                            .lines()
                            .filter(line -> line.contains("Watching"))
                            .count()
                    == 3);
            CodeCommitTriggers.get().running(job).poll();
            eventually(() -> !CodeCommitTriggers.get().lastPolled(job).isEmpty());
            assertThat(job.isInQueue()).isFalse();
            assertThat(job.getBuilds()).hasSize(2);
            FreeStyleBuild last = job.getLastBuild();
            assertThat(last.getCause(CodeCommitPushCause.class)).isNotNull();
        });
    }
}
