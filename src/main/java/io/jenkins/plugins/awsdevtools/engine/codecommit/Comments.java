package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.CodeCommitAsyncClient;
import software.amazon.awssdk.services.codecommit.model.CommentDeletedException;
import software.amazon.awssdk.services.codecommit.model.CommentDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.IdempotencyParameterMismatchException;
import software.amazon.awssdk.services.codecommit.model.Location;
import software.amazon.awssdk.services.codecommit.model.RelativeFileVersionEnum;

/** Comments on pull requests and commits, for one identity. Every stage fails with whatever the SDK threw. */
public final class Comments {

    private final AwsClients clients;
    private final AwsAccess access;
    private final Supplier<String> tokens;

    /** @param tokens gives a new client request token for each comment */
    public Comments(AwsClients clients, AwsAccess access, Supplier<String> tokens) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
        this.tokens = Objects.requireNonNull(tokens);
    }

    /** The commits that a comment is on, and the repository. */
    private record Compared(String repository, String before, String after) {}

    /**
     * Makes the comment that the journal stands for, or changes it if it is there. Its token is saved before the call, so
     * that one whose answer was lost, also by a restart, is found and not made twice; one that somebody deleted is made
     * anew.
     *
     * @return the comment's id
     */
    public CompletionStage<String> put(CommentRequest request, Journal<CommentRecord> journal) {
        Optional<CommentRecord> known = journal.load();
        if (known.isEmpty()) {
            return make(request, journal);
        }
        CommentRecord record = known.get();
        CompletionStage<Optional<String>> found = record.commentId() == null
                ? makeAgain(request, record, journal)
                : change(record.commentId(), request.text());
        return found.thenCompose(
                id -> id.isPresent() ? CompletableFuture.completedFuture(id.get()) : make(request, journal));
    }

    private CompletionStage<String> make(CommentRequest request, Journal<CommentRecord> journal) {
        return compared(request.place()).thenCompose(on -> {
            CommentRecord record = new CommentRecord(tokens.get(), request.text(), on.before(), on.after(), null);
            journal.save(record);
            return post(request.place(), on, record).thenApply(id -> {
                journal.save(record.made(id));
                return id;
            });
        });
    }

    /** Empty if the comment is gone, or the token was used for another one, as when the same key is for another line now. */
    private CompletionStage<Optional<String>> makeAgain(
            CommentRequest request, CommentRecord record, Journal<CommentRecord> journal) {
        return compared(request.place())
                .thenCompose(on -> post(
                        request.place(),
                        new Compared(on.repository(), record.beforeCommit(), record.afterCommit()),
                        record))
                .handle(Comments::unlessOfAnother)
                .thenCompose(id -> {
                    if (id.isEmpty()) {
                        return CompletableFuture.completedFuture(id);
                    }
                    journal.save(record.made(id.get()));
                    return record.text().equals(request.text())
                            ? CompletableFuture.completedFuture(id)
                            : change(id.get(), request.text());
                });
    }

    private static Optional<String> unlessOfAnother(String id, Throwable failure) {
        if (failure == null) {
            return Optional.of(id);
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof IdempotencyParameterMismatchException) {
            return Optional.empty();
        }
        throw new CompletionException(cause);
    }

    /** Empty if the comment is gone. */
    private CompletionStage<Optional<String>> change(String id, String text) {
        return client().updateComment(call -> call.commentId(id).content(text)).handle((answer, failure) -> {
            if (failure == null) {
                return Optional.of(id);
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof CommentDoesNotExistException || cause instanceof CommentDeletedException) {
                return Optional.empty();
            }
            throw new CompletionException(cause);
        });
    }

    /** What is commented on as it is now; an answer or a change needs none of it. */
    private CompletionStage<Compared> compared(CommentRequest.Place place) {
        if (place instanceof CommentRequest.OnPullRequest request) {
            return new PullRequests(clients, access)
                    .get(request.id())
                    .thenApply(told -> new Compared(told.repository(), told.destinationCommit(), told.sourceCommit()));
        }
        if (place instanceof CommentRequest.OnCommit commit) {
            return new CodeCommitApi(clients, access)
                    .commit(commit.repository(), commit.commit())
                    .thenApply(told -> new Compared(
                            commit.repository(),
                            told.parents().stream().findFirst().orElse(null),
                            commit.commit()));
        }
        return CompletableFuture.completedFuture(new Compared(null, null, null));
    }

    private CompletionStage<String> post(CommentRequest.Place place, Compared on, CommentRecord record) {
        if (place instanceof CommentRequest.OnPullRequest request) {
            return client().postCommentForPullRequest(call -> call.pullRequestId(request.id())
                            .repositoryName(on.repository())
                            .beforeCommitId(on.before())
                            .afterCommitId(on.after())
                            .location(location(request.path(), request.line()))
                            .content(record.text())
                            .clientRequestToken(record.token()))
                    .thenApply(answer -> answer.comment().commentId());
        }
        if (place instanceof CommentRequest.OnCommit commit) {
            return client().postCommentForComparedCommit(call -> call.repositoryName(on.repository())
                            .beforeCommitId(on.before())
                            .afterCommitId(on.after())
                            .location(location(commit.path(), commit.line()))
                            .content(record.text())
                            .clientRequestToken(record.token()))
                    .thenApply(answer -> answer.comment().commentId());
        }
        if (place instanceof CommentRequest.Reply reply) {
            return client().postCommentReply(call -> call.inReplyTo(reply.commentId())
                            .content(record.text())
                            .clientRequestToken(record.token()))
                    .thenApply(answer -> answer.comment().commentId());
        }
        String id = ((CommentRequest.Change) place).commentId();
        return client().updateComment(call -> call.commentId(id).content(record.text()))
                .thenApply(answer -> id);
    }

    private static Location location(Optional<String> path, Optional<Integer> line) {
        return path.map(file -> Location.builder()
                        .filePath(file)
                        .filePosition(line.map(Integer::longValue).orElse(null))
                        .relativeFileVersion(RelativeFileVersionEnum.AFTER)
                        .build())
                .orElse(null);
    }

    private CodeCommitAsyncClient client() {
        return clients.codeCommit(access);
    }
}
