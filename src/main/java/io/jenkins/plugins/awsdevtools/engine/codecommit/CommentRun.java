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
import software.amazon.awssdk.services.codecommit.model.RevisionNotCurrentException;

/**
 * A comment, and an approval beside it, as remote work: made once whatever the process's fate, because the journal has the
 * token. An approval said twice is one approval.
 */
public final class CommentRun implements RemoteWork<CommentResult> {

    private final CompletableFuture<CommentResult> result = new CompletableFuture<>();

    private CommentRun() {}

    /**
     * @param approval of the pull request that the comment is on
     * @param journal finds the comment again
     */
    public static CommentRun begin(
            WorkContext context,
            AwsAccess access,
            CommentRequest request,
            Optional<Approval> approval,
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

    /**
     * Approves or revokes, if the pull request is what it was when that was decided; the stage fails with
     * {@link AwsFailureException}. CodeCommit takes neither for a revision that is not the current one, so that a push
     * between its two calls is noticed too.
     */
    public static CompletionStage<Optional<Approval.Outcome>> approve(
            AwsClients clients, AwsAccess access, CommentRequest.Place place, Optional<Approval> approval) {
        if (approval.isEmpty() || !(place instanceof CommentRequest.OnPullRequest on)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Approval wanted = approval.get();
        PullRequests requests = new PullRequests(clients, access);
        CallContext call = new CallContext(
                "codecommit:UpdatePullRequestApprovalState",
                on.id(),
                access.region().id());
        return requests.get(on.id()).thenCompose(told -> {
            if (!wanted.isAbout(told)) {
                return CompletableFuture.completedFuture(Optional.of(Approval.Outcome.OUTDATED));
            }
            return requests.approve(told, wanted.approve()).handle((done, failure) -> {
                if (failure == null) {
                    return Optional.of(wanted.done());
                }
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                if (cause instanceof RevisionNotCurrentException) {
                    return Optional.of(Approval.Outcome.OUTDATED);
                }
                throw new AwsFailureException(
                        cause instanceof PullRequestCannotBeApprovedByAuthorException
                                ? ownRequest(told, call)
                                : FailureTranslator.translate(cause, call));
            });
        });
    }

    private static AwsFailure ownRequest(PullRequest told, CallContext call) {
        return new AwsFailure(
                AwsFailure.Kind.INVALID_REQUEST,
                Texts.of("comment.ownRequest", told.id(), told.author()),
                "",
                Optional.empty(),
                false,
                call.operation());
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
