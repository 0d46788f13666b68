package io.jenkins.plugins.awsdevtools.codepipeline.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.ExportSettings;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.JenkinsfileExport;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.PipelineStructure;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.SamplePipelines;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Exported Jenkinsfiles do in the embedded AWS what their pipelines do. */
@WithJenkins
class ExportedPipelinesRunTest {

    private static final String REGION = "eu-west-1";
    private static final String BUILDSPEC = """
        version: 0.2
        phases:
          build:
            commands: [mkdir -p public, cp index.html public/]
        artifacts:
          base-directory: public
          files: ['**/*']
        """;
    private static final String IMAGE = """
        version: 0.2
        phases:
          build:
            commands:
              - echo '[{"name":"app","imageUri":"web:2"}]' > imagedefinitions.json
        artifacts:
          files: [imagedefinitions.json]
        """;
    private static final String APPSPEC = """
        version: 0.0
        os: linux
        files:
          - source: /index.html
            destination: /var/www
        """;

    private static JenkinsRule jenkins;
    private final LocalAws aws = LocalAws.start();

    @BeforeAll
    static void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void fill() throws Exception {
        LocalConnection.configure(aws);
        List.of("artifacts", "site-live", "site-staging", "site-sources", "awscodepipeline-demobucket")
                .forEach(bucket -> aws.s3().createBucket(bucket, REGION));
        aws.codeCommit()
                .createRepository(REGION, "site")
                .commit("main", "Ada", "Begin", Map.of("index.html", "hello", "appspec.yml", APPSPEC));
        aws.codeBuild().createProject(REGION, "site", BUILDSPEC, "artifacts");
        aws.codeBuild().createProject(REGION, "image", IMAGE, "artifacts");
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private WorkflowJob job(String sample) throws Exception {
        String text = JenkinsfileExport.of(
                        PipelineStructure.parse(SamplePipelines.json(sample)),
                        new ExportSettings("", REGION, aws.endpoint() + "/v1/repos/", GitCredentials.id("local")))
                .text();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, sample + "-" + UUID.randomUUID());
        job.setDefinition(new CpsFlowDefinition(text, true));
        return job;
    }

    private void runs(String sample) throws Exception {
        jenkins.buildAndAssertSuccess(job(sample));
    }

    private long live(String key) {
        return aws.s3().get("site-live", key).size();
    }

    private Instance application() throws Exception {
        aws.codeDeploy().createApplication(REGION, "MyDemoApplication", "Server");
        Instance instance = aws.codeDeploy().addInstance(REGION, "i-1", Map.of("group", "demo"));
        aws.codeDeploy().createServerGroup(REGION, "MyDemoApplication", "MyDemoDeploymentGroup", "AllAtOnce", "demo");
        return instance;
    }

    @Test
    void aRepositoryIsBuiltAndPublished() throws Exception {
        runs("codecommit-codebuild-s3");
        assertThat(live("index.html")).isEqualTo("hello".length());
    }

    @Test
    void anArchiveIsPublished() throws Exception {
        aws.s3().put("site-sources", "releases/site.zip", Bundles.site("hello", "exit 0\n"));
        runs("source-s3-site");
        assertThat(aws.s3().keys("site-live", "")).anyMatch(key -> key.startsWith("docs/"));
    }

    @Test
    void anArchiveIsDeployedToInstances() throws Exception {
        Instance instance = application();
        aws.s3().put("awscodepipeline-demobucket", "SampleApp_Linux.zip", Bundles.site("hello", "exit 0\n"));
        runs("simple-s3-codedeploy");
        assertThat(instance.root().resolve("var/www/index.html")).hasContent("hello");
    }

    @Test
    void aRepositoryIsDeployedToInstances() throws Exception {
        Instance instance = application();
        runs("codecommit-codedeploy");
        assertThat(instance.root().resolve("var/www/index.html")).hasContent("hello");
    }

    @Test
    void anImageIsRolledOut() throws Exception {
        aws.ecs().tickEvery(Duration.ofMillis(50));
        aws.ecs().createCluster(REGION, "demo");
        String first = aws.ecs().registerTaskDefinition(REGION, "web", "app", "web:1");
        aws.ecs().createService(REGION, "demo", "web", first, 1, true, true);
        runs("ecs-rolling");
        assertThat(aws.ecs()
                        .describeService(REGION, "demo", "web")
                        .path("taskDefinition")
                        .asText())
                .endsWith("web:2");
    }

    @Test
    void productionWaitsForApproval() throws Exception {
        WorkflowRun run = job("four-stages-with-approval").scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Is the site's staging good?", run);
        assertThat(aws.s3().keys("site-staging", "")).contains("index.html");
        assertThat(aws.s3().keys("site-live", "")).isEmpty();
        run.getAction(InputAction.class).getExecutions().get(0).doProceedEmpty();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(live("index.html")).isEqualTo("hello".length());
    }
}
