package io.jenkins.plugins.awsdevtools.codecommit.comment;

import hudson.model.Run;
import java.util.Optional;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/** A revision of a pull request that knows the commit of the request's source. */
public interface SourceCommit {

    /** All 40 digits. */
    String getCommit();

    /**
     * The source's commit that a build of a multibranch project is about, merged or not.
     *
     * @param request the id of the pull request; empty if the build is about anything else
     */
    static Optional<String> of(Run<?, ?> run, String request) {
        SCMHead head = SCMHead.HeadByItem.findHead(run.getParent());
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        if (source == null
                || !(head instanceof ChangeRequestSCMHead built)
                || !built.getId().equals(request)) {
            return Optional.empty();
        }
        SCMRevision revision = SCMRevisionAction.getRevision(source, run);
        return revision instanceof SourceCommit known ? Optional.of(known.getCommit()) : Optional.empty();
    }
}
