package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import jenkins.scm.api.SCMNavigator;
import jenkins.scm.api.SCMSourceObserver;
import jenkins.scm.api.trait.SCMNavigatorContext;
import jenkins.scm.api.trait.SCMNavigatorRequest;

/** What the traits of an organization folder ask for. */
public final class CodeCommitSCMNavigatorContext
        extends SCMNavigatorContext<CodeCommitSCMNavigatorContext, SCMNavigatorRequest> {

    @Override
    public SCMNavigatorRequest newRequest(SCMNavigator navigator, SCMSourceObserver observer) {
        return new Request(navigator, this, observer);
    }

    /** Its supertype is abstract and complete. */
    private static final class Request extends SCMNavigatorRequest {
        Request(SCMNavigator source, CodeCommitSCMNavigatorContext context, SCMSourceObserver observer) {
            super(source, context, observer);
        }
    }
}
