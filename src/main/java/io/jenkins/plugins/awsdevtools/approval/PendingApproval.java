package io.jenkins.plugins.awsdevtools.approval;

import java.util.concurrent.CompletionStage;

/** Something in AWS that waits for a person's answer. */
public interface PendingApproval {

    /** Tells it from everything else that this build waits for, and from the same question asked anew. */
    String id();

    /** For people, for example {@code Review / Ask of site}. */
    String title();

    /** What is asked; may be empty and hold line ends. */
    String message();

    /** What it is about, a page; may be empty. */
    String link();

    /** Whether it can be rejected too. */
    boolean rejectable();

    /** Who may answer. */
    Submitters submitters();

    /**
     * Answers.
     *
     * @param comment may be empty
     * @param who says so, as Jenkins knows them
     * @return what became of it, a sentence. Fails with what says why it cannot be answered.
     */
    CompletionStage<String> answer(boolean approve, String comment, String who);
}
