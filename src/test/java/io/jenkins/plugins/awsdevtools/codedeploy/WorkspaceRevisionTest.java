package io.jenkins.plugins.awsdevtools.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.Label;
import hudson.model.Result;
import hudson.remoting.Channel;
import hudson.slaves.DumbSlave;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.connection.SentToAgent;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A folder of a workspace as the revision, on an agent that is a process of its own. */
@WithJenkins
class WorkspaceRevisionTest {

    private static final String SPEC = "version: 0.0\\nos: linux\\nfiles:\\n- source: /\\n  destination: /var/www\\n"
            + "hooks:\\n  AfterInstall:\\n  - location: scripts/after.sh\\n";
    private static LocalAws aws;
    private static JenkinsRule jenkins;
    private static DumbSlave agent;
    private DeployedServers servers;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        aws = LocalAws.start();
        aws.s3().createBucket(DeployedServers.BUCKET, DeployedServers.REGION);
        LocalConnection.configure(aws);
        agent = jenkins.createOnlineSlave(Label.get("agent"));
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @BeforeEach
    void servers() {
        servers = new DeployedServers(aws, 1, "AllAtOnce");
        aws.calls().clear();
    }

    private WorkflowJob pipeline(String files, String more) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline-" + UUID.randomUUID());
        job.setDefinition(new CpsFlowDefinition(
                "node('agent') {\n" + files + "codeDeploy application: '" + servers.application()
                        + "', deploymentGroup: 'live', source: 'dist', s3Bucket: '" + DeployedServers.BUCKET + "'"
                        + more + "\n}",
                true));
        return job;
    }

    private static String write(String path, String text) {
        return "writeFile file: 'dist/" + path + "', text: '" + text + "'\n";
    }

    private static String site() {
        return write("appspec.yml", SPEC)
                + write("scripts/after.sh", "exit 0")
                + write("page.html", "from here")
                + write("page.html.map", "left out")
                + write("notes/todo.txt", "not chosen");
    }

    private void refused(String files, String more, String reason) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(files, more));
        jenkins.assertLogContains(reason, run);
        assertThat(aws.calls().count("s3:*")).isZero();
        assertThat(aws.calls().count("codedeploy:CreateDeployment")).isZero();
    }

    @Test
    void onlyTheFilesThatThePatternsChooseAreDeployed() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                pipeline(site(), ", includes: 'appspec.yml, scripts/**, page*', excludes: '**/*.map'"));
        Path www = servers.host(0).root().resolve("var/www");
        assertThat(www.resolve("page.html")).hasContent("from here");
        assertThat(www.resolve("page.html.map")).doesNotExist();
        assertThat(www.resolve("notes")).doesNotExist();
        assertThat(Files.isRegularFile(www.resolve("scripts/after.sh"))).isTrue();
        jenkins.assertLogNotContains(aws.rootKey().secretAccessKey(), run);
    }

    @Test
    void aBundleWithoutAUsableAppSpecIsRefusedBeforeAnythingIsSent() throws Exception {
        refused(write("page.html", "x"), "", "There is no appspec.yml");
        refused(write("appspec.yml", "version: ["), "", "not valid YAML");
        refused(write("appspec.yml", SPEC), "", "hooks: scripts/after.sh");
        refused(site(), ", includes: 'page*'", "leave appspec.yml out");
        refused(site(), ", excludes: 'scripts/**'", "hooks: scripts/after.sh");
    }

    @Test
    void filesAreReadAsUtf8OnAnAgentThatPrefersAnotherEncoding() throws Exception {
        jenkins.waitOnline(
                jenkins.createSlave("ascii", "ascii", new EnvVars("JAVA_TOOL_OPTIONS", "-Dfile.encoding=US-ASCII")));
        String spec =
                "writeFile file: 'dist/appspec.yml', encoding: 'UTF-8', text: '# gr\\u00fc\\u00dfe\\n" + SPEC + "'\n";
        WorkflowJob job = pipeline(site() + spec, "");
        String script = ((CpsFlowDefinition) job.getDefinition()).getScript();
        job.setDefinition(new CpsFlowDefinition(script.replace("node('agent')", "node('ascii')"), true));
        jenkins.buildAndAssertSuccess(job);
    }

    @Test
    void anAppSpecInAnotherEncodingIsRefusedByName() throws Exception {
        refused(
                site() + "writeFile file: 'dist/appspec.yml', encoding: 'ISO-8859-1', text: '# gr\\u00fc\\u00dfe\\n"
                        + SPEC + "'\n",
                "",
                "source 'dist': appspec.yml is not UTF-8");
    }

    @Test
    void theFormSaysWhatTheStepWouldRefuse() {
        CodeDeployStep.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(CodeDeployStep.DescriptorImpl.class);
        assertThat(form.doCheckGitHubRepository(null, "site").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckGitHubRepository(null, "example/site").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckRollbackOn(null, "DEPLOYMENT_FAILURE, DEPLOYMENT_STOP").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckRollbackOn(null, "DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckRollbackOn(null, "none").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void patternsWithoutAFolderAreRefused() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline-" + UUID.randomUUID());
        job.setDefinition(new CpsFlowDefinition(servers.deploy("one", "exit 0\n", ", includes: 'a/**'"), true));
        jenkins.assertLogContains(
                "Patterns choose from a folder of the workspace", jenkins.buildAndAssertStatus(Result.FAILURE, job));
        CodeDeployStep.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(CodeDeployStep.DescriptorImpl.class);
        assertThat(form.doCheckIncludes(null, "a/**", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckExcludes(null, "a/**", "dist").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void nothingThatIsSentToTheAgentAndNothingInItsEnvironmentHoldsASecret() throws Exception {
        SentToAgent sent = new SentToAgent();
        Channel channel = (Channel) agent.getChannel();
        channel.addListener(sent);
        try {
            jenkins.buildAndAssertSuccess(pipeline(site() + write("only-here.txt", servers.application()), ""));
        } finally {
            channel.removeListener(sent);
        }
        assertThat(sent.text())
                .as("what was sent has the callables and the signed requests")
                .contains("awsdevtools.bundle.StartSending", "codedeploy.NamedFiles", "X-Amz-Signature");
        assertThat(sent.text().contains(aws.rootKey().secretAccessKey())).isFalse();
        assertThat(agent.getComputer().getEnvironment().values())
                .noneMatch(value -> value.contains(aws.rootKey().secretAccessKey())
                        || value.contains(aws.rootKey().accessKeyId()));
    }
}
