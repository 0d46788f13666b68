package io.jenkins.plugins.awsdevtools.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.awsdevtools.approval.Approvals;
import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.net.URL;
import jenkins.model.Jenkins;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may do what from the page of a build that follows an execution. */
@WithJenkins
class BuildPageTest {

    private static LocalAws aws;
    private static JenkinsRule jenkins;
    private FollowedPipeline pipeline;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        aws = LocalAws.start();
        LocalConnection.configure(aws);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

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

    private static int send(String user, WorkflowRun run, String what, HttpMethod method) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().login(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), run.getUrl() + what), method);
        client.addCrumb(request);
        try {
            return client.getPage(request).getWebResponse().getStatusCode();
        } catch (FailingHttpStatusCodeException refused) {
            return refused.getStatusCode();
        }
    }

    /** As it is sent: what is folded is no part of the text that is seen. */
    private static String page(String user, WorkflowRun run) throws Exception {
        return jenkins.createWebClient()
                .login(user)
                .getPage(run, "aws")
                .getWebResponse()
                .getContentAsString();
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
        assertThat(page("reader", run)).doesNotContain("Stop the execution", "Try again");
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
    void aNamedSubmitterAnswersAndWhoMayBuildDoesNot() throws Exception {
        WorkflowRun run = waiting(", submitters: 'ada'");
        String answer = "aws-approval/answer?approve=1&comment=Seen&id="
                + Approvals.get().of(run).get(0).id();
        assertThat(send("builder", run, answer, HttpMethod.POST)).isEqualTo(403);
        assertThat(send("ada", run, answer, HttpMethod.GET)).isIn(404, 405);
        assertThat(jenkins.createWebClient()
                        .login("ada")
                        .getPage(run, "aws-approval/")
                        .asNormalizedText())
                .contains("Review / Ask", "Is test as it should be?", "To be looked at");
        assertThat(send("ada", run, answer, HttpMethod.POST)).isEqualTo(200);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Review / Ask was approved by ada in Jenkins", run);
        assertThat(aws.calls().all().toString()).contains("PutApprovalResult");
    }
}
