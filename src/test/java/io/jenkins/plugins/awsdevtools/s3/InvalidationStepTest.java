package io.jenkins.plugins.awsdevtools.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import io.jenkins.plugins.awsdevtools.localaws.cloudfront.LocalInvalidation;
import io.jenkins.plugins.awsdevtools.page.FlowAction;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** A site behind CloudFront, deployed twice by a Pipeline. */
class InvalidationStepTest extends ConnectedJenkins {

    @Test
    void theSecondDeploymentInvalidatesJustWhatItChangedAndThePageShowsEachStage() throws Exception {
        aws.s3().createBucket("site", aws.region());
        aws.s3().put("site", "docs/gone.css", new byte[] {1});
        String distribution = aws.cloudFront().createDistribution("site.s3.eu-west-1.amazonaws.com", "/docs");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "site");
        job.setDefinition(new CpsFlowDefinition(
                "node {\n"
                        + "  writeFile file: 'public/index.html', text: env.BUILD_NUMBER\n"
                        + "  writeFile file: 'public/a.css', text: env.BUILD_NUMBER\n"
                        + "  writeFile file: 'public/same.js', text: 'same'\n"
                        + "  s3Deploy bucket: 'site', prefix: 'docs', from: 'public', delete: env.BUILD_NUMBER == '2',\n"
                        + "    distribution: '" + distribution + "', waitForInvalidation: true\n"
                        + "}",
                true));

        jenkins.buildAndAssertSuccess(job);
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);

        assertThat(aws.cloudFront().invalidations(distribution).stream().map(LocalInvalidation::paths))
                .containsExactly(
                        List.of("/", "/a.css", "/index.html", "/same.js"),
                        List.of("/", "/a.css", "/gone.css", "/index.html"));
        Flow flow = second.getAction(FlowAction.class).getFlows().get(0);
        assertThat(flow.stages().stream().map(FlowStage::name))
                .containsExactly("compare", "upload", "pages", "delete", "invalidate");
        assertThat(flow.stages()).allMatch(stage -> stage.status() == FlowStatus.SUCCEEDED);
        String page = jenkins.createWebClient().getPage(second, "aws").asNormalizedText();
        assertThat(page).contains("compare", "upload", "pages", "delete", "invalidate");
    }
}
