package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import software.amazon.awssdk.services.codecommit.model.Comment;

class MultibranchRestartTest {

    private static final String PROJECT = "shop";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalAws aws = LocalAws.start();
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), Runnable::run);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private GitRepository repository(String jenkinsfile) {
        GitRepository shop = aws.codeCommit().createRepository("eu-west-1", PROJECT);
        shop.commit("main", "ann", "First", Map.of("Jenkinsfile", jenkinsfile));
        shop.forcePush("feature", shop.tip("main").orElseThrow());
        shop.commit("feature", "ann", "Second", Map.of("b", "b"));
        return shop;
    }

    private String pullRequest() {
        return clients.codeCommit(TestAccess.root(aws))
                .createPullRequest(call -> call.title("Change").targets(target -> target.repositoryName(PROJECT)
                        .sourceReference("feature")
                        .destinationReference("main")))
                .join()
                .pullRequest()
                .pullRequestId();
    }

    private List<String> said(String request) {
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

    private WorkflowMultiBranchProject create(JenkinsRule jenkins) throws Exception {
        LocalConnection.configure(aws);
        jenkins.jenkins.setQuietPeriod(0);
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, PROJECT);
        CodeCommitSCMSource source = new CodeCommitSCMSource(PROJECT);
        source.setId("source");
        source.setTraits(List.of(
                new BranchDiscoveryTrait(BranchDiscoveryTrait.WITHOUT_PULL_REQUEST),
                new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.HEAD),
                new ReportTrait()));
        project.getSourcesList().add(new BranchSource(source));
        return project;
    }

    private static WorkflowJob job(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(PROJECT + "/" + name, WorkflowJob.class);
    }

    @Test
    void aBuildThatRunsAcrossARestartEndsInTheCommentOfItsBeginning() throws Throwable {
        repository("node('later') { echo 'built' }");
        String name = "PR-" + pullRequest();
        String request = name.substring("PR-".length());
        sessions.then(jenkins -> {
            create(jenkins).scheduleBuild2(0).getFuture().get();
            eventually(() ->
                    said(request).size() == 1 && jenkins.jenkins.getQueue().getItems().length == 2);
        });
        sessions.then(jenkins -> {
            jenkins.createOnlineSlave(Label.get("later"));
            eventually(() -> said(request).get(0).startsWith("**SUCCESS**"));
            jenkins.waitUntilNoActivity();
            assertThat(said(request)).hasSize(1);
            assertThat(job(jenkins, name).getBuilds()).hasSize(1);
        });
    }

    @Test
    void aReportThatWasUnderWayWhenJenkinsStoppedIsMadeAfterTheStart() throws Throwable {
        repository("echo 'built'");
        String name = "PR-" + pullRequest();
        String request = name.substring("PR-".length());
        sessions.then(jenkins -> {
            aws.faults().stall("codecommit:UpdateComment", 1, Duration.ofHours(1));
            create(jenkins).scheduleBuild2(0).getFuture().get();
            eventually(() -> aws.calls().count("codecommit:UpdateComment") == 1);
            assertThat(said(request)).singleElement().asString().doesNotStartWith("**SUCCESS**");
        });
        sessions.then(jenkins -> {
            eventually(() -> said(request).get(0).startsWith("**SUCCESS**"));
            assertThat(said(request)).hasSize(1);
            eventually(() -> job(jenkins, name)
                    .getLastBuild()
                    .getAction(ReportAction.class)
                    .isEnded());
        });
    }

    @Test
    void aPushWhileJenkinsWasDownIsBuiltOnceAndWhatWasBuiltIsNot() throws Throwable {
        GitRepository shop = repository("echo 'built'");
        String name = "PR-" + pullRequest();
        sessions.then(jenkins -> {
            create(jenkins).scheduleBuild2(0).getFuture().get();
            jenkins.waitUntilNoActivity();
        });
        shop.commit("main", "ann", "While Jenkins was down", Map.of("c", "c"));
        sessions.then(jenkins -> {
            WorkflowMultiBranchProject project =
                    jenkins.jenkins.getItemByFullName(PROJECT, WorkflowMultiBranchProject.class);
            for (int i = 0; i < 2; i++) {
                project.scheduleBuild2(0).getFuture().get();
                jenkins.waitUntilNoActivity();
            }
            assertThat(job(jenkins, "main").getBuilds()).hasSize(2);
            assertThat(job(jenkins, name).getBuilds()).hasSize(1);
        });
    }
}
