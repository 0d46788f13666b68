package io.jenkins.plugins.awsdevtools.codecommit.comment;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentRecord;
import io.jenkins.plugins.awsdevtools.engine.journal.FileJournal;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;

/** Where a job keeps what finds the comments again that its builds share: beside its builds, deleted with it. */
public final class CommentFiles {

    private CommentFiles() {}

    /**
     * @param place what the comment is on, such as {@code pr-12}
     * @param key tells comments on the same place apart; letters, digits and -
     */
    public static Journal<CommentRecord> of(Job<?, ?> job, String place, String key) {
        return new FileJournal<>(
                job.getRootDir()
                        .toPath()
                        .resolve("aws-developer-tools")
                        .resolve("comment-" + place.replaceAll("[^\\w.-]", "_") + "-" + key + ".json"),
                CommentRecord.class);
    }
}
