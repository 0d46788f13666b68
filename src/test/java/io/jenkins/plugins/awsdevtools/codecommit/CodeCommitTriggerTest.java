package io.jenkins.plugins.awsdevtools.codecommit;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.awsdevtools.codebuild.CodeBuildBuilder;
import io.jenkins.plugins.awsdevtools.codebuild.CodeBuildStep;
import io.jenkins.plugins.awsdevtools.connection.AwsConnections;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.EventQueueMonitor;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Push;
import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import io.jenkins.plugins.awsdevtools.trigger.TicketedTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CodeCommitTriggerTest {

    private static JenkinsRule jenkins;

    private final LocalAws aws = LocalAws.start();
    private GitRepository shop;

    @BeforeAll
    static void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void connect() throws Exception {
        LocalConnection.configure(aws);
        shop = aws.codeCommit().createRepository("eu-west-1", "shop");
        shop.commit("main", "Open", "a.txt");
    }

    @AfterEach
    void leave() throws Exception {
        for (Item item : jenkins.jenkins.getItems()) {
            item.delete();
        }
        jenkins.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
        AwsConnections.get().getConnections().forEach(connection -> connection.setEventQueue(null));
        AwsConnections.get().save();
        aws.close();
    }

    private static CodeCommitTrigger trigger() {
        CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
        trigger.setBranches("main");
        trigger.setPollSeconds(5);
        return trigger;
    }

    private static FreeStyleProject freestyle(CodeCommitTrigger trigger) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        trigger.start(job, true);
        job.addTrigger(trigger);
        return job;
    }

    private static String log(hudson.model.Job<?, ?> job) {
        return CodeCommitTriggers.get().log(job).text();
    }

    private static void poll(hudson.model.Job<?, ?> job) {
        CodeCommitTriggers.get().running(job).poll();
    }

    @Test
    void aPushBuildsAFreestyleJobThatHandsTheExactCommitToCodeBuild() throws Exception {
        aws.codeBuild()
                .createProject(
                        "eu-west-1", "site", "version: 0.2\nphases:\n  build:\n    commands:\n      - echo built\n");
        FreeStyleProject job = freestyle(trigger());
        CodeBuildStep step = new CodeBuildStep("site");
        step.setSourceVersion("$CODECOMMIT_COMMIT");
        job.getBuildersList().add(new CodeBuildBuilder(step));
        eventually(() -> log(job).contains("first time"));
        String commit = shop.commit("main", "Ada Lovelace", "Fix the <b>door</b>", Map.of("b.txt", "1"));
        poll(job);
        eventually(() -> job.getLastBuild() != null && !job.getLastBuild().isBuilding());
        FreeStyleBuild build = job.getLastBuild();
        assertThat(build.getCause(CodeCommitPushCause.class).getShortDescription())
                .isEqualTo(
                        "Push to main of shop by Ada Lovelace: Fix the <b>door</b> (" + commit.substring(0, 8) + ")");
        assertThat(build.getEnvironment(hudson.model.TaskListener.NULL))
                .containsEntry("CODECOMMIT_COMMIT", commit)
                .containsEntry("CODECOMMIT_BRANCH", "main");
        String started = aws.codeBuild().builds().get(0);
        assertThat(aws.codeBuild().build(started).path("sourceVersion").asText())
                .isEqualTo(commit);
        assertThat(aws.calls().count("codecommit:GitPull"))
                .as("nothing is cloned")
                .isZero();
        HtmlPage page = jenkins.createWebClient().getPage(build);
        assertThat(page.getWebResponse().getContentAsString())
                .contains("/codesuite/codecommit/repositories/shop/commit/" + commit)
                .contains("Fix the &lt;b>door&lt;/b>")
                .doesNotContain("<b>door</b>");
    }

    @Test
    void declarativeAndPropertiesConfigureIt() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "declarative");
        job.setDefinition(new CpsFlowDefinition("""
            pipeline {
              agent none
              triggers { codeCommit(repository: 'shop', branches: 'main', pollSeconds: 5) }
              stages { stage('One') { steps { echo "at ${env.CODECOMMIT_COMMIT} of ${env.CODECOMMIT_BRANCH}" } } }
            }
            """, true));
        jenkins.buildAndAssertSuccess(job);
        eventually(() -> log(job).contains("first time"));
        shop.forcePush("topic", shop.tip("main").orElseThrow());
        String first = shop.commit("topic", "One", "b.txt");
        String commit = shop.commit("topic", "Two", "b.txt");
        shop.forcePush("main", commit); // both at once, whenever the branch is read
        poll(job);
        eventually(
                () -> job.getLastBuild().getNumber() == 2 && !job.getLastBuild().isBuilding());
        WorkflowRun run = job.getLastBuild();
        jenkins.assertLogContains("at " + commit + " of main", run);
        jenkins.assertLogContains("Push to main of shop", run);
        assertThat(run.getAction(CodeCommitPushAction.class).getCommits())
                .extracting(CodeCommitPushAction.Commit::getId)
                .containsExactly(commit, first);
        WorkflowJob scripted = jenkins.createProject(WorkflowJob.class, "scripted");
        scripted.setDefinition(new CpsFlowDefinition(
                "properties([pipelineTriggers([codeCommit(repository: 'shop', branches: 'release/*')])])", true));
        jenkins.buildAndAssertSuccess(scripted);
        assertThat(CodeCommitTriggers.get().of(scripted).getBranches()).isEqualTo("release/*");
    }

    @Test
    void theExamplesOfTheDocumentationRun() throws Exception {
        aws.codeBuild()
                .createProject(
                        "eu-west-1", "shop", "version: 0.2\nphases:\n  build:\n    commands:\n      - echo built\n");
        var examples = java.util.regex.Pattern.compile("```groovy\n(.*?)```", java.util.regex.Pattern.DOTALL)
                .matcher(java.nio.file.Files.readString(java.nio.file.Path.of("docs/code-commit.md")));
        int run = 0;
        while (examples.find()) {
            if (examples.group(1).contains("codeCommit(")) {
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "example-" + ++run);
                job.setDefinition(new CpsFlowDefinition(examples.group(1), true));
                jenkins.buildAndAssertSuccess(job);
                assertThat(CodeCommitTriggers.get().of(job).getRepository()).isEqualTo("shop");
            }
        }
        assertThat(run).isEqualTo(2);
    }

    @Test
    void aParameterWithTheNameOfAVariableGetsItsValue() throws Exception {
        FreeStyleProject job = freestyle(trigger());
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("CODECOMMIT_COMMIT", "main"),
                new StringParameterDefinition("OTHER", "default")));
        eventually(() -> log(job).contains("first time"));
        String commit = shop.commit("main", "One", "b.txt");
        poll(job);
        eventually(() -> job.getLastBuild() != null && !job.getLastBuild().isBuilding());
        var parameters = job.getLastBuild().getAction(hudson.model.ParametersAction.class);
        assertThat(parameters.getParameter("CODECOMMIT_COMMIT").getValue()).isEqualTo(commit);
        assertThat(parameters.getParameter("OTHER").getValue()).isEqualTo("default");
    }

    @Test
    void thePollingLogIsForThoseWhoMayReadTheJobsConfiguration() throws Exception {
        FreeStyleProject job = freestyle(trigger());
        eventually(() -> log(job).contains("first time"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        HtmlPage page = jenkins.createWebClient().login("admin").getPage(job, "codecommit-polling");
        assertThat(page.asNormalizedText()).contains("Saw branch main for the first time");
        JenkinsRule.WebClient reader = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        reader.login("reader");
        assertThat(reader.getPage(job, "codecommit-polling").getWebResponse().getStatusCode())
                .isEqualTo(403);
        PollingPage action = new PollingPage(job);
        try (ACLContext as = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(action.getIconFileName()).isNull();
            assertThatThrownBy(action::doPoll).isInstanceOf(AccessDeniedException3.class);
        }
    }

    @Test
    void aQueueThatMayNotBeReadIsSaidByTheMonitorWithThePermission() throws Exception {
        aws.sqs().createEventQueue("eu-west-1", "jenkins", aws.events(), Set.of());
        aws.faults().deny("sqs:ReceiveMessage", Faults.ANYONE);
        AwsConnections.get().getConnections().get(0).setEventQueue("jenkins");
        AwsConnections.get().save();
        EventQueueMonitor monitor =
                jenkins.jenkins.getExtensionList(EventQueueMonitor.class).get(0);
        eventually(monitor::isActivated);
        assertThat(monitor.getTroubles().get(0).getText()).contains("sqs:ReceiveMessage");
    }

    @Test
    void jobsThatWatchTheSameBranchShareOneCall() throws Exception {
        shop.forcePush("b1", shop.tip("main").orElseThrow());
        List<FreeStyleProject> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CodeCommitTrigger trigger = trigger();
            trigger.setBranches(i % 2 == 0 ? "main" : "b1");
            trigger.setPollSeconds(3600);
            jobs.add(freestyle(trigger));
        }
        eventually(() -> jobs.stream().allMatch(job -> log(job).contains("first time")));
        // Who comes during a reading has the branch read once more: the first of these is read with that, the second
        // after it.
        for (String last : List.of("last1", "last2")) {
            shop.forcePush(last, shop.tip("main").orElseThrow());
            CodeCommitTrigger trigger = trigger();
            trigger.setBranches(last);
            trigger.setPollSeconds(3600);
            FreeStyleProject job = freestyle(trigger);
            eventually(() -> log(job).contains("first time"));
        }
        aws.calls().clear();
        shop.commit("main", "Push", "b.txt");
        AwsRuntime.get().watcher().nudgeAll();
        eventually(() -> jobs.stream().filter(job -> job.getLastBuild() != null).count() == 10);
        jenkins.waitUntilNoActivity();
        assertThat(aws.calls().count("codecommit:GetBranch")).isLessThanOrEqualTo(2 + 2);
        assertThat(jobs).allSatisfy(job -> assertThat(job.getNextBuildNumber()).isLessThanOrEqualTo(2));
    }

    @Test
    void aJobThatIsDisabledWhileItsPushIsReadIsBuiltOnceWhenItIsEnabled() throws Exception {
        FreeStyleProject job = freestyle(trigger());
        eventually(() -> log(job).contains("first time"));
        aws.faults().stall("codecommit:BatchGetCommits", 1, Duration.ofHours(1));
        shop.commit("main", "One", "b.txt");
        poll(job);
        eventually(() -> aws.calls().count("codecommit:BatchGetCommits") == 1);
        job.disable();
        aws.faults().releaseStalled();
        eventually(() -> log(job).contains("pushes wait"));
        job.enable();
        poll(job);
        eventually(() -> job.getLastBuild() != null);
        jenkins.waitUntilNoActivity();
        assertThat(job.getNextBuildNumber()).isEqualTo(2);
    }

    @Test
    void aJobThatIsDisabledTakesNoBuildAndSaysSo() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        TicketedTarget<Push> target = new TicketedTarget<>(
                job, CodeCommitTriggers.get().log(job), CodeCommitPushCause::new, CodeCommitPushAction::new);
        Push push = new Push("1", "eu-west-1", "shop", "main", "b".repeat(40), "a".repeat(40), List.of(), true, false);
        job.disable();
        assertThat(target.schedule(push)).isFalse();
        job.enable();
        assertThat(target.schedule(push)).isTrue();
        jenkins.waitUntilNoActivity();
        assertThat(target.isBegun("1")).isTrue();
    }

    @Test
    void allTriggersAreMadeInOnePlaceSoThatThoseOfAJobWorkInTurn() {
        assertThat(CodeCommitTriggers.get().pushes())
                .isSameAs(CodeCommitTriggers.get().pushes());
    }

    @Test
    void aConnectionThatIsNotThereIsSaidAndTheTriggerIsNotEnded() throws Exception {
        CodeCommitTrigger trigger = trigger();
        trigger.setConnection("nowhere");
        FreeStyleProject job = freestyle(trigger);
        eventually(() -> log(job).contains("nowhere"));
    }

    @Test
    void eventsStartTheJobAtOnceAndAMonitorTellsOfALostQueue() throws Exception {
        aws.sqs().createEventQueue("eu-west-1", "jenkins", aws.events(), Set.of());
        AwsConnections.get().getConnections().get(0).setEventQueue("jenkins");
        AwsConnections.get().save();
        CodeCommitTrigger trigger = trigger();
        trigger.setPollSeconds(3600);
        FreeStyleProject job = freestyle(trigger);
        eventually(() -> log(job).contains("first time"));
        eventually(() -> AwsRuntime.get().events().health().values().stream().allMatch(health -> health.isHealthy()));
        shop.commit("main", "One", "b.txt");
        eventually(() -> job.getLastBuild() != null);
        EventQueueMonitor monitor =
                jenkins.jenkins.getExtensionList(EventQueueMonitor.class).get(0);
        assertThat(monitor.isActivated()).isFalse();
        aws.sqs().deleteQueue("eu-west-1", "jenkins");
        eventually(monitor::isActivated);
        HtmlPage page = jenkins.createWebClient().goTo("manage");
        assertThat(page.asNormalizedText()).contains("Events of AWS do not arrive");
        aws.sqs().createQueue("eu-west-1", "jenkins");
        eventually(() -> !monitor.isActivated());
        shop.commit("main", "Two", "b.txt");
        eventually(() -> job.getLastBuild().getNumber() == 2);
        Cause cause = job.getLastBuild().getCauses().get(0);
        assertThat(((CodeCommitPushCause) cause).getTitle()).isEqualTo("Two");
    }
}
