package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.codecommit.model.Commit;

/**
 * A commit as GetCommit and BatchGetCommits tell it.
 *
 * @param id all 40 digits
 * @param parents the first is the branch that was merged into
 * @param message whole
 * @param time when it was written, by the author's clock; the epoch if AWS tells none
 */
public record CommitInfo(String id, List<String> parents, String author, String email, String message, Instant time) {

    public CommitInfo {
        Objects.requireNonNull(id);
        parents = List.copyOf(parents);
    }

    static CommitInfo of(Commit told) {
        String author = told.author() == null ? "" : text(told.author().name());
        String email = told.author() == null ? "" : text(told.author().email());
        Instant time =
                told.author() == null ? Instant.EPOCH : time(told.author().date());
        return new CommitInfo(told.commitId(), told.parents(), author, email, text(told.message()), time);
    }

    /** The first line of the message. */
    public String title() {
        return message.strip().lines().findFirst().orElse("");
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    /** "The date when the commit was specified, in timestamp format with GMT offset" (UserInfo): git's own notation. */
    private static Instant time(String date) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(text(date).strip().split(" ")[0]));
        } catch (NumberFormatException | DateTimeException notATime) {
            return Instant.EPOCH;
        }
    }
}
