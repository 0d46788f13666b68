package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Objects;
import java.util.Optional;

/**
 * What is to become of the approval of a pull request.
 *
 * @param approve false revokes
 * @param commit of the source that this is about; a pull request whose source is at another one is left as it is. Empty for
 *     whatever the pull request is now
 */
public record Approval(boolean approve, Optional<String> commit) {

    public Approval {
        Objects.requireNonNull(commit);
    }

    /** What became of it. */
    public enum Outcome {
        APPROVED,
        REVOKED,
        /** Neither: the source was pushed to meanwhile. */
        OUTDATED
    }

    Outcome done() {
        return approve ? Outcome.APPROVED : Outcome.REVOKED;
    }

    boolean isAbout(PullRequest request) {
        return commit.map(request.sourceCommit()::equals).orElse(true);
    }
}
