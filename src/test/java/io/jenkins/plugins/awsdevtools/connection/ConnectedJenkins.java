package io.jenkins.plugins.awsdevtools.connection;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.net.URL;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Jenkins that is connected to an embedded AWS; the tests of a class share both. */
@WithJenkins
public abstract class ConnectedJenkins {

    protected static LocalAws aws;
    protected static JenkinsRule jenkins;

    @BeforeAll
    static void connect(JenkinsRule rule) throws Exception {
        jenkins = rule;
        aws = LocalAws.start();
        LocalConnection.configure(aws);
    }

    @AfterAll
    static void disconnect() {
        aws.close();
    }

    /** A new job. */
    protected static WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A script fails with messages and without a stack trace. */
    protected static void refused(String script, String... messages) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(script));
        for (String message : messages) {
            jenkins.assertLogContains(message, run);
        }
        jenkins.assertLogNotContains("\tat ", run);
    }

    /** Who sends no form needs neither the page of the login nor any script. */
    protected static JenkinsRule.WebClient withoutScripts(String user) {
        return jenkins.createWebClient().withBasicCredentials(user).withJavaScriptEnabled(false);
    }

    /** The status that is answered to a user. */
    protected static int send(String user, WorkflowRun run, String what, HttpMethod method) throws Exception {
        JenkinsRule.WebClient client = withoutScripts(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), run.getUrl() + what), method);
        client.addCrumb(request);
        try {
            return client.getPage(request).getWebResponse().getStatusCode();
        } catch (FailingHttpStatusCodeException refused) {
            return refused.getStatusCode();
        }
    }
}
