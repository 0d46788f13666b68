package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;

/** A try of a manual approval, as ListActionExecutions tells it. */
record ApprovalTry(String executionId, ActionSnapshot action) {

    static ApprovalTry of(ActionExecutionDetail detail) {
        return new ApprovalTry(detail.pipelineExecutionId(), ActionSnapshot.of(detail));
    }

    boolean isApproval() {
        return action.provider().equals("Manual");
    }

    /**
     * "For a pipeline where the execution mode is set to PARALLEL, [...] use the externalExecutionId in the response output
     * from the ListActionExecutions action as the token" (PutApprovalResult).
     */
    ApprovalPlan plan() {
        return new ApprovalPlan(
                action.stage(), action.name(), executionId, action.id(), action.ended() ? "" : action.externalId());
    }

    /** Whether it may have been ended by an answer to this request. */
    boolean isEndedAs(ApprovalRequest request) {
        return action.succeeded() == request.approve() && action.summary().contains(request.comment());
    }
}
