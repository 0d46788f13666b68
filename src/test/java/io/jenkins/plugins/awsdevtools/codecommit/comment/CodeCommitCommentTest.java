package io.jenkins.plugins.awsdevtools.codecommit.comment;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.codecommit.multibranch.CodeCommitSCMSource;
import io.jenkins.plugins.awsdevtools.codecommit.multibranch.PullRequestDiscoveryTrait;
import io.jenkins.plugins.awsdevtools.codecommit.multibranch.ReportAction;
import io.jenkins.plugins.awsdevtools.codecommit.multibranch.ReportTrait;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import software.amazon.awssdk.services.codecommit.model.Comment;

@WithJenkins
class CodeCommitCommentTest {

    private static JenkinsRule jenkins;
    private static LocalAws aws;
    private static AwsClients clients;
    private static int count;

    private GitRepository repository;
    private String request;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        aws = LocalAws.start();
        clients = new AwsClients(Clock.systemUTC(), Runnable::run);
        LocalConnection.configure(aws);
    }

    @AfterAll
    static void stop() {
        clients.close();
        aws.close();
    }

    @BeforeEach
    void openPullRequest() {
        repository = aws.codeCommit().createRepository("eu-west-1", "reviewed" + ++count);
        repository.commit("main", "ann", "First", Map.of("Jenkinsfile", "echo 'built'"));
        repository.forcePush("feature", repository.tip("main").orElseThrow());
        repository.commit("feature", "ann", "Second", Map.of("b", "b"));
        request = clients.codeCommit(TestAccess.root(aws))
                .createPullRequest(
                        call -> call.title("Change").targets(target -> target.repositoryName(repository.name())
                                .sourceReference("feature")
                                .destinationReference("main")))
                .join()
                .pullRequest()
                .pullRequestId();
    }

    private List<String> said() {
        return clients
                .codeCommit(TestAccess.root(aws))
                .getCommentsForPullRequest(call -> call.pullRequestId(request))
                .join()
                .commentsForPullRequestData()
                .stream()
                .flatMap(place -> place.comments().stream())
                .map(Comment::content)
                .toList();
    }

    /** The comments once one of them tells how this build ended. */
    private List<String> saidOf(String build) {
        eventually(() -> said().stream().anyMatch(text -> text.contains(build) && text.startsWith("**")));
        return said();
    }

    private static WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    @Test
    void aPipelineCommentsAndGetsTheId() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("def id = codeCommitComment pullRequest: '" + request
                + "', text: 'Deployed to *test*'\n echo \"comment ${id}\""));

        assertThat(said()).containsExactly("Deployed to *test*");
        jenkins.assertLogContains("comment ", run);
    }

    @Test
    void buildsWithTheSameKeyShareOneComment() throws Exception {
        WorkflowJob job = pipeline("codeCommitComment pullRequest: '" + request
                + "', key: 'build', text: \"Build ${currentBuild.number}\"");
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);

        assertThat(said()).containsExactly("Build 2");
    }

    @Test
    void aFreestyleJobSaysHowItWent() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeCommitCommentStep step = new CodeCommitCommentStep();
        step.setPullRequest(request);
        job.getPublishersList().add(new CodeCommitCommentPublisher(step));

        jenkins.buildAndAssertSuccess(job);

        assertThat(said()).singleElement().asString().startsWith("**SUCCESS**").contains(job.getUrl());
    }

    @Test
    void sayingNothingOfWhereIsExplained() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("codeCommitComment text: 'x'"));

        jenkins.assertLogContains("Say what to comment on", run);
    }

    @Test
    void approvingOnesOwnPullRequestIsExplained() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                pipeline("codeCommitComment pullRequest: '" + request + "', text: 'x', approval: 'approve'"));

        jenkins.assertLogContains("nobody can approve a pull request of their own", run);
    }

    @Test
    void theFormsKeepWhatIsConfigured() throws Exception {
        CodeCommitCommentStep step = new CodeCommitCommentStep();
        step.setConnection("local");
        step.setPullRequest("12");
        step.setText("Some text");
        step.setKey("build");
        step.setApproval("approve");
        step.setRepository("site");
        step.setPath("a/b");
        step.setLine(3);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodeCommitCommentBuilder(step));

        jenkins.configRoundtrip(job);

        jenkins.assertEqualDataBoundBeans(
                step, job.getBuildersList().get(CodeCommitCommentBuilder.class).getStep());
    }

    @Test
    void aMultibranchProjectReportsInOneComment() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        CodeCommitSCMSource source = new CodeCommitSCMSource(repository.name());
        source.setConnection("local");
        source.setTraits(List.of(new PullRequestDiscoveryTrait("head"), new ReportTrait()));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        WorkflowJob job = project.getItem("PR-" + request);

        assertThat(saidOf("/1/")).singleElement().asString().startsWith("**SUCCESS**");
        jenkins.buildAndAssertSuccess(job);
        assertThat(saidOf("/2/")).singleElement().asString().startsWith("**SUCCESS**");
        assertThat(job.getBuildByNumber(1).getAction(ReportAction.class).getText())
                .contains(request);
    }
}
