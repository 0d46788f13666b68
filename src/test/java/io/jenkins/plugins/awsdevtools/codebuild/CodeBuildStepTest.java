package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

class CodeBuildStepTest extends ConnectedJenkins {

    private static final String REGION = "eu-west-1";
    private String project;

    @BeforeEach
    void nameProject() {
        project = "project-" + UUID.randomUUID();
        aws.calls().clear();
    }

    private static String buildspec(String... commands) {
        return "version: 0.2\nenv:\n  exported-variables: [ANSWER]\nphases:\n  build:\n    commands:\n"
                + String.join(
                        "",
                        List.of(commands).stream()
                                .map(command -> "      - " + command + "\n")
                                .toList());
    }

    @Test
    void aPipelineRunsABuildWithoutANodeAndReadsItsResult() throws Exception {
        aws.codeBuild()
                .createProject(REGION, project, buildspec("echo hello from $JENKINS_JOB_NAME", "export ANSWER=42"));
        WorkflowJob job = pipeline("def b = codeBuild project: '" + project + "', connection: 'local'\n"
                + "echo \"${b.status} ${b.number} ${b.exportedVariables.ANSWER} ${b.phases.containsKey('BUILD')}\"");
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("hello from " + job.getFullName(), run);
        jenkins.assertLogContains("SUCCEEDED 1 42 true", run);
    }

    @Test
    void aFailedBuildFailsTheStepWithPhaseMessageAndLastLinesAndWithoutAStackTrace() throws Exception {
        aws.codeBuild().createProject(REGION, project, buildspec("echo about to fail", "exit 9"));
        WorkflowRun run =
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("codeBuild project: '" + project + "'"));
        jenkins.assertLogContains("Phase BUILD: FAILED", run);
        jenkins.assertLogContains("exit status 9", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void withoutPropagateAFailedBuildIsReturned() throws Exception {
        aws.codeBuild().createProject(REGION, project, buildspec("exit 9"));
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("def b = codeBuild(project: '" + project
                + "', propagate: false)\necho \"it ${b.status}, ${b.reason}\""));
        assertThat(JenkinsRule.getLog(run)).containsPattern("it FAILED, BUILD .*exit status 9");
    }

    @Test
    void aBlockGivesItsConnectionToTheStepsInside() throws Exception {
        aws.codeBuild().createProject(REGION, project, buildspec("echo inside"));
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                pipeline("awsDeveloperTools(connection: 'local') { codeBuild project: '" + project + "' }"));
        jenkins.assertLogContains("inside", run);
    }

    @Test
    void abortingThePipelineStopsTheRemoteBuildAndSaysSo() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        WorkflowRun run = pipeline("codeBuild project: '" + project + "'")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("was stopped", run);
        assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(1);
        assertThat(status()).isEqualTo("STOPPED");
    }

    @Test
    void aSecretThatIsGivenAsAPlainValueStaysMasked() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "secret", "", Secret.fromString("correct-horse-battery")));
        aws.codeBuild().createProject(REGION, project, buildspec("echo the password is $PASSWORD."));
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                pipeline("withCredentials([string(credentialsId: 'secret', variable: 'P')]) { codeBuild project: '"
                        + project + "', environment: [[name: 'PASSWORD', value: P]] }"));
        jenkins.assertLogContains("the password is ****.", run);
        jenkins.assertLogNotContains("correct-horse-battery", run);
    }

    @Test
    void aBuildspecFromTheWorkspaceIsUsed() throws Exception {
        aws.codeBuild().createProject(REGION, project, buildspec("echo of the project"));
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("node { writeFile file: 'ci/b.yml', text: '''"
                + buildspec("echo of the workspace") + "'''\ncodeBuild project: '" + project
                + "', buildspecFile: 'ci/b.yml' }"));
        jenkins.assertLogContains("of the workspace", run);
        jenkins.assertLogNotContains("of the project", run);
    }

    @Test
    void aFreestyleJobRunsABuildAndAnInterruptStopsIt() throws Exception {
        aws.codeBuild().createProject(REGION, project, buildspec("echo from $STAGE"));
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeBuildStep step = new CodeBuildStep(project);
        step.setEnvironment(List.of(new BuildVariable("STAGE", "$JOB_NAME")));
        job.getBuildersList().add(new CodeBuildBuilder(step));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("from " + job.getName(), build);

        String other = "scripted-" + UUID.randomUUID();
        aws.codeBuild().createScripted(REGION, other);
        FreeStyleProject waiting = jenkins.createFreeStyleProject();
        waiting.getBuildersList().add(new CodeBuildBuilder(new CodeBuildStep(other)));
        aws.calls().clear();
        FreeStyleBuild aborted = waiting.scheduleBuild2(0).waitForStart();
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        aborted.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(aborted));
        project = other;
        assertThat(status()).isEqualTo("STOPPED");
    }

    @Test
    void aBuildThatRunsAlreadyIsFollowed() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        WorkflowRun first =
                pipeline("codeBuild '" + project + "'").scheduleBuild2(0).waitForStart();
        aws.calls().await("codebuild:BatchGetBuilds", 1);
        String id = aws.codeBuild().builds().get(aws.codeBuild().builds().size() - 1);
        WorkflowRun second = pipeline("echo codeBuild(attach: '" + id + "').status")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Following CodeBuild build", second);
        aws.codeBuild().finish(id, "SUCCEEDED");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
    }

    private String status() {
        List<String> mine = aws.codeBuild().builds().stream()
                .filter(id -> id.startsWith(project))
                .toList();
        assertThat(mine).hasSize(1);
        return aws.codeBuild().status(mine.get(0));
    }
}
