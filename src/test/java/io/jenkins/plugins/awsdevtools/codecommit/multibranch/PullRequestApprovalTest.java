package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import software.amazon.awssdk.services.codecommit.model.Approval;
import software.amazon.awssdk.services.codecommit.model.ApprovalState;

@WithJenkins
class PullRequestApprovalTest {

    private static JenkinsRule jenkins;
    private static LocalAws aws;
    private static AwsClients clients;
    private static AwsAccess author;
    private static int count;

    private GitRepository repository;
    private String request;
    private WorkflowMultiBranchProject project;
    private String label;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        aws = LocalAws.start();
        clients = new AwsClients(Clock.systemUTC(), Runnable::run);
        author = TestAccess.of(aws, aws.createUser("author"));
        LocalConnection.configure(aws);
        jenkins.jenkins.setQuietPeriod(0);
    }

    @AfterAll
    static void stop() {
        clients.close();
        aws.close();
    }

    @BeforeEach
    void repository() {
        repository = aws.codeCommit().createRepository("eu-west-1", "approved" + ++count);
        label = "later" + count;
    }

    private void open(String jenkinsfile, String revision, SCMSourceTrait report) throws Exception {
        repository.commit("main", "ann", "First", Map.of("Jenkinsfile", jenkinsfile.replace("LATER", label)));
        repository.forcePush("feature", repository.tip("main").orElseThrow());
        repository.commit("feature", "ann", "Second", Map.of("b", "b"));
        request = clients.codeCommit(author)
                .createPullRequest(
                        call -> call.title("Change").targets(target -> target.repositoryName(repository.name())
                                .sourceReference("feature")
                                .destinationReference("main")))
                .join()
                .pullRequest()
                .pullRequestId();
        project = jenkins.createProject(WorkflowMultiBranchProject.class, repository.name());
        CodeCommitSCMSource source = new CodeCommitSCMSource(repository.name());
        source.setConnection("local");
        source.setTraits(List.of(new PullRequestDiscoveryTrait(revision), report));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
    }

    private static ReportTrait approving() {
        ReportTrait trait = new ReportTrait();
        trait.setApprove(true);
        return trait;
    }

    private WorkflowJob job(String suffix) {
        return project.getItem("PR-" + request + suffix);
    }

    /** Until the report of a job's build says something. */
    private void awaitReport(String suffix, int build, String text) {
        eventually(() -> {
            Run<?, ?> run = job(suffix) == null ? null : job(suffix).getBuildByNumber(build);
            ReportAction report = run == null ? null : run.getAction(ReportAction.class);
            return report != null && report.isEnded() && report.getText().contains(text);
        });
    }

    private List<ApprovalState> approvals() {
        String revision = clients.codeCommit(author)
                .getPullRequest(call -> call.pullRequestId(request))
                .join()
                .pullRequest()
                .revisionId();
        return clients
                .codeCommit(author)
                .getPullRequestApprovalStates(
                        call -> call.pullRequestId(request).revisionId(revision))
                .join()
                .approvals()
                .stream()
                .map(Approval::approvalState)
                .filter(ApprovalState.APPROVE::equals)
                .toList();
    }

    private void awaitOneThatWaits() {
        eventually(() -> java.util.stream.Stream.of(jenkins.jenkins.getQueue().getItems())
                .anyMatch(item -> item.getAssignedLabel() != null
                        && item.getAssignedLabel().getName().equals(label)));
    }

    @Test
    void successApprovesTheCommitThatWasBuiltAndFailureRevokesThat() throws Exception {
        open("if (currentBuild.number == 2) { error 'broken' }", PullRequestDiscoveryTrait.HEAD, approving());
        awaitReport("", 1, "It is approved.");
        assertThat(approvals()).containsExactly(ApprovalState.APPROVE);

        job("").scheduleBuild2(0);

        awaitReport("", 2, "Its approval is revoked.");
        assertThat(approvals()).isEmpty();
    }

    @Test
    void whatIsPushedDuringABuildIsNotApprovedByIt() throws Exception {
        open("node('LATER') { echo 'built' }", PullRequestDiscoveryTrait.HEAD, approving());
        awaitOneThatWaits();
        repository.commit("feature", "ann", "Not built", Map.of("b", "c"));
        jenkins.createOnlineSlave(Label.get(label));

        awaitReport("", 1, "changed meanwhile");

        assertThat(approvals()).isEmpty();
    }

    @Test
    void whatIsPushedBeforeTheStepThatApprovesIsNotApprovedByIt() throws Exception {
        open(
                "node('LATER') { codeCommitComment text: 'Tests passed', approval: 'approve' }",
                PullRequestDiscoveryTrait.MERGE,
                new ReportTrait());
        awaitOneThatWaits();
        repository.commit("feature", "ann", "Not built", Map.of("b", "c"));
        jenkins.createOnlineSlave(Label.get(label));

        awaitReport("", 1, "was told of this build");

        jenkins.assertLogContains("was changed meanwhile", job("").getBuildByNumber(1));
        assertThat(approvals()).isEmpty();
    }

    @Test
    void builtAsItIsAndMergedItIsApprovedOnceBothSucceeded() throws Exception {
        open(
                "if (env.JOB_NAME.endsWith('-merge')) { node('LATER') { echo 'merged' } }",
                PullRequestDiscoveryTrait.BOTH,
                approving());
        awaitReport("-head", 1, "once PR-" + request + "-merge has built the same commit");
        assertThat(approvals()).isEmpty();

        jenkins.createOnlineSlave(Label.get(label));

        awaitReport("-merge", 1, "It is approved.");
        assertThat(approvals()).containsExactly(ApprovalState.APPROVE);
    }

    @Test
    void aSuccessDoesNotApproveWhatTheOtherProjectFailedToBuild() throws Exception {
        open(
                "if (env.JOB_NAME.endsWith('-merge')) { error 'broken' } else { node('LATER') { echo 'built' } }",
                PullRequestDiscoveryTrait.BOTH,
                approving());
        awaitReport("-merge", 1, "Its approval is revoked.");
        jenkins.createOnlineSlave(Label.get(label));

        awaitReport("-head", 1, "Its approval is revoked.");

        assertThat(approvals()).isEmpty();
    }
}
