package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.codecommit.CommitArchive;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.LocalCodeCommit;
import java.io.IOException;
import java.util.Map;

/**
 * A source action that takes the tip of a branch, or the commit of a source revision override.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeCommit.html">CodeCommit
 *     source action reference</a>
 */
final class CodeCommitSource implements ActionProvider {
    private final LocalCodeCommit codeCommit;

    CodeCommitSource(LocalCodeCommit codeCommit) {
        this.codeCommit = codeCommit;
    }

    @Override
    public ActionWork begin(ActionContext context) throws IOException {
        GitRepository repository = codeCommit.repository(context.region(), context.setting("RepositoryName"));
        String branch = context.setting("BranchName");
        String commit = context.revision().isEmpty()
                ? repository
                        .tip(branch)
                        .orElseThrow(
                                () -> PipelineErrors.of("BranchDoesNotExist", "No branch found for name: " + branch))
                : context.revision();
        CommitArchive archive = CommitArchive.of(repository, commit);
        String message = archive.message();
        Artifact artifact = context.outputs().place(context.action().outputs().get(0));
        context.outputs().put(artifact.withRevision(commit, message), archive.zip());
        ActionOutcome outcome = ActionOutcome.succeeded(
                        message,
                        Map.of(
                                "BranchName", branch,
                                "CommitId", commit,
                                "CommitMessage", message,
                                "RepositoryName", repository.name()))
                .with(
                        message,
                        commit,
                        "https://" + context.region() + ".console.aws.amazon.com/codesuite/codecommit/repositories/"
                                + repository.name() + "/commit/" + commit);
        return () -> outcome;
    }
}
