package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codecommit.CodeCommitAsyncClient;
import software.amazon.awssdk.services.codecommit.model.BlobMetadata;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.Difference;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameIdPair;

/**
 * What is asked of CodeCommit about repositories, branches and commits, for one identity. Every stage fails with
 * whatever the SDK threw.
 */
public final class CodeCommitApi {

    /** "The maximum number of allowed commit IDs in a batch request is 100" (BatchGetCommits). */
    public static final int MOST_COMMITS = 100;

    private final AwsClients clients;
    private final AwsAccess access;

    public CodeCommitApi(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    public AwsAccess access() {
        return access;
    }

    /** For messages about a call of this identity. */
    public CallContext call(String operation, String resource) {
        return new CallContext(
                "codecommit:" + operation, resource, access.region().id());
    }

    /** GetBranch: the commit a branch is at; empty if the repository has no such branch. */
    public CompletionStage<Optional<String>> head(String repository, String branch) {
        return client().getBranch(request -> request.repositoryName(repository).branchName(branch))
                .thenApply(answer -> Optional.of(answer.branch().commitId()))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof BranchDoesNotExistException) {
                        return Optional.empty();
                    }
                    throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(cause);
                });
    }

    /** ListBranches: the names of all branches, one call for each page. */
    public CompletionStage<List<String>> branches(String repository) {
        return branches(repository, new ArrayList<>(), null);
    }

    private CompletionStage<List<String>> branches(String repository, List<String> names, String pageToken) {
        return client().listBranches(
                        request -> request.repositoryName(repository).nextToken(pageToken))
                .thenCompose(page -> {
                    names.addAll(page.branches());
                    return page.nextToken() == null
                            ? CompletableFuture.completedFuture(List.copyOf(names))
                            : branches(repository, names, page.nextToken());
                });
    }

    /**
     * ListRepositories: the names of the account's repositories in their order.
     *
     * @param most after how many names listing stops
     */
    public CompletionStage<List<String>> repositories(int most) {
        return repositories(new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> repositories(List<String> names, String pageToken, int most) {
        return client().listRepositories(request -> request.nextToken(pageToken))
                .thenCompose(page -> {
                    page.repositories().stream()
                            .map(RepositoryNameIdPair::repositoryName)
                            .forEach(names::add);
                    return page.nextToken() == null || names.size() >= most
                            ? CompletableFuture.completedFuture(List.copyOf(names))
                            : repositories(names, page.nextToken(), most);
                });
    }

    /** GetRepository. */
    public CompletionStage<Repository> repository(String name) {
        return client().getRepository(request -> request.repositoryName(name))
                .thenApply(answer -> Repository.of(answer.repositoryMetadata()));
    }

    /** GetCommit. */
    public CompletionStage<CommitInfo> commit(String repository, String id) {
        return client().getCommit(request -> request.repositoryName(repository).commitId(id))
                .thenApply(answer -> CommitInfo.of(answer.commit()));
    }

    /**
     * BatchGetCommits.
     *
     * @param ids at most {@link #MOST_COMMITS}
     * @return the commits that exist, by id
     */
    public CompletionStage<Map<String, CommitInfo>> commits(String repository, Collection<String> ids) {
        return client().batchGetCommits(
                        request -> request.repositoryName(repository).commitIds(ids))
                .thenApply(answer -> answer.commits().stream()
                        .map(CommitInfo::of)
                        .collect(Collectors.toMap(CommitInfo::id, Function.identity(), (first, second) -> first)));
    }

    /**
     * GetDifferences: the paths that differ between two commits; of a renamed file both.
     *
     * @param before a commit; empty compares with nothing
     * @param most after how many differences listing stops: each page is a call
     */
    public CompletionStage<ChangedPaths> differences(
            String repository, Optional<String> before, String after, int most) {
        return differences(repository, before, after, new ArrayList<>(), null, most);
    }

    private CompletionStage<ChangedPaths> differences(
            String repository,
            Optional<String> before,
            String after,
            List<Difference> found,
            String pageToken,
            int most) {
        return client().getDifferences(request -> request.repositoryName(repository)
                        .beforeCommitSpecifier(before.orElse(null))
                        .afterCommitSpecifier(after)
                        .nextToken(pageToken))
                .thenCompose(page -> {
                    found.addAll(page.differences());
                    return page.nextToken() == null || found.size() >= most
                            ? CompletableFuture.completedFuture(
                                    new ChangedPaths(paths(found), page.nextToken() == null))
                            : differences(repository, before, after, found, page.nextToken(), most);
                });
    }

    private static List<String> paths(List<Difference> differences) {
        return differences.stream()
                .flatMap(difference -> Stream.of(difference.beforeBlob(), difference.afterBlob()))
                .filter(Objects::nonNull)
                .map(BlobMetadata::path)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private CodeCommitAsyncClient client() {
        return clients.codeCommit(access);
    }
}
