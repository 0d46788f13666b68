package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Objects;

/**
 * What finds a comment again.
 *
 * @param token with which it is made, so that a lost answer does not make a second one
 * @param text with which it was first made: AWS takes a token again with the same text only
 * @param commentId null until AWS told it
 */
public record CommentRecord(String token, String text, String commentId) {

    public CommentRecord {
        Objects.requireNonNull(token);
        Objects.requireNonNull(text);
    }

    CommentRecord made(String id) {
        return new CommentRecord(token, text, id);
    }
}
