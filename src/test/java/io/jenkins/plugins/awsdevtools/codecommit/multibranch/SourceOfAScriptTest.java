package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.connection.ConnectionFolderProperty;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A script names a source that belongs to no project; it may use what its job may use and no more. */
class SourceOfAScriptTest extends ConnectedJenkins {

    private static String commit;

    @BeforeAll
    static void createRepository() {
        commit = aws.codeCommit()
                .createRepository("eu-west-1", "plans")
                .commit("main", "ann", "Plans", Map.of("plans.txt", "secret"));
    }

    @BeforeEach
    void forget() {
        aws.calls().clear();
    }

    private static WorkflowJob jobWhereOnlyAnotherConnectionIsAllowed() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        ConnectionFolderProperty property = new ConnectionFolderProperty();
        property.setAllowedConnections("another");
        folder.addProperty(property);
        return folder.createProject(WorkflowJob.class, "job");
    }

    private static CodeCommitSCMSource source() {
        CodeCommitSCMSource source = new CodeCommitSCMSource("plans");
        source.setConnection("local");
        source.setTraits(List.of(new BranchDiscoveryTrait(BranchDiscoveryTrait.ALL)));
        return source;
    }

    @Test
    void aConnectionThatTheFolderForbidsReadsNothingForResolveScm() throws Exception {
        WorkflowJob job = jobWhereOnlyAnotherConnectionIsAllowed();
        job.setDefinition(new CpsFlowDefinition(
                "resolveScm source: awsCodeCommit(repository: 'plans', connection: 'local', traits: ["
                        + "awsCodeCommitBranches(branches: 'all')]), targets: ['main']",
                true));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("Nobody says for which job", run);
        jenkins.assertLogNotContains(commit, run);
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void aConnectionThatTheFolderForbidsReadsNoLibrary() throws Exception {
        WorkflowJob job = jobWhereOnlyAnotherConnectionIsAllowed();

        // As the step "library" asks for its version.
        assertThatThrownBy(() -> source().fetch("main", TaskListener.NULL, job))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("There is no such connection here");
        assertThatThrownBy(() -> source().fetchRevisions(TaskListener.NULL, job))
                .isInstanceOf(AbortException.class);
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void aConnectionThatIsAllowedReadsALibrary() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);

        assertThat(source().fetch("main", TaskListener.NULL, job)).asString().contains(commit);
        assertThat(source().fetchRevisions(TaskListener.NULL, job)).contains("main");
    }
}
