package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real Jenkins process is killed, not shut down, while builds run in the embedded AWS beside it. */
class KilledControllerTest {

    private static final String REGION = "eu-west-1";
    private static final int BUILDS = 20;
    private static final int LINES = 2000;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().withTimeout(600);

    @Test
    void everyBuildIsStartedOnceAndEachLineOfItsLogIsPrintedOnceAndInOrder() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            for (int i = 0; i < BUILDS; i++) {
                aws.codeBuild().createScripted(REGION, "lines-" + i);
            }
            jenkins.startJenkins();
            jenkins.runRemotely(
                    KilledControllerTest::configure,
                    aws.endpoint().toString(),
                    aws.rootKey().accessKeyId(),
                    aws.rootKey().secretAccessKey());
            jenkins.runRemotely(KilledControllerTest::schedule);
            aws.calls().awaitExecuted("codebuild:StartBuild", BUILDS);
            List<String> ids = aws.codeBuild().builds();

            say(aws, ids, 0, LINES / 2);
            long reads = aws.calls().count("logs:GetLogEvents");
            aws.calls().await("logs:GetLogEvents", reads + BUILDS);
            jenkins.stopJenkinsForcibly();

            say(aws, ids, LINES / 2, LINES);
            jenkins.startJenkins();
            ids.forEach(id -> aws.codeBuild().finish(id, "SUCCEEDED"));
            ArrayList<String> logs = jenkins.runRemotely(KilledControllerTest::logs);

            assertThat(logs).hasSize(BUILDS);
            List<String> expected =
                    IntStream.range(0, LINES).mapToObj(line -> "line " + line).toList();
            for (String log : logs) {
                assertThat(log.lines().filter(line -> line.startsWith("line "))).containsExactlyElementsOf(expected);
            }
            assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(BUILDS);
        }
    }

    private static void say(LocalAws aws, List<String> ids, int from, int to) {
        for (String id : ids) {
            for (int line = from; line < to; line++) {
                aws.codeBuild().say(id, "line " + line);
            }
        }
    }

    private static void configure(JenkinsRule rule, String endpoint, String keyId, String secret) throws Throwable {
        LocalConnection.configure(endpoint, new AccessKey(keyId, secret));
    }

    private static void schedule(JenkinsRule rule) throws Throwable {
        for (int i = 0; i < BUILDS; i++) {
            WorkflowJob job = rule.createProject(WorkflowJob.class, "job-" + i);
            job.setDefinition(new CpsFlowDefinition("codeBuild 'lines-" + i + "'", true));
            job.scheduleBuild2(0).waitForStart();
        }
    }

    private static ArrayList<String> logs(JenkinsRule rule) throws Throwable {
        ArrayList<String> logs = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            WorkflowRun run = rule.jenkins
                    .getItemByFullName("job-" + i, WorkflowJob.class)
                    .getBuildByNumber(1);
            rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
            logs.add(JenkinsRule.getLog(run));
        }
        return logs;
    }
}
