package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codecommit.CodeCommitAsyncClient;
import software.amazon.awssdk.services.codecommit.model.ApprovalState;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusEnum;

/** Pull requests, for one identity. Every stage fails with whatever the SDK threw. */
public final class PullRequests {

    private final AwsClients clients;
    private final AwsAccess access;

    public PullRequests(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /** ListPullRequests: the ids of those that are open, one call for each page. */
    public CompletionStage<List<String>> open(String repository) {
        return open(repository, new ArrayList<>(), null);
    }

    private CompletionStage<List<String>> open(String repository, List<String> ids, String pageToken) {
        return client().listPullRequests(request -> request.repositoryName(repository)
                        .pullRequestStatus(PullRequestStatusEnum.OPEN)
                        .nextToken(pageToken))
                .thenCompose(page -> {
                    ids.addAll(page.pullRequestIds());
                    return page.nextToken() == null
                            ? CompletableFuture.completedFuture(List.copyOf(ids))
                            : open(repository, ids, page.nextToken());
                });
    }

    /** GetPullRequest. */
    public CompletionStage<PullRequest> get(String id) {
        return client().getPullRequest(request -> request.pullRequestId(id))
                .thenApply(answer -> PullRequest.of(answer.pullRequest()));
    }

    /**
     * UpdatePullRequestApprovalState, for the revision that is current.
     *
     * @param approved false revokes
     */
    public CompletionStage<?> approve(PullRequest request, boolean approved) {
        return client().updatePullRequestApprovalState(call -> call.pullRequestId(request.id())
                .revisionId(request.revision())
                .approvalState(approved ? ApprovalState.APPROVE : ApprovalState.REVOKE));
    }

    private CodeCommitAsyncClient client() {
        return clients.codeCommit(access);
    }
}
