package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import java.time.Instant;

/**
 * One execution of a pipeline, a stage or an action as it was seen.
 *
 * @param key tells it from all others of its level in the pipeline
 * @param stage empty for a pipeline
 * @param action empty for a pipeline or stage
 * @param status as AWS names it
 * @param changed when, as far as AWS tells
 * @param summary of the status, or the error; may be empty
 */
record Observed(
        String key, String executionId, String stage, String action, String status, Instant changed, String summary) {

    /** Whether it was under way at some time. A stage whose entry condition was not met never was. */
    boolean hasBegun() {
        return !status.equals("Skipped");
    }

    /** What differs when something happened. An end that comes again, after a retry, has another time. */
    String mark() {
        boolean running = status.equals("InProgress") || status.equals("Stopping");
        return running || changed == null ? status : status + "@" + changed.toEpochMilli();
    }

    /** The state of a mark. */
    static String status(String mark) {
        int at = mark.indexOf('@');
        return at < 0 ? mark : mark.substring(0, at);
    }
}
