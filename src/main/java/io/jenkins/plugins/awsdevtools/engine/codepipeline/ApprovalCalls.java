package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codepipeline.model.ApprovalAlreadyCompletedException;
import software.amazon.awssdk.services.codepipeline.model.InvalidApprovalTokenException;

/**
 * Answers a manual approval. Answered elsewhere first is no error. AWS does not tell whose answer counts, so after a lost
 * answer and after a restart one with the same decision and comment counts as this one.
 */
final class ApprovalCalls extends ControlCalls<ApprovalPlan, ApprovalAnswer> {

    private final CodePipelineApi api;
    private final ApprovalRequest request;
    private volatile boolean mayBeGiven;

    /** @param trouble told what is waited out */
    ApprovalCalls(CodePipelineApi api, AwsAccess access, ApprovalRequest request, Consumer<AwsFailure> trouble) {
        super(api, access, "codepipeline:PutApprovalResult", request.pipeline(), "", trouble);
        this.api = api;
        this.request = request;
    }

    @Override
    public CompletionStage<ApprovalPlan> before() {
        return new ApprovalSearch(api, request).find();
    }

    @Override
    public CompletionStage<ApprovalAnswer> call(ApprovalPlan plan) {
        if (!plan.waits()) {
            return CompletableFuture.completedFuture(plan.answer(false));
        }
        return api.onceOnly()
                .answer(request.pipeline(), plan, request.approve(), request.comment())
                .thenApply(done -> plan.answer(true))
                .exceptionallyCompose(
                        failure -> isAnswered(failure) ? onAnswered(plan) : CompletableFuture.failedFuture(failure));
    }

    /** "The approval request already received a response or has expired" (InvalidApprovalTokenException). */
    private static boolean isAnswered(Throwable failure) {
        Throwable thrown = failure instanceof CompletionException ? failure.getCause() : failure;
        return thrown instanceof ApprovalAlreadyCompletedException || thrown instanceof InvalidApprovalTokenException;
    }

    private CompletionStage<ApprovalAnswer> onAnswered(ApprovalPlan plan) {
        return mayBeGiven
                ? ended(plan).thenApply(answer -> answer.orElse(plan.answer(false)))
                : CompletableFuture.completedFuture(plan.answer(false));
    }

    @Override
    public CompletionStage<Optional<ApprovalAnswer>> made(ApprovalPlan plan) {
        mayBeGiven = true;
        return plan.waits() ? ended(plan) : CompletableFuture.completedFuture(Optional.of(plan.answer(false)));
    }

    private CompletionStage<Optional<ApprovalAnswer>> ended(ApprovalPlan plan) {
        return api.approvals(request.pipeline(), plan.executionId()).thenApply(tries -> tries.stream()
                .filter(one ->
                        one.action().id().equals(plan.tryId()) && one.action().ended())
                .findFirst()
                .map(one -> plan.answer(one.isEndedAs(request))));
    }

    @Override
    public String state() {
        return Texts.of("codepipeline.approval.state", request.pipeline());
    }

    @Override
    public String aborted() {
        return Texts.of("codepipeline.approval.aborted");
    }
}
