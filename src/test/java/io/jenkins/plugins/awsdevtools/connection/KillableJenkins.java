package io.jenkins.plugins.awsdevtools.connection;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real Jenkins process beside an embedded AWS, which may be killed and started again. */
public final class KillableJenkins extends RealJenkinsExtension {

    private static final int SECONDS = 900;

    /** What the plugin can do without, so that there is less to start. */
    private static final String[] OMITTED = {
        "antisamy-markup-formatter",
        "bootstrap5-api",
        "branch-api",
        "checks-api",
        "configuration-as-code",
        "echarts-api",
        "font-awesome-api",
        "git",
        "git-client",
        "gson-api",
        "jackson3-api",
        "jquery3-api",
        "junit",
        "mina-sshd-api-common",
        "mina-sshd-api-core",
        "pipeline-groovy-lib",
        "pipeline-input-step",
        "pipeline-model-api",
        "pipeline-model-definition",
        "pipeline-model-extensions",
        "pipeline-stage-step",
        "pipeline-stage-tags-metadata",
        "plugin-util-api",
        "prism-api",
        "snakeyaml-engine-api",
        "workflow-multibranch"
    };

    public KillableJenkins() {
        withTimeout(SECONDS);
        omitPlugins(OMITTED);
        // It lives for seconds, so that code compiled well comes too late to be of use.
        javaOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /** Starts it for the first time, connected to an embedded AWS. */
    public void startWith(LocalAws aws) throws Throwable {
        startJenkins();
        runRemotely(
                KillableJenkins::configure,
                aws.endpoint().toString(),
                aws.rootKey().accessKeyId(),
                aws.rootKey().secretAccessKey());
    }

    private static void configure(JenkinsRule rule, String endpoint, String keyId, String secret) throws Throwable {
        LocalConnection.configure(endpoint, new AccessKey(keyId, secret));
    }

    /** Begins a build of a new job. */
    public void build(String job, String script) throws Throwable {
        runRemotely(KillableJenkins::begin, job, script);
    }

    private static void begin(JenkinsRule rule, String name, String script) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    /**
     * Kills it once the programs of its builds are on the disk: a step asks AWS before it is known there that it has begun,
     * and a Pipeline that is killed between the two does not go on, whichever step it is in.
     */
    public void kill() throws Throwable {
        runRemotely(KillableJenkins::awaitPrograms);
        stopJenkinsForcibly();
    }

    private static void awaitPrograms(JenkinsRule rule) throws Throwable {
        for (FlowExecution execution : FlowExecutionList.get()) {
            ((CpsFlowExecution) execution).waitForSuspension();
        }
    }

    /** The log of the build of a job, which has succeeded. */
    public String log(String job) throws Throwable {
        return runRemotely(KillableJenkins::logOfSuccess, job);
    }

    private static String logOfSuccess(JenkinsRule rule, String name) throws Throwable {
        WorkflowRun run =
                rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
        return JenkinsRule.getLog(run);
    }
}
