package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Optional;

/**
 * What became of a comment.
 *
 * @param approval whether the pull request was approved (true) or its approval revoked; empty if neither was asked for
 */
public record CommentResult(String commentId, Optional<Boolean> approval) {}
