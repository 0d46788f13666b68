package io.jenkins.plugins.awsdevtools.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Item;
import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.awsdevtools.approval.Approvals;
import io.jenkins.plugins.awsdevtools.approval.PendingApproval;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who may do what from the page of a build that follows an execution. */
class BuildPageTest extends ConnectedJenkins {

    private FollowedPipeline pipeline;

    @BeforeEach
    void secure() {
        pipeline = FollowedPipeline.create(aws, "SUPERSEDED", SOURCE, stage("Review", approval("Ask")));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "ada")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CANCEL)
                .everywhere()
                .to("canceller"));
    }

    @AfterEach
    void open() {
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        pipeline.close();
    }

    private WorkflowRun waiting(String parameters) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("codePipeline pipeline: '" + pipeline.name() + "'" + parameters, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Review / Ask waits for approval", run);
        return run;
    }

    private static HtmlPage refusal(WorkflowRun run, String what) throws Exception {
        JenkinsRule.WebClient client = withoutScripts("builder").withThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), run.getUrl() + what), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request);
    }

    /** As it is sent: what is folded is no part of the text that is seen. */
    private static String page(String user, WorkflowRun run) throws Exception {
        return withoutScripts(user).getPage(run, "aws").getWebResponse().getContentAsString();
    }

    private String control(String what) {
        return "aws-pipeline/" + what + "execution=" + pipeline.executions().get(0);
    }

    @Test
    void whoMayOnlyReadTheJobControlsNothingAndAwsIsNotAsked() throws Exception {
        WorkflowRun run = waiting("");
        for (String what : new String[] {
            "retry?stage=Review&",
            "rollBack?stage=Review&target=3c1a5b62-9a52-4b0e-9d43-2f1f1d3a0c11&",
            "transition?stage=Review&disable=1&reason=no&",
            "stop?"
        }) {
            assertThat(send("reader", run, control(what), HttpMethod.POST))
                    .as(what)
                    .isEqualTo(403);
            assertThat(send("canceller", run, control(what), HttpMethod.GET))
                    .as(what)
                    .isIn(404, 405);
        }
        assertThat(send("builder", run, control("stop?"), HttpMethod.POST)).isEqualTo(403);
        assertThat(aws.calls().all().toString())
                .doesNotContain("StopPipelineExecution", "DisableStageTransition", "RetryStage", "RollbackStage");
        assertThat(page("reader", run))
                .doesNotContain("Stop the execution", "Try again", "../aws-approval/")
                .contains("Waits for approval: Review / Ask");
        assertThat(page("builder", run)).doesNotContain("Stop the execution").contains("../aws-approval/");
        pipeline.answer("Review", "Ask", true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void whoMayBuildChangesTransitionsAndWhoMayCancelStopsTheExecution() throws Exception {
        WorkflowRun run = waiting("");
        assertThat(send("builder", run, "aws-pipeline/stop?execution=other", HttpMethod.POST))
                .isEqualTo(403);
        assertThat(send("canceller", run, "aws-pipeline/stop?execution=other", HttpMethod.POST))
                .isEqualTo(404);
        assertThat(send(
                        "builder",
                        run,
                        control("transition?stage=Review&disable=1&reason=Not+today&"),
                        HttpMethod.POST))
                .isEqualTo(200);
        assertThat(pipeline.client()
                        .getPipelineState(get -> get.name(pipeline.name()))
                        .stageStates()
                        .get(1)
                        .inboundTransitionState()
                        .disabledReason())
                .isEqualTo("Not today");
        assertThat(page("canceller", run)).contains("Stop the execution", "builder: ");
        assertThat(send("canceller", run, control("stop?abandon=true&reason=Wrong&"), HttpMethod.POST))
                .isEqualTo(200);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    @Test
    void theLogTellsWhereToAnswerAlsoWhereJenkinsHasNoAddress() throws Exception {
        WorkflowRun addressed = waiting("");
        jenkins.waitForMessage("Answer it here: " + jenkins.getURL() + addressed.getUrl() + "aws-approval/", addressed);
        pipeline.answer("Review", "Ask", true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(addressed));
        JenkinsLocationConfiguration location = JenkinsLocationConfiguration.get();
        String address = location.getUrl();
        location.setUrl(null);
        try {
            WorkflowRun run = waiting("");
            jenkins.waitForMessage("Answer it here: the page \"Approve in AWS\" of this build", run);
            pipeline.answer("Review", "Ask", true);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        } finally {
            location.setUrl(address);
        }
    }

    @Test
    void aNamedSubmitterAnswersAndWhoMayBuildDoesNot() throws Exception {
        WorkflowRun run = waiting(", submitters: 'ada'");
        String answer = "aws-approval/answer?approve=1&comment=Seen&id="
                + Approvals.get().of(run).get(0).id();
        assertThat(send("builder", run, answer, HttpMethod.POST)).isEqualTo(403);
        assertThat(send("ada", run, answer, HttpMethod.GET)).isIn(404, 405);
        assertThat(withoutScripts("ada").getPage(run, "aws-approval/").asNormalizedText())
                .contains("Review / Ask", "Is test as it should be?", "To be looked at");
        assertThat(send("ada", run, answer, HttpMethod.POST)).isEqualTo(200);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Review / Ask was approved by ada in Jenkins", run);
        assertThat(aws.calls().all().toString()).contains("PutApprovalResult");
    }

    @Test
    void aRejectionFromThePageFailsTheExecutionAndSaysWho() throws Exception {
        WorkflowRun run = waiting("");
        assertThat(send("reader", run, answer(run, "reject=1&comment=Broken+links"), HttpMethod.POST))
                .isEqualTo(403);
        assertThat(send("builder", run, answer(run, "reject=1&comment=Broken+links"), HttpMethod.POST))
                .isEqualTo(200);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Review / Ask was rejected by builder in Jenkins", run);
        jenkins.assertLogContains("Broken links (by builder in Jenkins)", run);
        pipeline.awaitStatus(pipeline.executions().get(0), "Failed");
    }

    private static String answer(WorkflowRun run, String how) {
        return "aws-approval/answer?" + how + "&id="
                + Approvals.get().of(run).get(0).id();
    }

    @Test
    void anAnswerThatSomebodyElseGaveFirstIsNoError() throws Exception {
        WorkflowRun run = waiting("");
        String late = answer(run, "reject=1&comment=Too+late");
        PendingApproval asked = Approvals.get().of(run).get(0);
        pipeline.answer("Review", "Ask", true);
        assertThat(resultOf(asked.answer(false, "Too late", "builder"))).contains("Review / Ask", "does not count");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(send("builder", run, late, HttpMethod.POST)).isEqualTo(200);
        assertThat(withoutScripts("builder")
                        .getPage(run, "aws-approval/?late=true")
                        .asNormalizedText())
                .contains("your answer was not given", "Nothing of this build waits");
        assertThat(aws.codePipeline()
                        .status(
                                aws.region(),
                                pipeline.name(),
                                pipeline.executions().get(0)))
                .isEqualTo("Succeeded");
    }

    @Test
    void whoMayBuildTriesAFailedStageAgainFromThePage() throws Exception {
        WorkflowRun run = waiting("");
        String execution = pipeline.executions().get(0);
        pipeline.answer("Review", "Ask", false);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(send("reader", run, control("retry?stage=Review&"), HttpMethod.POST))
                .isEqualTo(403);
        HtmlPage page =
                jenkins.createWebClient().withBasicCredentials("builder").getPage(run, "aws");
        assertThat(page.getElementById("stages-" + execution).getChildElements())
                .extracting(option -> option.getAttribute("value"))
                .containsExactly("Source", "Review");
        HtmlForm form = page.getFormByName("retry-" + execution);
        form.getInputByName("stage").setValue("Review");
        jenkins.submit(form);
        pipeline.awaitStatus(execution, "InProgress");
        pipeline.answer("Review", "Ask", true);
        pipeline.awaitStatus(execution, "Succeeded");
        assertThat(pipeline.executions()).containsExactly(execution);
        assertThat(page("builder", run)).contains("builder: stage Review of the execution " + execution);
        // What is not failed is not tried again, in AWS's words.
        assertThat(send("builder", run, control("retry?stage=Review&"), HttpMethod.POST))
                .isEqualTo(409);
        HtmlPage refused = refusal(run, control("retry?stage=Nope&"));
        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(409);
        assertThat(refused.asNormalizedText()).contains("The pipeline has no stage Nope. It has: Source, Review");
        assertThat(refused.getAnchorByText("Back").getHrefAttribute()).endsWith(run.getUrl() + "aws/");
        List<HtmlAnchor> crumbs = refused.querySelectorAll("#breadcrumbs a").stream()
                .map(HtmlAnchor.class::cast)
                .toList();
        assertThat(crumbs)
                .extracting(HtmlAnchor::asNormalizedText)
                .doesNotContain("")
                .endsWith("Pipeline executions");
        HtmlPage above = crumbs.get(crumbs.size() - 1).click();
        assertThat(above.getUrl().getPath()).endsWith(run.getUrl() + "aws/");
    }

    @Test
    void whoMayBuildRollsAStageBackFromThePage() throws Exception {
        WorkflowRun former = waiting("");
        pipeline.answer("Review", "Ask", true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(former));
        String good = pipeline.executions().get(0);
        WorkflowRun run = former.getParent().scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Review / Ask waits for approval", run);
        pipeline.answer("Review", "Ask", true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        String execution = pipeline.executions().get(0);
        assertThat(send("reader", run, control("rollBack?stage=Review&target=" + good + "&"), HttpMethod.POST))
                .isEqualTo(403);
        assertThat(pipeline.executions()).hasSize(2);
        HtmlPage page =
                jenkins.createWebClient().withBasicCredentials("builder").getPage(run, "aws");
        assertThat(page.getElementById("earlier-" + execution).getChildElements())
                .extracting(option -> option.getAttribute("value"), DomNode::getTextContent)
                .containsExactly(tuple(good, "#1"));
        HtmlForm form = page.getFormByName("rollback-" + execution);
        form.getInputByName("stage").setValue("Review");
        form.getInputByName("target").setValue(good);
        jenkins.submit(form);
        assertThat(pipeline.executions()).hasSize(3);
        pipeline.answer("Review", "Ask", true);
        pipeline.awaitStatus(pipeline.executions().get(0), "Succeeded");
        assertThat(aws.calls().all("codepipeline:RollbackStage")).hasSize(1);
        assertThat(page("builder", run)).contains("builder: stage Review rolled back to " + good);
    }
}
