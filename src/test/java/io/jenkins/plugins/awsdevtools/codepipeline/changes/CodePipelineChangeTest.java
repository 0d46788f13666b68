package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.security.AuthorizationStrategy;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.codepipeline.ReviewedPipeline;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.util.function.BooleanSupplier;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class CodePipelineChangeTest extends ConnectedJenkins {

    private ReviewedPipeline pipeline;

    @BeforeEach
    void createPipeline() throws Exception {
        pipeline = ReviewedPipeline.create(aws);
    }

    @AfterEach
    void deleteJobs() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(new AuthorizationStrategy.Unsecured());
        for (Item item : jenkins.jenkins.getItems()) {
            item.delete();
        }
    }

    static String log(Job<?, ?> job) {
        return ChangeTriggers.get().log(job).text();
    }

    /** Until the condition holds, the pipelines are read again and again. */
    static void pollUntil(Job<?, ?> job, BooleanSupplier condition) throws InterruptedException {
        eventually(() -> {
            if (ChangeTriggers.get().running(job) != null) {
                ChangeTriggers.get().running(job).poll();
            }
            return condition.getAsBoolean();
        });
    }

    @Test
    void aFailedStageBuildsAFreestyleJobThatKnowsWhy() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        job.getBuildersList().add(environment);
        CodePipelineChangeTrigger trigger = new CodePipelineChangeTrigger(pipeline.name());
        trigger.setLevel("stage");
        trigger.setStates("Failed");
        trigger.start(job, true);
        job.addTrigger(trigger);
        pollUntil(job, () -> log(job).contains("first time"));
        String execution = pipeline.start();
        pipeline.reject();
        pollUntil(job, () -> job.getLastBuild() != null && !job.getLastBuild().isBuilding());
        assertThat(environment.getEnvVars())
                .containsEntry("CODEPIPELINE_PIPELINE", pipeline.name())
                .containsEntry("CODEPIPELINE_EXECUTION_ID", execution)
                .containsEntry("CODEPIPELINE_LEVEL", "stage")
                .containsEntry("CODEPIPELINE_STAGE", "Review")
                .containsEntry("CODEPIPELINE_STATE", "Failed");
        assertThat(job.getLastBuild().getCause(PipelineChangeCause.class).getShortDescription())
                .isEqualTo("AWS CodePipeline " + pipeline.name() + " Review: Failed, execution " + execution);
        assertThat(job.getBuilds()).hasSize(1);
    }

    @Test
    void aDeclarativePipelineIsBuiltForItsPipelinesEnd() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
            pipeline {
              agent none
              triggers { codePipelineChange(pipelines: '%s*', states: 'Succeeded') }
              stages { stage('One') { steps { echo "${env.CODEPIPELINE_STATE} ${env.CODEPIPELINE_LINK}" } } }
            }\
            """.formatted(pipeline.name().substring(0, 20)), true));
        jenkins.buildAndAssertSuccess(job);
        pollUntil(job, () -> log(job).contains("first time"));
        String execution = pipeline.start();
        pipeline.approve();
        pollUntil(job, () -> job.getBuildByNumber(2) != null);
        jenkins.assertLogContains("Succeeded https://", jenkins.waitForCompletion(job.getBuildByNumber(2)));
        jenkins.assertLogContains(execution, job.getBuildByNumber(2));
    }

    @Test
    void aNewPipelineThatAGlobMatchesBuildsNothingAtFirstSightAndItsLaterChangesDo() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        job.getBuildersList().add(environment);
        CodePipelineChangeTrigger trigger = new CodePipelineChangeTrigger("site-*");
        trigger.setStates("Succeeded");
        trigger.start(job, true);
        job.addTrigger(trigger);
        // Nobody asks for the list again: it would have the new pipeline before that has ended.
        eventually(() -> log(job).contains(pipeline.name() + " was seen for the first time"));
        ReviewedPipeline later = ReviewedPipeline.create(aws);
        later.start();
        later.approve();
        later.awaitStatus("Succeeded");
        pollUntil(job, () -> log(job).contains(later.name() + " was seen for the first time"));
        assertThat(job.isInQueue()).isFalse();
        assertThat(job.getLastBuild()).isNull();
        String execution = later.start();
        later.approve();
        pollUntil(job, () -> job.getLastBuild() != null && !job.getLastBuild().isBuilding());
        assertThat(environment.getEnvVars())
                .containsEntry("CODEPIPELINE_PIPELINE", later.name())
                .containsEntry("CODEPIPELINE_EXECUTION_ID", execution);
        assertThat(job.getBuilds()).hasSize(1);
    }

    @Test
    void theFormKeepsEveryParameterAndChecksThem() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodePipelineChangeTrigger trigger = new CodePipelineChangeTrigger("site, shop-*");
        trigger.setConnection("local");
        trigger.setLevel("action");
        trigger.setStates("Failed, Abandoned");
        job.addTrigger(trigger);
        job = jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(
                trigger, job.getTriggers().values().iterator().next());
        var descriptor = jenkins.jenkins.getDescriptorByType(CodePipelineChangeTrigger.DescriptorImpl.class);
        assertThat(descriptor.doCheckStates(job, "Failled", "action").getMessage())
                .contains("Failed");
        assertThat(descriptor.doCheckStates(job, "Failed", "action").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckPipelines(job, " ,", null).kind).isEqualTo(FormValidation.Kind.ERROR);
        String misspelt = pipeline.name().substring(0, pipeline.name().length() - 1);
        assertThat(descriptor.doCheckPipelines(job, misspelt, null).getMessage())
                .contains(pipeline.name());
    }

    @Test
    void wrongSettingsAreSaidInTheLog() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodePipelineChangeTrigger trigger = new CodePipelineChangeTrigger(pipeline.name());
        trigger.setLevel("step");
        trigger.start(job, true);
        job.addTrigger(trigger);
        eventually(() -> log(job).contains("level 'step'"));
    }

    @Test
    void thePageIsNotForEverybody() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodePipelineChangeTrigger trigger = new CodePipelineChangeTrigger(pipeline.name());
        trigger.start(job, true);
        job.addTrigger(trigger);
        eventually(() -> log(job).contains("first time"));
        assertThat(jenkins.createWebClient()
                        .getPage(job, "codepipeline-changes")
                        .asNormalizedText())
                .contains(pipeline.name() + " was seen for the first time");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .everywhere()
                .to("viewer"));
        ChangePage page = new ChangePage(job);
        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(page.getIconFileName()).isNull();
            assertThatThrownBy(page::getTarget).isInstanceOf(AccessDeniedException3.class);
        }
        try (ACLContext viewer = ACL.as2(User.getById("viewer", true).impersonate2())) {
            assertThat(page.getTarget()).isSameAs(page);
            assertThatThrownBy(page::doPoll).isInstanceOf(AccessDeniedException3.class);
        }
    }
}
