package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codecommit.model.PullRequestCannotBeApprovedByAuthorException;

/**
 * A comment, and an approval beside it, as remote work: made once whatever the process's fate, because the journal has the
 * token. An approval said twice is one approval.
 */
public final class CommentRun implements RemoteWork<CommentResult> {

    private final CompletableFuture<CommentResult> result = new CompletableFuture<>();

    private CommentRun() {}

    /**
     * @param approval true approves, false revokes; of the pull request that the comment is on
     * @param journal finds the comment again
     */
    public static CommentRun begin(
            WorkContext context,
            AwsAccess access,
            CommentRequest request,
            Optional<Boolean> approval,
            Journal<CommentRecord> journal) {
        CommentRun run = new CommentRun();
        CallContext call = new CallContext(
                operation(request.place()),
                resource(request.place()),
                access.region().id());
        new Comments(context.clients(), access, context.markers())
                .put(request, journal)
                .thenCompose(id -> approve(context.clients(), access, request.place(), approval)
                        .thenApply(state -> new CommentResult(id, state)))
                .whenComplete((done, failure) -> run.end(done, failure, call));
        return run;
    }

    /** Approves or revokes for what the pull request is now; the stage fails with {@link AwsFailureException}. */
    public static CompletionStage<Optional<Boolean>> approve(
            AwsClients clients, AwsAccess access, CommentRequest.Place place, Optional<Boolean> approval) {
        if (approval.isEmpty() || !(place instanceof CommentRequest.OnPullRequest on)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        PullRequests requests = new PullRequests(clients, access);
        CallContext call = new CallContext(
                "codecommit:UpdatePullRequestApprovalState",
                on.id(),
                access.region().id());
        return requests.get(on.id())
                .thenCompose(told -> requests.approve(told, approval.get()).handle((done, failure) -> {
                    if (failure == null) {
                        return approval;
                    }
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    AwsFailure reason = FailureTranslator.translate(cause, call);
                    throw new AwsFailureException(
                            cause instanceof PullRequestCannotBeApprovedByAuthorException
                                    ? new AwsFailure(
                                            AwsFailure.Kind.INVALID_REQUEST,
                                            Texts.of("comment.ownRequest", told.id(), told.author()),
                                            "",
                                            Optional.empty(),
                                            false,
                                            call.operation())
                                    : reason);
                }));
    }

    private void end(CommentResult done, Throwable failure, CallContext call) {
        if (failure == null) {
            result.complete(done);
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        result.completeExceptionally(
                cause instanceof AwsFailureException
                        ? cause
                        : new AwsFailureException(FailureTranslator.translate(cause, call)));
    }

    private static String operation(CommentRequest.Place place) {
        if (place instanceof CommentRequest.OnPullRequest) {
            return "codecommit:PostCommentForPullRequest";
        }
        if (place instanceof CommentRequest.OnCommit) {
            return "codecommit:PostCommentForComparedCommit";
        }
        return place instanceof CommentRequest.Reply ? "codecommit:PostCommentReply" : "codecommit:UpdateComment";
    }

    private static String resource(CommentRequest.Place place) {
        if (place instanceof CommentRequest.OnPullRequest request) {
            return request.id();
        }
        if (place instanceof CommentRequest.OnCommit commit) {
            return commit.repository();
        }
        return place instanceof CommentRequest.Reply reply
                ? reply.commentId()
                : ((CommentRequest.Change) place).commentId();
    }

    @Override
    public CompletionStage<CommentResult> result() {
        return result;
    }

    @Override
    public String state() {
        return Texts.of("comment.posting");
    }

    /** A call that is under way may still arrive. */
    @Override
    public void abort() {
        result.completeExceptionally(new WorkAbortedException(Texts.of("comment.aborted")));
    }

    @Override
    public void detach() {
        // nothing is held
    }
}
