package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.tasks.junit.TestResultAction;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What a Jenkins build shows of its CodeBuild builds: phases, attempts, groups, tests, coverage, what is billed. */
class CodeBuildPageTest extends ConnectedJenkins {

    private static final String REGION = "eu-west-1";
    private static final String REPORTS = """
        version: 0.2
        phases:
          build:
            commands:
              - (echo '<testsuite name="s">'; seq 1 9999 | sed 's|.*|<testcase classname="a.B" name="t&"/>|';
                echo '<testcase classname="a.B" name="bad"><failure message="no"/></testcase></testsuite>') > t.xml
              - echo '<coverage><class filename="A.java"><line number="1" hits="1"/><line number="2" hits="0"/></class></coverage>' > c.xml
        reports:
          unit:
            files: [t.xml]
          cover:
            files: [c.xml]
            file-format: COBERTURAXML
        """;
    private static final String GROUPS = """
        version: 0.2
        batch:
          build-graph:
            - identifier: compile
              env: {variables: {TASK: compile}}
            - identifier: test
              env: {variables: {TASK: test}}
              depend-on: [compile]
            - identifier: pack
              env: {variables: {TASK: pack}}
              depend-on: [compile]
            - identifier: publish
              env: {variables: {TASK: publish}}
              depend-on: [test, pack]
        phases:
          build:
            commands:
              - test $TASK != test
        """;
    private String project;

    @BeforeEach
    void nameProject() {
        project = "project-" + UUID.randomUUID();
        aws.faults().clear();
        aws.calls().clear();
    }

    private static HtmlPage page(WorkflowRun run) throws Exception {
        return jenkins.createWebClient().getPage(run, "aws");
    }

    @Test
    void tenThousandTestsBecomeTestResultsWithAHundredAndOneCallsAndCoverageIsOnThePage() throws Exception {
        aws.codeBuild().createProject(REGION, project, REPORTS);
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("codeBuild '" + project + "'"));
        TestResultAction results = run.getAction(TestResultAction.class);
        assertThat(results.getTotalCount()).isEqualTo(10_000);
        assertThat(results.getFailCount()).isEqualTo(1);
        assertThat(results.getFailedTests().get(0).getFullName()).isEqualTo("a.B.bad");
        assertThat(aws.calls().count("codebuild:BatchGetReports") + aws.calls().count("codebuild:DescribeTestCases"))
                .isEqualTo(101);
        assertThat(page(run).asNormalizedText())
                .contains("Tests: " + project + "-unit", "10000 (1 failed, 0 skipped)")
                .contains("Coverage: " + project + "-cover", "lines 50.0 % (1 of 2)")
                .contains("Billed", "1 min BUILD_GENERAL1_SMALL");
    }

    @Test
    void aReportThatIsDeletedBeforeItIsReadIsNamedAndFailsNothing() throws Exception {
        aws.codeBuild().createProject(REGION, project, REPORTS.replace("9999", "9"));
        aws.faults().stall("codebuild:BatchGetReports", 1, Duration.ofMinutes(5));
        WorkflowRun run =
                pipeline("codeBuild '" + project + "'").scheduleBuild2(0).waitForStart();
        aws.calls().await("codebuild:BatchGetReports", 1);
        List<String> unit = aws.codeBuild().reports().groups(REGION).stream()
                .filter(arn -> arn.endsWith(project + "-unit"))
                .toList();
        unit.forEach(aws.codeBuild().reports()::deleteGroup);
        aws.faults().releaseStalled();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(unit).hasSize(1);
        assertThat(JenkinsRule.getLog(run)).containsPattern("The report \\S*" + project + "-unit\\S* was deleted");
        assertThat(page(run).asNormalizedText()).contains("lines 50.0 %");
    }

    @Test
    void eachAttemptIsShownWithItsPhasesTimesAndWhatIsBilled() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        WorkflowRun run = pipeline("codeBuild project: '" + project + "', retries: 1")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().awaitExecuted("codebuild:StartBuild", 1);
        aws.codeBuild().fail(attempts().get(0), "PROVISIONING", "FAULT", "INTERNAL_ERROR", "no capacity");
        aws.calls().awaitExecuted("codebuild:RetryBuild", 1);
        aws.codeBuild().finish(attempts().get(1), "SUCCEEDED");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Attempt 2 of 2", run);
        assertThat(page(run).asNormalizedText())
                .contains(project + " #2", "Attempt 1", project + " #1: FAULT", "no capacity")
                .contains("PROVISIONING", "Succeeded")
                .contains("In the queue", "Provisioning", "Building")
                .contains("Compute type", "BUILD_GENERAL1_SMALL", "Billed");
    }

    @Test
    void thePicturesAreServedByThemselvesForThePageToReadAgainUntilTheBuildIsOver() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        WorkflowRun run =
                pipeline("codeBuild '" + project + "'").scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(project + " #1 started", run);
        await().atMost(1, TimeUnit.MINUTES).until(() -> pictures(run).contains("<td>SUBMITTED</td>"));
        assertThat(pictures(run)).contains("data-running=\"true\"").doesNotContain("<html", "<head");
        aws.codeBuild().finish(attempts().get(0), "SUCCEEDED");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(pictures(run)).contains("data-running=\"false\"", "Succeeded");
    }

    private static String pictures(WorkflowRun run) throws Exception {
        return jenkins.createWebClient()
                .goTo(run.getUrl() + "aws/body", "text/html")
                .getWebResponse()
                .getContentAsString();
    }

    @Test
    void anOpenPageShowsByItselfWhatBeginsLaterAndThatTheBuildIsOver() throws Exception {
        aws.codeBuild().createScripted(REGION, project);
        aws.codeBuild().createScripted(REGION, project + "-later");
        WorkflowRun run = pipeline("codeBuild '" + project + "'\ncodeBuild '" + project + "-later'")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage(project + " #1 started", run);
        await().atMost(1, TimeUnit.MINUTES).until(() -> pictures(run).contains(project + " #1"));
        HtmlPage page = page(run);
        assertThat(shown(page, "textContent")).contains(project + " #1").doesNotContain("-later");
        aws.codeBuild().finish(attempts().get(0), "SUCCEEDED");
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> shown(page, "textContent").contains(project + "-later #1"));
        assertThat(shown(page, "innerHTML")).contains("data-running=\"true\"");
        aws.codeBuild().finish(attempts().get(1), "SUCCEEDED");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        await().atMost(1, TimeUnit.MINUTES).until(() -> shown(page, "innerHTML").contains("data-running=\"false\""));
    }

    /** Of the pictures, as the scripts of the page see it: none of them changes it meanwhile. */
    private static String shown(HtmlPage page, String property) {
        return page.executeJavaScript("document.getElementById('aws-flows')." + property)
                .getJavaScriptResult()
                .toString();
    }

    private List<String> attempts() {
        return aws.codeBuild().builds().stream()
                .filter(id -> id.startsWith(project))
                .toList();
    }

    @Test
    void aBatchIsDrawnAsItsGroupsAndWhatTheyDependOn() throws Exception {
        aws.codeBuild().createBatchProject(REGION, project, GROUPS);
        WorkflowRun run =
                jenkins.buildAndAssertSuccess(pipeline("codeBuildBatch project: '" + project + "', propagate: false"));
        HtmlPage page = page(run);
        assertThat(page.querySelectorAll(".aws-flow__graph svg .aws-flow__edge"))
                .hasSize(4);
        assertThat(statuses(page))
                .containsExactlyInAnyOrder(
                        "DOWNLOAD_SOURCE: Succeeded",
                        "compile: Succeeded",
                        "test: Failed",
                        "pack: Succeeded",
                        "publish: Stopped");
        assertThat(page.asNormalizedText()).contains(project + " batch #1", "exit status 1", "Billed");
        assertThat(JenkinsRule.getLog(run))
                .containsPattern("(?m)^ *compile +SUCCEEDED")
                .containsPattern("(?m)^ *publish +not run");
    }

    private static List<String> statuses(HtmlPage page) {
        return page.querySelectorAll(".aws-flow__graph svg .aws-flow__node title").stream()
                .map(DomNode::getTextContent)
                .toList();
    }

    @Test
    void thePageTakesEveryColourFromTheThemeSoThatItIsReadableLightAndDark() throws Exception {
        String style = jenkins.createWebClient()
                .goTo("plugin/aws-developer-tools/flow.css", "text/css")
                .getWebResponse()
                .getContentAsString();
        List<String> colours = style.lines()
                .map(String::trim)
                .filter(line -> line.matches("(color|background|fill|stroke|border|border-color):.*"))
                .toList();
        assertThat(colours).isNotEmpty().allMatch(line -> line.contains("var(--") || line.endsWith(": none;"));
        assertThat(style).doesNotContain("#", "rgb", "hsl");
    }
}
