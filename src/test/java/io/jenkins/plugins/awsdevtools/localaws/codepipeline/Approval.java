package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import java.util.Map;
import java.util.UUID;

/**
 * A manual approval that waits for its answer. Guarded by its pipeline.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutApprovalResult.html">PutApprovalResult</a>
 */
final class Approval implements ActionWork {
    private final String token = UUID.randomUUID().toString();
    private final String reviewLink;
    private ActionOutcome outcome = ActionOutcome.inProgress();

    Approval(ActionContext context) {
        this.reviewLink = context.setting("ExternalEntityLink");
    }

    @Override
    public ActionOutcome look() {
        return outcome;
    }

    @Override
    public String token() {
        return token;
    }

    void answer(String given, boolean approved, String summary) {
        if (outcome.isEnd()) {
            throw PipelineErrors.of(
                    "ApprovalAlreadyCompleted", "The approval action has already been approved or rejected");
        }
        if (!token.equals(given)) {
            throw PipelineErrors.of("InvalidApprovalToken", "The approval token is not valid");
        }
        outcome = (approved
                        ? ActionOutcome.succeeded(summary, Map.of())
                        : ActionOutcome.failed("ApprovalRejected", "Rejected: " + summary))
                .with(summary, "", reviewLink);
    }
}
