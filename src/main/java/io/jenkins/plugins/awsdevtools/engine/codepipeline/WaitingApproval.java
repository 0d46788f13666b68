package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/**
 * An approval that waits for its answer.
 *
 * @param executionId in which it waits
 * @param tryId of the action's try, which tells it from the same question asked anew
 * @param token that an answer has to give
 */
record WaitingApproval(String stage, String action, String executionId, String tryId, String token) {

    boolean matches(ApprovalRequest request) {
        return (request.stage() == null || request.stage().equals(stage))
                && (request.action() == null || request.action().equals(action))
                && (request.executionId() == null || request.executionId().equals(executionId))
                && (request.tryId() == null || request.tryId().equals(tryId));
    }
}
