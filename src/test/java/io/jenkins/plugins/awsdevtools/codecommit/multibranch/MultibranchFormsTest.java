package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.branch.OrganizationFolder;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MultibranchFormsTest extends ConnectedJenkins {

    @BeforeAll
    static void prepare() throws Exception {
        aws.codeCommit().createRepository("eu-west-1", "shop").commit("main", "Open", "a.txt");
    }

    @Test
    void theFormTellsWhatIsWrongWithARepository() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        CodeCommitSCMSource.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(CodeCommitSCMSource.DescriptorImpl.class);
        assertThat(form.doCheckRepository(project, "shop", "local").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckRepository(project, "shop" + "x", "local").getMessage())
                .contains("shop")
                .contains("another AWS account");
        assertThat(form.doCheckRepository(project, "https://github.com/acme/shop.git", "local").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckRepository(project, "codecommit::eu-west-1://shop", "local").kind)
                .isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void theFormsKeepWhatIsConfigured() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        CodeCommitSCMSource source = new CodeCommitSCMSource("shop");
        source.setConnection("local");
        source.setTraits(List.of(
                new BranchDiscoveryTrait(BranchDiscoveryTrait.WITH_PULL_REQUEST),
                new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.BOTH),
                new TagDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        OrganizationFolder folder = jenkins.createProject(OrganizationFolder.class, "forms");
        CodeCommitSCMNavigator navigator = new CodeCommitSCMNavigator();
        navigator.setConnection("local");
        navigator.setTraits(List.of(new PullRequestDiscoveryTrait(PullRequestDiscoveryTrait.HEAD)));
        folder.getNavigators().add(navigator);

        jenkins.configRoundtrip(project);
        jenkins.submit(jenkins.createWebClient().getPage(folder, "configure").getFormByName("config"));

        CodeCommitSCMSource kept = (CodeCommitSCMSource) project.getSCMSources().get(0);
        assertThat(kept.getRepository()).isEqualTo("shop");
        assertThat(kept.getConnection()).isEqualTo("local");
        assertThat(kept.getTraits()).hasSize(3).anySatisfy(trait -> assertThat(trait)
                .isInstanceOfSatisfying(BranchDiscoveryTrait.class, branches -> assertThat(branches.getBranches())
                        .isEqualTo(BranchDiscoveryTrait.WITH_PULL_REQUEST)));
        CodeCommitSCMNavigator again = folder.getNavigators().get(CodeCommitSCMNavigator.class);
        assertThat(again.getConnection()).isEqualTo("local");
        assertThat(again.getTraits()).hasSize(1);
    }
}
