package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.model.ApprovalAlreadyCompletedException;
import software.amazon.awssdk.services.codepipeline.model.InvalidApprovalTokenException;

/**
 * Answers a manual approval: one call to find it, one to answer. Answered elsewhere first is no error. After a restart it
 * is looked for again; an answer that was given then counts as one given elsewhere.
 */
public final class ApprovalWork implements RemoteWork<ApprovalAnswer> {

    private final CodePipelineApi api;
    private final AwsAccess access;
    private final ApprovalRequest request;
    private final CompletableFuture<ApprovalAnswer> result = new CompletableFuture<>();

    private ApprovalWork(AwsClients clients, AwsAccess access, ApprovalRequest request) {
        this.api = new CodePipelineApi(clients, access);
        this.access = access;
        this.request = request;
    }

    /** Begins; {@link #result} fails with {@link ParameterException} if no such approval waits. */
    public static ApprovalWork begin(AwsClients clients, AwsAccess access, ApprovalRequest request) {
        ApprovalWork work = new ApprovalWork(clients, access, request);
        work.api
                .waitingApprovals(request.pipeline())
                .thenApply(work::chosen)
                .thenCompose(work::answer)
                .whenComplete(work::end);
        return work;
    }

    private WaitingApproval chosen(List<WaitingApproval> waiting) {
        List<WaitingApproval> matching =
                waiting.stream().filter(approval -> approval.matches(request)).toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        List<String> names = waiting.stream()
                .map(approval -> approval.stage() + " / " + approval.action())
                .toList();
        String known = names.isEmpty() ? Texts.of("codepipeline.approval.none") : String.join(", ", names);
        throw new ParameterException(
                "action",
                request.action(),
                Texts.of(matching.isEmpty() ? "codepipeline.approval.missing" : "codepipeline.approval.many", known));
    }

    private CompletionStage<ApprovalAnswer> answer(WaitingApproval approval) {
        return api.answer(request.pipeline(), approval, request.approve(), request.comment())
                .thenApply(done -> new ApprovalAnswer(approval.stage(), approval.action(), true))
                .exceptionallyCompose(failure -> isAnswered(failure)
                        ? CompletableFuture.completedFuture(
                                new ApprovalAnswer(approval.stage(), approval.action(), false))
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isAnswered(Throwable failure) {
        Throwable thrown = failure instanceof CompletionException ? failure.getCause() : failure;
        return thrown instanceof ApprovalAlreadyCompletedException || thrown instanceof InvalidApprovalTokenException;
    }

    private void end(ApprovalAnswer answer, Throwable failure) {
        if (failure == null) {
            result.complete(answer);
            return;
        }
        Throwable thrown = failure instanceof CompletionException ? failure.getCause() : failure;
        result.completeExceptionally(
                thrown instanceof ParameterException
                        ? thrown
                        : new AwsFailureException(FailureTranslator.translate(
                                thrown,
                                new CallContext(
                                        "codepipeline:PutApprovalResult",
                                        request.pipeline(),
                                        access.region().id()))));
    }

    @Override
    public CompletionStage<ApprovalAnswer> result() {
        return result;
    }

    @Override
    public String state() {
        return Texts.of("codepipeline.approval.state", request.pipeline());
    }

    @Override
    public void abort() {
        result.completeExceptionally(new WorkAbortedException(Texts.of("codepipeline.approval.aborted")));
    }

    @Override
    public void detach() {
        result.cancel(false);
    }
}
