package io.jenkins.plugins.awsdevtools.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CodeCommitTriggerFormTest extends ConnectedJenkins {

    @BeforeAll
    static void prepare() throws Exception {
        aws.codeCommit().createRepository("eu-west-1", "shop").commit("main", "Open", "a.txt");
    }

    @Test
    void theFormKeepsWhatWasSet() throws Exception {
        CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
        trigger.setConnection("local");
        trigger.setBranches("main, release/*");
        trigger.setIncludedPaths("src/**");
        trigger.setExcludedPaths("docs/");
        trigger.setIgnoredAuthors("bot");
        trigger.setIgnoredMessages("[skip ci]");
        trigger.setPollSeconds(90);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.addTrigger(trigger);
        jenkins.configRoundtrip(job);
        jenkins.assertEqualDataBoundBeans(trigger, CodeCommitTriggers.get().of(job));
        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class, "pipeline");
        pipeline.addTrigger(trigger);
        jenkins.configRoundtrip(pipeline);
        jenkins.assertEqualDataBoundBeans(trigger, CodeCommitTriggers.get().of(pipeline));
    }

    @Test
    void theFormTellsWhatIsWrong() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeCommitTrigger.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(CodeCommitTrigger.DescriptorImpl.class);
        assertThat(form.doFillRepositoryItems(job, "local")).containsExactly("shop");
        assertThat(form.doCheckRepository(job, "shop", "local").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckRepository(job, "shpo", "local").getMessage())
                .contains("Did you mean shop?")
                .contains("another AWS account");
        assertThat(form.doCheckRepository(job, "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop", "")
                        .getMessage())
                .contains("not its address");
        assertThat(form.doCheckBranches(job, "main", "local", "shop").getMessage())
                .contains("1 branches now: main");
        assertThat(form.doCheckBranches(job, "mian", "local", "shop").getMessage())
                .contains("No branch matches mian now")
                .contains("main");
        assertThat(form.doCheckPollSeconds(job, "1").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void anIntervalThatIsTooShortOrTooLongIsRefusedByName() {
        for (int seconds : new int[] {0, 4, 86_401}) {
            CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
            trigger.setPollSeconds(seconds);
            assertThatThrownBy(trigger::request)
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining("pollSeconds '" + seconds + "'")
                    .hasMessageContaining("from 5 to 86400");
        }
    }
}
