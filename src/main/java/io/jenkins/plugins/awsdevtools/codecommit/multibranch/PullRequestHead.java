package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import java.util.Objects;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.mixin.ChangeRequestSCMHead2;

/**
 * A pull request. Its source is a branch of the same repository: CodeCommit has no forks.
 *
 * <p>What is kept identifies the request and says how it is checked out.
 */
public final class PullRequestHead extends SCMHead implements ChangeRequestSCMHead2 {

    private static final long serialVersionUID = 1L;

    private final String number;
    private final String source;
    private final SCMHead target;
    private final ChangeRequestCheckoutStrategy strategy;

    /**
     * @param name of the project
     * @param number the pull request's id
     */
    public PullRequestHead(
            String name, String number, String source, SCMHead target, ChangeRequestCheckoutStrategy strategy) {
        super(name);
        this.number = Objects.requireNonNull(number);
        this.source = Objects.requireNonNull(source);
        this.target = Objects.requireNonNull(target);
        this.strategy = Objects.requireNonNull(strategy);
    }

    @Override
    public String getPronoun() {
        return Messages.PullRequestHead_pronoun();
    }

    @Override
    public String getId() {
        return number;
    }

    @Override
    public SCMHead getTarget() {
        return target;
    }

    @Override
    public ChangeRequestCheckoutStrategy getCheckoutStrategy() {
        return strategy;
    }

    @Override
    public String getOriginName() {
        return source;
    }

    @Override
    public SCMHeadOrigin getOrigin() {
        return SCMHeadOrigin.DEFAULT;
    }

    boolean isMerge() {
        return strategy == ChangeRequestCheckoutStrategy.MERGE;
    }
}
