package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.awsdevtools.codecommit.git.CodeCommitSubmodules;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitSCMBuilder;
import jenkins.plugins.git.MergeWithGitSCMExtension;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;

/** Makes the git plugin's SCM of a branch, a tag or a pull request. */
final class CodeCommitSCMBuilder extends GitSCMBuilder<CodeCommitSCMBuilder> {

    CodeCommitSCMBuilder(SCMHead head, SCMRevision revision, RepositoryPlace place) {
        super(head, revision, place.url(), place.credentialsId());
        withExtension(new CodeCommitSubmodules());
        if (head instanceof PullRequestHead request) {
            withoutRefSpecs();
            withRefSpec("+refs/heads/" + request.getOriginName() + ":refs/remotes/@{remote}/" + request.getName());
            if (request.isMerge()) {
                String target = request.getTarget().getName();
                withRefSpec("+refs/heads/" + target + ":refs/remotes/@{remote}/" + target);
            }
        }
    }

    @Override
    public GitSCM build() {
        SCMHead head = head();
        SCMRevision revision = revision();
        if (!(head instanceof PullRequestHead request)) {
            return super.build();
        }
        PullRequestRevision both = revision instanceof PullRequestRevision told ? told : null;
        if (request.isMerge()) {
            // The last extension, as it asks to be.
            withExtension(new MergeWithGitSCMExtension(
                    "remotes/" + remoteName() + "/" + request.getTarget().getName(),
                    both == null ? null : both.targetCommit()));
        }
        if (both != null) {
            withRevision(new AbstractGitSCMSource.SCMRevisionImpl(head, both.getCommit()));
        }
        try {
            return super.build();
        } finally {
            withRevision(revision);
        }
    }
}
