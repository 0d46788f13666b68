package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Objects;

/**
 * What finds a comment again: AWS takes a token again with the same parameters only.
 *
 * @param token with which it is made, so that a lost answer does not make a second one
 * @param text with which it was first made
 * @param beforeCommit of what it is on when it was first made; null if there is none
 * @param afterCommit likewise
 * @param commentId null until AWS told it
 */
public record CommentRecord(String token, String text, String beforeCommit, String afterCommit, String commentId) {

    public CommentRecord {
        Objects.requireNonNull(token);
        Objects.requireNonNull(text);
    }

    CommentRecord made(String id) {
        return new CommentRecord(token, text, beforeCommit, afterCommit, id);
    }
}
