package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

class JenkinsfileExportTest {

    @ParameterizedTest
    @FieldSource("io.jenkins.plugins.awsdevtools.engine.codepipeline.export.SamplePipelines#NAMES")
    void everySampleIsGroovyOfOnePipeline(String name) {
        assertThat(GroovySource.of(SamplePipelines.export(name).text()).calls()).containsExactly("pipeline");
    }

    @Test
    void eachProviderHasItsStep() {
        assertThat(SamplePipelines.export("codecommit-codebuild-s3").text())
                .contains(
                        "codeCommit(repository: 'site', branches: 'main')",
                        "checkout(scmGit(branches: [[name: 'main']]",
                        "codeBuild project: 'site',",
                        "workspaceSource: [bucket: 'artifacts']",
                        "s3Deploy bucket: 'site-live', rules: [s3Objects(match: '**', cacheControl: 'max-age=60')]",
                        "disableConcurrentBuilds()");
        assertThat(SamplePipelines.export("ecs-rolling").text())
                .contains(
                        "imageDefinitions: 'imagedefinitions.json'",
                        "ecsDeploy cluster: 'demo',",
                        "timeoutMinutes: 15");
        assertThat(SamplePipelines.export("simple-s3-codedeploy").text())
                .contains(
                        "s3Fetch bucket: 'awscodepipeline-demobucket'", "codeDeploy application: 'MyDemoApplication',");
    }

    @Test
    void anApprovalIsAnInputThatHoldsNoAgent() {
        String text = SamplePipelines.export("four-stages-with-approval").text();
        assertThat(text)
                .contains(
                        "input message: 'Is the site\\'s staging good? https://staging.example.com'",
                        "timeout(time: 10080, unit: 'MINUTES')");
        String approval = text.substring(text.indexOf("stage('Approve')"), text.indexOf("stage('Production')"));
        assertThat(approval).doesNotContain("agent");
    }

    @Test
    void whatHasNoStepStaysInCodePipelineWithItsReason() {
        ExportedJenkinsfile exported = SamplePipelines.export("lambda-invoke");
        assertThat(exported.kept()).containsExactly("Deploy / Check: This plugin has no step for Invoke / Lambda.");
        assertThat(exported.text())
                .contains(
                        "// CODEPIPELINE ONLY: Check stays in CodePipeline. This plugin has no step for Invoke /"
                                + " Lambda.",
                        "codePipeline pipeline: 'LambdaInvoke-Check'");
        assertThat(SamplePipelines.export("codecommit-codebuild-s3").kept()).isEmpty();
    }

    @Test
    void aBatchWithoutArtifactsIsABatchAndOneWithThemStaysInCodePipeline() {
        String batches = SamplePipelines.json("parallel-tests")
                .replace("\"ProjectName\": \"site\"", "\"ProjectName\": \"site\", \"BatchEnabled\": \"true\"");
        ExportedJenkinsfile exported =
                JenkinsfileExport.of(PipelineStructure.parse(batches), SamplePipelines.settings("", ""));
        assertThat(exported.kept())
                .contains("Build / Build: Each build of a batch has artifacts of its own.")
                .noneMatch(kept -> kept.startsWith("Test / "));
        assertThat(exported.text())
                .contains("codeBuildBatch project: 'site',", "artifacts: [type: 'NO_ARTIFACTS']")
                .doesNotContain("codeBuild project");
    }

    @Test
    void variablesOfThePipelineBecomeParametersAndThoseOfActionsEnvironment() {
        assertThat(SamplePipelines.export("variables-and-namespaces").text())
                .contains(
                        "string(name: 'STAGE', defaultValue: 'test', description: 'Where it goes, e.g. \\'live\\'')",
                        "[name: 'STAGE', value: \"${params['STAGE']}\"]",
                        "env.SourceVariables_CommitId = source.GIT_COMMIT",
                        "[name: 'COMMIT', value: \"${env.SourceVariables_CommitId}\"]",
                        "[name: 'TOKEN', value: '/site/token', type: 'PARAMETER_STORE']",
                        "env.BuildVariables_VERSION = build.exportedVariables['VERSION']",
                        "it costs \\$5?\"")
                .doesNotContain("disableConcurrentBuilds");
    }

    @Test
    void actionsOfOneRunOrderAreParallelAndOrdersFollowEachOther() {
        String text = SamplePipelines.export("parallel-tests").text();
        String test = text.substring(text.indexOf("stage('Test')"), text.indexOf("stage('Deploy')"));
        assertThat(test.indexOf("parallel"))
                .isGreaterThan(test.indexOf("stages"))
                .isLessThan(test.indexOf("stage('Unit')"));
        assertThat(test.indexOf("stage('Load')")).isGreaterThan(test.indexOf("stage('Browser')"));
    }

    @Test
    void regionsRolesConditionsAndTriggersAreTold() {
        assertThat(SamplePipelines.export("cross-region").notes())
                .anyMatch(note -> note.contains("us-east-1"))
                .anyMatch(note -> note.contains("arn:aws:iam::210987654321:role/deploy"));
        assertThat(SamplePipelines.export("cross-region").text()).contains("s3Bucket: 'artifacts-us'");
        assertThat(SamplePipelines.export("stage-conditions").notes())
                .anyMatch(note -> note.contains("DeploymentWindow"))
                .anyMatch(note -> note.contains("rolled back"));
        assertThat(SamplePipelines.export("stage-conditions").text())
                .contains("retry(2)", "timeout(time: 30, unit: 'MINUTES')");
        assertThat(SamplePipelines.export("github-connection").notes()).anyMatch(note -> note.contains("src/**"));
    }

    @Test
    void theConnectionAndItsCredentialsAreWrittenIfTheyAreGiven() {
        String text = JenkinsfileExport.of(
                        PipelineStructure.parse(SamplePipelines.json("codecommit-codedeploy")),
                        SamplePipelines.settings("prod", "aws-codecommit-prod"))
                .text();
        assertThat(text).contains("awsDeveloperTools(connection: 'prod')", "credentialsId: 'aws-codecommit-prod'");
    }

    @Test
    void whatIsNotAPipelineIsRefused() {
        assertThatThrownBy(() -> PipelineStructure.parse("{]"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("get-pipeline");
        assertThatThrownBy(() -> PipelineStructure.parse("{\"pipeline\": {}}"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("get-pipeline");
    }

    @Test
    void aPipelineThatAwsTellsIsReadAsTheJsonThatItWasMadeOf() throws Exception {
        try (LocalAws aws = LocalAws.start();
                CodePipelineClient client = LocalClients.root(aws, CodePipelineClient.builder())) {
            String json = SamplePipelines.json("variables-and-namespaces");
            aws.codePipeline()
                    .createPipeline(
                            aws.region(), new ObjectMapper().readTree(json).path("pipeline"));
            var told = client.getPipeline(get -> get.name("WithVariables")).pipeline();
            assertThat(PipelineStructure.of(StructureJson.of(told))).isEqualTo(PipelineStructure.parse(json));
            assertThat(TestAccess.root(aws).region().id()).isEqualTo(aws.region());
        }
    }
}
