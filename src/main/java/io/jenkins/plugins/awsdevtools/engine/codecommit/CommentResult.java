package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Optional;

/**
 * What became of a comment.
 *
 * @param approval what became of the approval of the pull request; empty if none was asked for
 */
public record CommentResult(String commentId, Optional<Approval.Outcome> approval) {}
