package io.jenkins.plugins.awsdevtools.codedeploy;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.docs.DocumentedPage;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The examples of the pages about deployments with CodeDeploy are what is run here. */
@WithJenkins
class DocumentedDeploymentsTest {

    private static final String REGION = "eu-west-1";

    /** What stands in the repository that the examples check out. */
    private static final String CHECKED_OUT = """
        writeFile file: 'appspec.yml', text: 'version: 0.0\\nos: linux\\nfiles:\\n- source: /\\n  destination: /srv\\n'
            writeFile file: 'dist/index.html', text: 'hello'
            writeFile file: 'deploy/appspec.yaml', text: '''
        version: 0.0
        Resources:
          - TargetService:
              Type: AWS::ECS::Service
              Properties:
                TaskDefinition: <TASK_DEFINITION>
                LoadBalancerInfo:
                  ContainerName: app
                  ContainerPort: 80
        '''
            writeFile file: 'deploy/taskdef.json', text: '''
        {"family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"],
         "containerDefinitions": [{"name": "app", "image": "<IMAGE1_NAME>"}]}
        '''\
        """;

    @Test
    void everyExampleRuns(JenkinsRule jenkins) throws Exception {
        try (LocalAws aws = LocalAws.start()) {
            LocalConnection.configure(aws);
            setUp(aws);
            int number = 0;
            for (String page : List.of("code-deploy", "migrate-from-aws-codedeploy")) {
                for (DocumentedPage.Example example : DocumentedPage.of(page).examples("groovy")) {
                    WorkflowJob job = jenkins.createProject(WorkflowJob.class, "example-" + number++);
                    job.setDefinition(new CpsFlowDefinition(runnable(example.text()), true));
                    jenkins.buildAndAssertSuccess(job);
                }
            }
        }
    }

    /** On a page the workspace is there already, in a repository or by the job. */
    private static String runnable(String example) {
        if (example.contains("checkout scm")) {
            return example.replace("checkout scm", CHECKED_OUT);
        }
        return example.contains("source:") ? "node {\n" + CHECKED_OUT + "\n" + example + "}" : example;
    }

    private static void setUp(LocalAws aws) throws Exception {
        aws.s3().createBucket("example-revisions", REGION);
        aws.s3().put("example-revisions", "site/site-1.zip", Bundles.site("one", "exit 0\n"));
        aws.s3().put("example-revisions", "site.zip", Bundles.site("two", "exit 0\n"));
        aws.codeDeploy().minute(Duration.ofMillis(20));
        aws.codeDeploy().createApplication(REGION, "site", "Server");
        aws.codeDeploy().addInstance(REGION, "i-1", Map.of("group", "site"));
        aws.codeDeploy().createServerGroup(REGION, "site", "live", "AllAtOnce", "site");
        aws.codeDeploy().createApplication(REGION, "site-function", "Lambda");
        aws.codeDeploy().createServerGroup(REGION, "site-function", "live", "LambdaAllAtOnce", "none");
        aws.ecs().createCluster(REGION, "prod");
        aws.ecs().tickEvery(Duration.ofMillis(5));
        String arn = aws.ecs().registerTaskDefinition(REGION, "web", "app", "web:1");
        aws.ecs().createCodeDeployService(REGION, "prod", "web", arn, 1);
        aws.codeDeploy().createApplication(REGION, "web", "ECS");
        aws.codeDeploy().createEcsGroup(REGION, "web", "live", "ECSAllAtOnce", "prod", "web");
    }
}
