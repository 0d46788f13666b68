package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.util.Map;

/**
 * How an action stands.
 *
 * @param status as AWS names it: InProgress, Succeeded, Failed, Abandoned
 * @param summary for people; may be empty
 * @param externalId of the build, deployment or job; may be empty
 * @param externalUrl its page; may be empty
 * @param errorCode such as {@code JobFailed}; empty unless failed
 * @param errorMessage why; empty unless failed
 * @param variables what the action puts out
 */
record ActionOutcome(
        String status,
        String summary,
        String externalId,
        String externalUrl,
        String errorCode,
        String errorMessage,
        Map<String, String> variables) {

    static final String IN_PROGRESS = "InProgress";
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";
    static final String ABANDONED = "Abandoned";

    static ActionOutcome inProgress() {
        return new ActionOutcome(IN_PROGRESS, "", "", "", "", "", Map.of());
    }

    static ActionOutcome succeeded(String summary, Map<String, String> variables) {
        return new ActionOutcome(SUCCEEDED, summary, "", "", "", "", Map.copyOf(variables));
    }

    static ActionOutcome failed(String code, String message) {
        return new ActionOutcome(FAILED, "", "", "", code, message, Map.of());
    }

    ActionOutcome with(String newSummary, String newExternalId, String newExternalUrl) {
        return new ActionOutcome(status, newSummary, newExternalId, newExternalUrl, errorCode, errorMessage, variables);
    }

    boolean isEnd() {
        return !status.equals(IN_PROGRESS);
    }
}
