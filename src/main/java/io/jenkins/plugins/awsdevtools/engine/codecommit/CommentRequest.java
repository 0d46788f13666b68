package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Objects;
import java.util.Optional;

/**
 * A comment and where it goes.
 *
 * @param text Markdown
 */
public record CommentRequest(Place place, String text) {

    /** "Comment length: maximum of 10,240 characters" (Quotas in AWS CodeCommit). */
    public static final int LONGEST = 10_240;

    /** @throws ParameterException naming field and value */
    public CommentRequest {
        Objects.requireNonNull(place);
        checkText(text);
    }

    /** @throws ParameterException if AWS would not take the text */
    public static void checkText(String text) {
        if (text == null || text.isBlank()) {
            throw new ParameterException("text", "", Texts.of("comment.none"));
        }
        if (text.length() > LONGEST) {
            throw new ParameterException("text", text.length(), Texts.of("comment.long", LONGEST));
        }
    }

    /** @throws ParameterException if it is not the number of a pull request */
    public static void checkPullRequest(String id) {
        if (id == null || !id.matches("[0-9]{1,20}")) {
            throw new ParameterException("pullRequest", id, Texts.of("comment.pullRequest"));
        }
    }

    /** @throws ParameterException if it is not the id of a commit */
    public static void checkCommit(String id) {
        if (id == null || !id.matches("[0-9a-f]{40}")) {
            throw new ParameterException("commit", id, Texts.of("comment.commit"));
        }
    }

    /** Where a comment goes. */
    public sealed interface Place {}

    /**
     * A pull request, or a line of a file of it as it is in the source.
     *
     * @param line of the newer version, from 1
     */
    public record OnPullRequest(String id, Optional<String> path, Optional<Integer> line) implements Place {
        public OnPullRequest {
            checkPullRequest(id);
            checkLine(path, line);
        }
    }

    /** A commit, or a line of a file of it. */
    public record OnCommit(String repository, String commit, Optional<String> path, Optional<Integer> line)
            implements Place {
        public OnCommit {
            PushRequest.checkRepository(repository);
            checkCommit(commit);
            checkLine(path, line);
        }
    }

    /** An answer to a comment. */
    public record Reply(String commentId) implements Place {
        public Reply {
            Objects.requireNonNull(commentId);
        }
    }

    /** In place of what a comment said; AWS lets nobody but its author change it. */
    public record Change(String commentId) implements Place {
        public Change {
            Objects.requireNonNull(commentId);
        }
    }

    private static void checkLine(Optional<String> path, Optional<Integer> line) {
        if (line.isPresent() && path.isEmpty()) {
            throw new ParameterException("path", "", Texts.of("comment.path"));
        }
        if (line.isPresent() && line.get() < 1) {
            throw new ParameterException("line", line.get(), Texts.of("comment.line"));
        }
    }
}
