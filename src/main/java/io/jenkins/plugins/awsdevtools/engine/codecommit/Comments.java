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
        CompletionStage<String> found = record.commentId() == null
                ? post(request.place(), record)
                : CompletableFuture.completedFuture(record.commentId());
        return found.thenCompose(id -> {
                    if (record.commentId() == null) {
                        journal.save(record.made(id));
                    }
                    return record.commentId() == null && record.text().equals(request.text())
                            ? CompletableFuture.completedFuture(Optional.of(id))
                            : change(id, request.text());
                })
                .thenCompose(
                        id -> id.isPresent() ? CompletableFuture.completedFuture(id.get()) : make(request, journal));
    }

    private CompletionStage<String> make(CommentRequest request, Journal<CommentRecord> journal) {
        CommentRecord record = new CommentRecord(tokens.get(), request.text(), null);
        journal.save(record);
        return post(request.place(), record).thenApply(id -> {
            journal.save(record.made(id));
            return id;
        });
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

    private CompletionStage<String> post(CommentRequest.Place place, CommentRecord record) {
        if (place instanceof CommentRequest.OnPullRequest request) {
            return new PullRequests(clients, access)
                    .get(request.id())
                    .thenCompose(told -> client().postCommentForPullRequest(call -> call.pullRequestId(told.id())
                                    .repositoryName(told.repository())
                                    .beforeCommitId(told.destinationCommit())
                                    .afterCommitId(told.sourceCommit())
                                    .location(location(request.path(), request.line()))
                                    .content(record.text())
                                    .clientRequestToken(record.token()))
                            .thenApply(answer -> answer.comment().commentId()));
        }
        if (place instanceof CommentRequest.OnCommit commit) {
            return new CodeCommitApi(clients, access)
                    .commit(commit.repository(), commit.commit())
                    .thenCompose(told -> client().postCommentForComparedCommit(call -> call.repositoryName(
                                    commit.repository())
                            .beforeCommitId(told.parents().stream().findFirst().orElse(null))
                            .afterCommitId(commit.commit())
                            .location(location(commit.path(), commit.line()))
                            .content(record.text())
                            .clientRequestToken(record.token())))
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
