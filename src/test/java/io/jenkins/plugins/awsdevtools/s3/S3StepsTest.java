package io.jenkins.plugins.awsdevtools.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import hudson.remoting.Channel;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.connection.SentToAgent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.SingleFileSCM;

class S3StepsTest extends ConnectedJenkins {

    private static DumbSlave agent;
    private String bucket;

    @BeforeAll
    static void prepare() throws Exception {
        agent = jenkins.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void makeBucket() {
        bucket = "bucket-" + UUID.randomUUID();
        aws.s3().createBucket(bucket, "eu-west-1");
    }

    @AfterEach
    void clear() {
        aws.faults().clear();
    }

    private WorkflowJob pipeline(String node, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline-" + UUID.randomUUID());
        job.setDefinition(new CpsFlowDefinition("node('" + node + "') {\n" + script + "\n}", true));
        return job;
    }

    private String read(String key) throws Exception {
        return new String(aws.s3().read(bucket, key), StandardCharsets.UTF_8);
    }

    @Test
    void anAgentsFolderIsDeployedAndFetchedBack() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(
                "agent",
                "writeFile file: 'site/index.html', text: 'hello'\n"
                        + "writeFile file: 'site/a/b.css', text: 'b'\n"
                        + "def r = s3Deploy bucket: '" + bucket + "', prefix: 'web', from: 'site', delete: true,\n"
                        + "  rules: [s3Objects(match: '*.html', cacheControl: 'no-cache')]\n"
                        + "echo \"sent ${r.files} ${r.url}\"\n"
                        + "def f = s3Fetch bucket: '" + bucket + "', prefix: 'web', to: 'back'\n"
                        + "echo 'got ' + f.files + readFile('back/a/b.css')"));
        jenkins.assertLogContains("sent 2 s3://" + bucket + "/web/", run);
        jenkins.assertLogContains("got 2b", run);
        assertThat(read("web/index.html")).isEqualTo("hello");
        assertThat(aws.s3().get(bucket, "web/index.html").metadata().standard())
                .containsEntry("cache-control", "no-cache");
    }

    @Test
    void theControllersOwnNodeDeploysToo() throws Exception {
        jenkins.buildAndAssertSuccess(pipeline(
                "built-in", "writeFile file: 'site/a', text: 'x'\ns3Deploy bucket: '" + bucket + "', from: 'site'"));
        assertThat(read("a")).isEqualTo("x");
    }

    @Test
    void anEmptyFolderWithDeleteFailsAndSaysThatNothingWasDeleted() throws Exception {
        aws.s3().put(bucket, "a", new byte[] {1});
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                pipeline("agent", "s3Deploy bucket: '" + bucket + "', includes: 'none/**', delete: true"));
        jenkins.assertLogContains("Nothing was sent or deleted", run);
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(aws.s3().keys(bucket, "")).containsExactly("a");
    }

    @Test
    void anAbortStopsTheTransferOnTheAgent() throws Exception {
        aws.faults().stall("s3:PutObject", 100, Duration.ofMinutes(2));
        aws.calls().clear();
        WorkflowRun run = pipeline(
                        "agent", "writeFile file: 'site/a', text: 'x'\ns3Deploy bucket: '" + bucket + "', from: 'site'")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().await("s3:PutObject", 1);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
    }

    @Test
    void afterALostAgentTheTransferBeginsAgain() throws Exception {
        DumbSlave lost = jenkins.createOnlineSlave(Label.get("lost"));
        aws.faults().stall("s3:PutObject", 1, Duration.ofMinutes(2));
        aws.calls().clear();
        WorkflowRun run = pipeline(
                        "lost", "writeFile file: 'site/a', text: 'x'\ns3Deploy bucket: '" + bucket + "', from: 'site'")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().await("s3:PutObject", 1);
        jenkins.disconnectSlave(lost);
        lost.toComputer().connect(true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        assertThat(read("a")).isEqualTo("x");
    }

    @Test
    void aFreestyleJobDeploysAfterItsBuild() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(agent);
        job.setScm(new SingleFileSCM("site/a", "free"));
        S3DeployStep step = new S3DeployStep(bucket);
        step.setFrom("site");
        step.setPrefix("${JOB_NAME}");
        job.getPublishersList().add(new S3DeployPublisher(step));
        jenkins.buildAndAssertSuccess(job);
        assertThat(read(job.getName() + "/a")).isEqualTo("free");
    }

    @Test
    void aFreestyleJobFetchesAfterItsBuild() throws Exception {
        aws.s3().put(bucket, "fetched/a", "back".getBytes(StandardCharsets.UTF_8));
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(agent);
        S3FetchStep step = new S3FetchStep(bucket);
        step.setPrefix("fetched");
        step.setTo("in");
        job.getPublishersList().add(new S3FetchPublisher(step));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        assertThat(build.getWorkspace().child("in/a").readToString()).isEqualTo("back");
    }

    @Test
    void nothingThatIsSentToAnAgentAndNothingInItsEnvironmentHoldsASecret() throws Exception {
        SentToAgent sent = new SentToAgent();
        Channel channel = (Channel) agent.getChannel();
        channel.addListener(sent);
        WorkflowRun run;
        try {
            run = jenkins.buildAndAssertSuccess(pipeline(
                    "agent",
                    "writeFile file: 'site/a', text: 'x'\ns3Deploy bucket: '" + bucket + "', from: 'site'\n"
                            + "s3Fetch bucket: '" + bucket + "', to: 'back'\nsh 'env'"));
        } finally {
            channel.removeListener(sent);
        }
        assertThat(sent.text())
                .as("what was sent has the callables and the signed requests")
                .contains("awsdevtools.transfer.StartJob", "X-Amz-Signature");
        assertThat(sent.text().contains(aws.rootKey().secretAccessKey())).isFalse();
        assertThat(sent.text().contains("software.amazon.awssdk")).isFalse();
        jenkins.assertLogNotContains(aws.rootKey().secretAccessKey(), run);
        jenkins.assertLogNotContains(aws.rootKey().accessKeyId(), run);
        assertThat(agent.getComputer().getEnvironment().values())
                .noneMatch(value -> value.contains(aws.rootKey().secretAccessKey())
                        || value.contains(aws.rootKey().accessKeyId()));
    }
}
