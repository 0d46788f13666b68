package io.jenkins.plugins.awsdevtools.codepipeline;

import io.jenkins.plugins.awsdevtools.approval.PendingApproval;
import io.jenkins.plugins.awsdevtools.approval.Submitters;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ApprovalAnswer;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ApprovalRequest;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineControl;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A manual approval that waits in an execution that a build follows.
 *
 * @param action the try that waits: one that is asked anew has another id
 * @param said told what became of the answer
 */
record PipelineApproval(
        AwsAccess access,
        ExecutionSnapshot execution,
        ActionSnapshot action,
        Submitters submitters,
        Consumer<String> said)
        implements PendingApproval {

    @Override
    public String id() {
        return action.id();
    }

    @Override
    public String title() {
        return Messages.PipelineApproval_title(action.stage(), action.name(), execution.pipeline());
    }

    @Override
    public String message() {
        return action.approvalMessage();
    }

    @Override
    public String link() {
        String link = action.approvalLink();
        return link.startsWith("https://") || link.startsWith("http://") ? link : "";
    }

    @Override
    public boolean rejectable() {
        return true;
    }

    /** AWS knows the controller's role alone, so who answered stands in the comment. */
    @Override
    public CompletionStage<String> answer(boolean approve, String comment, String who) {
        String signed = comment.isEmpty()
                ? Messages.PipelineApproval_by(who)
                : Messages.PipelineApproval_commentBy(comment, who);
        try {
            return new PipelineControl(AwsRuntime.get().work(), access, reason -> said.accept(reason.text()))
                    .answer(ApprovalRequest.to(execution, action, approve, signed), Journal.inMemory())
                    .result()
                    .thenApply(answer -> told(answer, approve, who))
                    .exceptionallyCompose(this::stale);
        } catch (ParameterException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private String told(ApprovalAnswer answer, boolean approve, String who) {
        String text;
        if (!answer.ours()) {
            text = Messages.PipelineApproval_elsewhere(action.stage(), action.name());
        } else if (approve) {
            text = Messages.PipelineApproval_approved(action.stage(), action.name(), who);
        } else {
            text = Messages.PipelineApproval_rejected(action.stage(), action.name(), who);
        }
        said.accept(text);
        return text;
    }

    /** No such approval waits: somebody was faster, or it is asked anew. That is no error, and the log says so. */
    private CompletionStage<String> stale(Throwable failure) {
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (reason instanceof ParameterException refused && refused.field().equals("action")) {
            String text = Messages.PipelineApproval_stale(action.stage(), action.name());
            said.accept(text);
            return CompletableFuture.completedFuture(text);
        }
        return CompletableFuture.failedFuture(reason);
    }
}
