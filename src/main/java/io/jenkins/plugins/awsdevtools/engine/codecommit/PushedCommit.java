package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.io.Serializable;

/**
 * A commit of a push as builds keep it.
 *
 * @param title the first line of the message, at most 200 characters
 */
public record PushedCommit(String id, String author, String title) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_TITLE = 200;

    static PushedCommit of(CommitInfo commit) {
        String title = commit.title();
        return new PushedCommit(
                commit.id(),
                commit.author(),
                title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE) + "...");
    }
}
