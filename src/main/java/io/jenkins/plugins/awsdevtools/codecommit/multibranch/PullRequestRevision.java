package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import io.jenkins.plugins.awsdevtools.codecommit.comment.SourceCommit;
import java.util.Objects;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMRevision;

/** The commits of a pull request: its source's and its destination's. */
public final class PullRequestRevision extends ChangeRequestSCMRevision<PullRequestHead> implements SourceCommit {

    private static final long serialVersionUID = 1L;

    private final String commit;

    /**
     * @param commit of the source
     * @param targetCommit of the destination
     */
    public PullRequestRevision(PullRequestHead head, String commit, String targetCommit) {
        super(head, new AbstractGitSCMSource.SCMRevisionImpl(head.getTarget(), targetCommit));
        this.commit = Objects.requireNonNull(commit);
    }

    @Override
    public String getCommit() {
        return commit;
    }

    String targetCommit() {
        return ((AbstractGitSCMSource.SCMRevisionImpl) getTarget()).getHash();
    }

    @Override
    public boolean equivalent(ChangeRequestSCMRevision<?> revision) {
        return revision instanceof PullRequestRevision other
                && getHead().equals(other.getHead())
                && commit.equals(other.commit);
    }

    @Override
    protected int _hashCode() {
        return commit.hashCode();
    }

    @Override
    public String toString() {
        return isMerge() ? commit + "+" + targetCommit() : commit;
    }
}
