package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy;
import hudson.model.Item;
import io.jenkins.plugins.awsdevtools.connection.AwsConnection;
import io.jenkins.plugins.awsdevtools.connection.AwsConnections;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.events.AwsEvent;
import io.jenkins.plugins.awsdevtools.engine.events.QueueHealth;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.branch.Branch;
import jenkins.branch.BranchSource;
import jenkins.branch.OrganizationFolder;
import jenkins.plugins.git.GitBranchSCMHead;
import jenkins.scm.api.SCMEvent;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.metadata.ContributorMetadataAction;
import jenkins.scm.api.metadata.ObjectMetadataAction;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait;
import jenkins.scm.impl.trait.WildcardSCMSourceFilterTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MultibranchTest {

    private static final String JENKINSFILE = "node { checkout scm\n echo \"read ${readFile('file.txt')}\" }";

    private static JenkinsRule jenkins;
    private static LocalAws aws;
    private static AwsClients clients;
    private static int count;

    private GitRepository repository;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        aws = LocalAws.start();
        clients = new AwsClients(Clock.systemUTC(), Runnable::run);
        LocalConnection.configure(aws);
        rule.jenkins.setQuietPeriod(0);
    }

    @AfterAll
    static void stop() {
        clients.close();
        aws.close();
    }

    @BeforeEach
    void createRepository() {
        repository = aws.codeCommit().createRepository("eu-west-1", "shop" + ++count);
        repository.commit("main", "ann", "First", Map.of("Jenkinsfile", JENKINSFILE, "file.txt", "main"));
    }

    private void branch(String name, Map<String, String> files) {
        repository.forcePush(name, repository.tip("main").orElseThrow());
        repository.commit(name, "bob", "On " + name, files);
    }

    private String pullRequest(String source, String title) {
        return clients.codeCommit(TestAccess.root(aws))
                .createPullRequest(
                        request -> request.title(title).targets(target -> target.repositoryName(repository.name())
                                .sourceReference(source)
                                .destinationReference("main")))
                .join()
                .pullRequest()
                .pullRequestId();
    }

    private WorkflowMultiBranchProject project(SCMSourceTrait... traits) throws Exception {
        WorkflowMultiBranchProject project =
                jenkins.createProject(WorkflowMultiBranchProject.class, "project-" + repository.name());
        CodeCommitSCMSource source = new CodeCommitSCMSource(repository.name());
        source.setConnection("local");
        source.setTraits(List.of(traits));
        project.getSourcesList().add(new BranchSource(source));
        project.setOrphanedItemStrategy(new DefaultOrphanedItemStrategy(true, "", ""));
        return project;
    }

    private static String index(WorkflowMultiBranchProject project) throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        java.io.ByteArrayOutputStream log = new java.io.ByteArrayOutputStream();
        project.getIndexing().writeWholeLogTo(log);
        return log.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void branchesTagsAndPullRequestsAreFoundAndBuilt() throws Exception {
        branch("feature", Map.of("file.txt", "feature"));
        branch("plain", Map.of("other.txt", "x"));
        String request = pullRequest("feature", "Add a feature");
        repository.commit("main", "ann", "Beside it", Map.of("beside.txt", "y"));
        WorkflowMultiBranchProject project = project(
                new BranchDiscoveryTrait(BranchDiscoveryTrait.WITHOUT_PULL_REQUEST),
                new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.BOTH),
                new TagDiscoveryTrait());

        String log = index(project);

        assertThat(project.getItems().stream().map(Item::getName))
                .as(log)
                .containsExactlyInAnyOrder("main", "plain", "PR-" + request + "-merge", "PR-" + request + "-head");
        WorkflowRun merged = project.getItem("PR-" + request + "-merge").getLastBuild();
        jenkins.assertBuildStatusSuccess(merged);
        jenkins.assertLogContains("read feature", merged);
        jenkins.assertLogContains("Merge succeeded", merged);
        WorkflowRun head = project.getItem("PR-" + request + "-head").getLastBuild();
        jenkins.assertBuildStatusSuccess(head);
        jenkins.assertLogContains("read feature", head);
        jenkins.assertLogContains("Obtained Jenkinsfile", head);
        jenkins.assertLogContains("read main", project.getItem("main").getLastBuild());
        WorkflowJob job = project.getItem("PR-" + request + "-head");
        assertThat(job.getAction(ObjectMetadataAction.class).getObjectDisplayName())
                .isEqualTo("Add a feature");
        assertThat(job.getAction(ObjectMetadataAction.class).getObjectUrl())
                .startsWith("https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/")
                .contains("/pull-requests/" + request);
        assertThat(job.getAction(ContributorMetadataAction.class).getContributor())
                .isEqualTo("root");
    }

    @Test
    void threeHundredBranchesAndFiftyPullRequestsCostTheDocumentedCalls() throws Exception {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < 299; i++) {
            repository.forcePush("branch-" + i, repository.tip("main").orElseThrow());
        }
        for (int i = 0; i < 50; i++) {
            repository.commit("branch-" + i, "bob", "Change " + i, Map.of("file.txt", "change " + i));
            requests.add(pullRequest("branch-" + i, "Request " + i));
        }
        aws.codeCommit().pageSize(20);
        SCMSource source = project(
                        new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL),
                        new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.HEAD))
                .getSCMSources()
                .get(0);
        aws.calls().clear();

        assertThat(source.fetch(
                                (probe, listener) -> probe.stat("Jenkinsfile").getType() == SCMFile.Type.REGULAR_FILE,
                                SCMHeadObserver.collect(),
                                hudson.model.TaskListener.NULL)
                        .result())
                .hasSize(350);
        assertThat(aws.calls().count("codecommit:GitPull")).isEqualTo(1);
        assertThat(aws.calls().count("codecommit:ListPullRequests")).isEqualTo(3);
        assertThat(aws.calls().count("codecommit:GetPullRequest")).isEqualTo(50);
        assertThat(aws.calls().count("codecommit:GetFolder")).isEqualTo(51);

        aws.calls().clear();
        source.fetch(
                (probe, listener) -> probe.stat("Jenkinsfile").getType() == SCMFile.Type.REGULAR_FILE,
                SCMHeadObserver.collect(),
                hudson.model.TaskListener.NULL);
        aws.codeCommit().pageSize(100);

        assertThat(aws.calls().count("codecommit:GitPull")).isEqualTo(1);
        assertThat(aws.calls().count("codecommit:ListPullRequests")).isEqualTo(3);
        assertThat(aws.calls().all()).hasSize(4);
    }

    @Test
    void aPushMovesThePullRequestAndClosingItRemovesTheProject() throws Exception {
        branch("feature", Map.of("file.txt", "one"));
        String request = pullRequest("feature", "Change");
        WorkflowMultiBranchProject project = project(new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.HEAD));
        index(project);
        repository.commit("feature", "bob", "More", Map.of("file.txt", "two"));

        index(project);

        WorkflowJob job = project.getItem("PR-" + request);
        assertThat(job.getLastBuild().getNumber()).isEqualTo(2);
        jenkins.assertLogContains("read two", job.getLastBuild());
        clients.codeCommit(TestAccess.root(aws))
                .updatePullRequestStatus(call -> call.pullRequestId(request).pullRequestStatus("CLOSED"))
                .join();
        index(project);
        assertThat(project.getItem("PR-" + request)).isNull();
    }

    @Test
    void anEventHasOnlyWhatItIsAboutLookedAt() throws Exception {
        WorkflowMultiBranchProject project = project(new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL));
        index(project);
        branch("new", Map.of("file.txt", "new"));
        branch("other", Map.of("file.txt", "other"));

        SCMHeadEvent.fireNow(new RepositoryHeadEvent(
                SCMEvent.Type.CREATED,
                new AwsEvent(
                        "1",
                        aws.accountId(),
                        "eu-west-1",
                        "aws.codecommit",
                        Instant.now(),
                        new AwsEvent.BranchChanged(
                                repository.name(), "new", repository.tip("new").orElseThrow(), false))));

        eventually(
                () -> project.getItem("new") != null && project.getItem("new").getLastBuild() != null);
        jenkins.waitUntilNoActivity();
        jenkins.assertLogContains("read new", project.getItem("new").getLastBuild());
        assertThat(project.getItem("other")).isNull();
    }

    @Test
    void pushesAndPullRequestsAreHeardOfThroughTheEventQueue() throws Exception {
        WorkflowMultiBranchProject project = project(
                new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL),
                new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.HEAD));
        index(project);
        aws.sqs().createEventQueue("eu-west-1", "multibranch", aws.events(), Set.of());
        AwsConnection connection = AwsConnections.get().getConnections().get(0);
        connection.setEventQueue("multibranch");
        AwsConnections.get().save();
        try {
            eventually(
                    () -> AwsRuntime.get().events().health().values().stream().anyMatch(QueueHealth::isHealthy));
            branch("topic", Map.of("file.txt", "one"));
            eventually(() -> project.getItem("topic") != null);
            String request = "PR-" + pullRequest("topic", "Change");
            eventually(() ->
                    project.getItem(request) != null && project.getItem(request).getLastBuild() != null);

            repository.commit("topic", "bob", "More", Map.of("file.txt", "two"));

            eventually(() -> project.getItem(request).getLastBuild().getNumber() == 2);
            jenkins.waitUntilNoActivity();
            jenkins.assertLogContains("read two", project.getItem(request).getLastBuild());
            clients.codeCommit(TestAccess.root(aws))
                    .updatePullRequestStatus(call -> call.pullRequestId(request.substring("PR-".length()))
                            .pullRequestStatus("CLOSED"))
                    .join();
            // The SCM API leaves the removal to the next scan.
            eventually(() -> project.getProjectFactory().getBranch(project.getItem(request)) instanceof Branch.Dead);
            index(project);
            assertThat(project.getItem(request)).isNull();
        } finally {
            connection.setEventQueue(null);
            AwsConnections.get().save();
        }
    }

    @Test
    void aPushedTagIsFoundAndBuiltOnDemand() throws Exception {
        WorkflowMultiBranchProject project = project(new TagDiscoveryTrait());
        index(project);
        repository.tag("v1", repository.tip("main").orElseThrow());

        SCMHeadEvent.fireNow(new RepositoryHeadEvent(
                SCMEvent.Type.CREATED,
                new AwsEvent(
                        "2",
                        aws.accountId(),
                        "eu-west-1",
                        "aws.codecommit",
                        Instant.now(),
                        new AwsEvent.TagChanged(repository.name(), "v1"))));

        eventually(() -> project.getItem("v1") != null);
        jenkins.waitUntilNoActivity();
        assertThat(project.getItem("v1").getLastBuild()).isNull();
        jenkins.assertLogContains("read main", jenkins.buildAndAssertSuccess(project.getItem("v1")));
    }

    @Test
    void filtersOfTheScmApiHold() throws Exception {
        branch("release-1", Map.of("file.txt", "x"));
        branch("wip", Map.of("file.txt", "x"));
        WorkflowMultiBranchProject project = project(
                new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL),
                new WildcardSCMHeadFilterTrait("main release-*", ""));

        index(project);

        assertThat(project.getItems().stream().map(Item::getName)).containsExactlyInAnyOrder("main", "release-1");
    }

    @Test
    void aRepositoryThatIsGoneIsSaidAndItsProjectsStay() throws Exception {
        WorkflowMultiBranchProject project = project(new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL));
        index(project);
        String name = repository.name();
        aws.codeCommit().renameRepository("eu-west-1", name, name + "-renamed");

        String log = index(project);

        assertThat(log).contains("AWS does not know " + name + " in eu-west-1");
        assertThat(project.getItem("main")).isNotNull();
    }

    @Test
    void theProjectsOfADeletedRepositoryStayAndGoOnWhenItIsMadeAnew() throws Exception {
        WorkflowMultiBranchProject project = project(new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL));
        index(project);
        String name = repository.name();
        aws.codeCommit().deleteRepository("eu-west-1", name);

        String log = index(project);

        assertThat(log).contains("AWS does not know " + name + " in eu-west-1");
        assertThat(project.getItem("main").getLastBuild().getNumber()).isEqualTo(1);
        GitRepository anew = aws.codeCommit().createRepository("eu-west-1", name);
        anew.commit("main", "ann", "Anew", Map.of("Jenkinsfile", JENKINSFILE, "file.txt", "anew"));
        index(project);
        WorkflowRun built = project.getItem("main").getLastBuild();
        assertThat(built.getNumber()).isEqualTo(2);
        jenkins.assertBuildStatusSuccess(built);
        jenkins.assertLogContains("read anew", built);
    }

    @Test
    void aRepositoryThatGitMayNotReadIsSaid() throws Exception {
        WorkflowMultiBranchProject project = project(new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL));
        String root = "arn:aws:iam::" + aws.accountId() + ":root";
        aws.faults().deny("codecommit:GitPull", root);
        try {
            assertThat(index(project)).contains("codecommit:GitPull");
        } finally {
            aws.faults().allow("codecommit:GitPull", root);
        }
    }

    @Test
    void filesAreReadWithoutAClone() throws Exception {
        repository.commit("main", "ann", "Nested", Map.of("a/b.txt", "nested"));
        SCMSource source = project().getSCMSources().get(0);
        try (SCMFileSystem files = SCMFileSystem.of(source, new GitBranchSCMHead("main"))) {
            assertThat(files.child("a/b.txt").contentAsString()).isEqualTo("nested");
            assertThat(files.child("a").isDirectory()).isTrue();
            assertThat(files.child("nothing").exists()).isFalse();
            List<String> names = new ArrayList<>();
            for (SCMFile file : files.getRoot().children()) {
                names.add(file.getName());
            }
            assertThat(names).contains("a", "Jenkinsfile", "file.txt");
        }
    }

    @Test
    void anOrganizationFolderHasAProjectForEachRepository() throws Exception {
        aws.codeCommit()
                .createRepository("eu-west-1", "org-a")
                .commit("main", "ann", "First", Map.of("Jenkinsfile", "echo 'a'"));
        aws.codeCommit().createRepository("eu-west-1", "org-b").commit("main", "ann", "First", Map.of("x", "y"));
        OrganizationFolder folder = jenkins.createProject(OrganizationFolder.class, "org");
        CodeCommitSCMNavigator navigator = new CodeCommitSCMNavigator();
        navigator.setConnection("local");
        navigator.setTraits(List.of(
                new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL), new WildcardSCMSourceFilterTrait("org-*", "")));
        folder.getNavigators().add(navigator);

        folder.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();

        assertThat(folder.getItems().stream().map(Item::getName)).containsExactly("org-a");
        assertThat(folder.getItem("org-a").getItem("main")).isNotNull();
    }
}
