package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMRevision;

/** Which commit a revision is read at without merging. */
final class Commits {

    private Commits() {}

    /** Null if it does not tell. */
    static String of(SCMRevision revision) {
        if (revision instanceof PullRequestRevision request) {
            return request.getCommit();
        }
        return revision instanceof AbstractGitSCMSource.SCMRevisionImpl git ? git.getHash() : null;
    }
}
