package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.model.TaskListener;
import java.util.EnumSet;
import java.util.Set;
import jenkins.plugins.git.GitSCMSourceContext;
import jenkins.plugins.git.GitSCMSourceRequest;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;

/** What the traits of a source ask for. */
public final class CodeCommitSCMSourceContext
        extends GitSCMSourceContext<CodeCommitSCMSourceContext, GitSCMSourceRequest> {

    private final Set<ChangeRequestCheckoutStrategy> pullRequests = EnumSet.noneOf(ChangeRequestCheckoutStrategy.class);
    private BranchesWanted branches = BranchesWanted.ALL;

    /** Which branches are built beside pull requests. */
    public enum BranchesWanted {
        ALL,
        WITHOUT_PULL_REQUEST,
        WITH_PULL_REQUEST
    }

    public CodeCommitSCMSourceContext(SCMSourceCriteria criteria, SCMHeadObserver observer) {
        super(criteria, observer);
    }

    Set<ChangeRequestCheckoutStrategy> pullRequests() {
        return pullRequests;
    }

    BranchesWanted branches() {
        return branches;
    }

    CodeCommitSCMSourceContext withPullRequests(Set<ChangeRequestCheckoutStrategy> strategies) {
        pullRequests.addAll(strategies);
        return this;
    }

    CodeCommitSCMSourceContext withBranches(BranchesWanted wanted) {
        branches = wanted;
        return this;
    }

    @Override
    public GitSCMSourceRequest newRequest(SCMSource source, TaskListener listener) {
        return new GitSCMSourceRequest(source, this, listener);
    }
}
