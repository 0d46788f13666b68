package io.jenkins.plugins.awsdevtools.codepipeline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.awsdevtools.codecommit.git.CodeCommitCredentialsProvider;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.export.SamplePipelines;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.pipeline.modeldefinition.parser.Converter;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class CodePipelineExportTest extends ConnectedJenkins {

    @BeforeAll
    static void prepare() throws Exception {
        aws.codePipeline()
                .createPipeline(
                        aws.region(),
                        new ObjectMapper()
                                .readTree(SamplePipelines.json("codecommit-codebuild-s3"))
                                .path("pipeline"));
    }

    @AfterEach
    void open() {
        jenkins.jenkins.setAuthorizationStrategy(new AuthorizationStrategy.Unsecured());
    }

    @ParameterizedTest
    @FieldSource("io.jenkins.plugins.awsdevtools.engine.codepipeline.export.SamplePipelines#NAMES")
    void everySampleIsAPipelineThatJenkinsAccepts(String name) throws Exception {
        var parsed = Converter.scriptToPipelineDef(SamplePipelines.export(name).text());
        assertThat(parsed.getStages().getStages()).isNotEmpty();
    }

    @Test
    void aStepWritesTheJenkinsfileAndGivesItsText() throws Exception {
        WorkflowRun run = build("""
            node {
              def text = codePipelineExport pipeline: 'StaticSite', connection: 'local', file: 'Jenkinsfile'
              echo "same: ${text == readFile('Jenkinsfile')}"
              echo text
            }\
            """);
        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("same: true", run);
        jenkins.assertLogContains("awsDeveloperTools(connection: 'local')", run);
        jenkins.assertLogContains(
                "url: '" + aws.endpoint() + "/v1/repos/site', credentialsId: '"
                        + CodeCommitCredentialsProvider.id("local") + "'",
                run);
    }

    @Test
    void aMisspeltPipelineIsToldWithTheClosest() throws Exception {
        WorkflowRun run = build("codePipelineExport 'StaticSide'");
        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("Did you mean StaticSite", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void aFileOutsideTheWorkspaceAndANameThatNoPipelineHasAreRefused() throws Exception {
        WorkflowRun outside = build("node { codePipelineExport pipeline: 'StaticSite', file: '../Jenkinsfile' }");
        jenkins.assertLogContains("file '../Jenkinsfile'", outside);
        jenkins.assertLogContains("pipeline 'a b'", build("codePipelineExport 'a b'"));
    }

    @Test
    void nothingIsWrittenThroughALinkOfTheWorkspace() throws Exception {
        WorkflowRun run = build("""
            node {
              sh 'echo before > ../written && ln -s ../written Jenkinsfile'
              catchError { codePipelineExport pipeline: 'StaticSite', file: 'Jenkinsfile' }
              sh 'cat ../written'
            }\
            """);
        jenkins.assertLogContains("file 'Jenkinsfile': Give a path inside the workspace", run);
        jenkins.assertLogContains("\nbefore", run);
    }

    private static WorkflowRun build(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }

    @Test
    void thePageShowsTheJenkinsfileOfAPipelineAndOfJson() throws Exception {
        HtmlForm form = jenkins.createWebClient().goTo("codepipeline-export").getFormByName("export");
        form.getInputByName("pipeline").setValue("StaticSite");
        HtmlPage page = jenkins.submit(form);
        assertThat(page.getElementById("jenkinsfile").asNormalizedText())
                .contains("s3Deploy bucket: 'site-live'")
                .contains("pipeline {");
        HtmlForm again = page.getFormByName("export");
        again.getTextAreaByName("json").setText(SamplePipelines.json("lambda-invoke"));
        HtmlPage ofJson = jenkins.submit(again);
        assertThat(ofJson.asNormalizedText()).contains("This plugin has no step for Invoke / Lambda");
    }

    @Test
    void thePageSaysWhyThereIsNoJenkinsfile() throws Exception {
        HtmlForm form = jenkins.createWebClient().goTo("codepipeline-export").getFormByName("export");
        form.getInputByName("pipeline").setValue("<b>Static</b>");
        HtmlPage page = jenkins.submit(form);
        assertThat(page.getWebResponse().getContentAsString())
                .contains("pipeline '&lt;b")
                .doesNotContain("<b>Static");
        HtmlForm again = page.getFormByName("export");
        again.getInputByName("pipeline").setValue("StaticSide");
        assertThat(jenkins.submit(again).asNormalizedText()).contains("Did you mean StaticSite");
    }

    @Test
    void thePageIsForThoseWhoMayConfigure() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "team");
        assertThat(jenkins.createWebClient()
                        .getPage(folder, "codepipeline-export")
                        .asNormalizedText())
                .contains("CodePipeline as Jenkinsfile");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("owner"));
        ExportPage root = new RootExportPage();
        ExportPage page = new ExportPage(folder);
        aws.calls().clear();
        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(page.getIconFileName()).isNull();
            assertThatThrownBy(page::getTarget).isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(() -> page.doExport("local", "StaticSite", ""))
                    .isInstanceOf(AccessDeniedException3.class);
        }
        try (ACLContext owner = ACL.as2(User.getById("owner", true).impersonate2())) {
            assertThat(page.getTarget()).isSameAs(page);
            assertThatThrownBy(root::getTarget).isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(() -> root.doExport("local", "StaticSite", ""))
                    .isInstanceOf(AccessDeniedException3.class);
        }
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void theFormKeepsEveryParameter() throws Exception {
        CodePipelineExportStep step = new CodePipelineExportStep("StaticSite");
        step.setConnection("local");
        step.setFile("Jenkinsfile");
        step.setGitCredentialsId("git");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new CodePipelineExportBuilder(step));
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                step, job.getBuildersList().get(CodePipelineExportBuilder.class).getStep());
        assertThat(Snippetizer.object2Groovy(step))
                .contains("pipeline:", "connection:", "file: 'Jenkinsfile'", "gitCredentialsId: 'git'");
    }
}
