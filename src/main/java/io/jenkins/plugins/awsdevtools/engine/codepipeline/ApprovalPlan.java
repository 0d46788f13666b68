package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is kept of an answer to an approval before it is given.
 *
 * @param stage in which it waits; kept, as the action's name is, because a call has to give it
 * @param action its name
 * @param executionId in which it waits; kept because its tries tell after a restart whether it was answered
 * @param tryId of the action's try; kept so that the same question asked anew is not taken for this one
 * @param token that an answer has to give; kept because it is of this try alone. Empty if it does not wait any more
 */
public record ApprovalPlan(
        @JsonProperty("stage") String stage,
        @JsonProperty("action") String action,
        @JsonProperty("executionId") String executionId,
        @JsonProperty("tryId") String tryId,
        @JsonProperty("token") String token) {

    boolean waits() {
        return !token.isEmpty();
    }

    boolean matches(ApprovalRequest request) {
        return (request.stage() == null || request.stage().equals(stage))
                && (request.action() == null || request.action().equals(action))
                && (request.executionId() == null || request.executionId().equals(executionId))
                && (request.tryId() == null || request.tryId().equals(tryId));
    }

    String shownName() {
        return stage + " / " + action;
    }

    ApprovalAnswer answer(boolean ours) {
        return new ApprovalAnswer(stage, action, ours);
    }
}
