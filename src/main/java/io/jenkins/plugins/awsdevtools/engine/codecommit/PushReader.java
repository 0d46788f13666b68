package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException;

/** Reads what a push brought, and whether it is to be built. */
final class PushReader {

    /** So many commits are followed at most, on both sides of the push; beyond, what is listed is not all. */
    private static final int MOST_COMMITS = 1000;

    /** So many changed files are listed at most; a push that changes more is built whatever they are. */
    private static final int MOST_PATHS = 5000;

    private static final ChangedPaths UNKNOWN = new ChangedPaths(List.of(), false);

    private final PushRequest request;
    private final CodeCommitApi api;

    /**
     * @param commits newest first
     * @param complete whether these are all
     * @param ignored why nothing is built, if so
     */
    record Reading(List<CommitInfo> commits, boolean complete, boolean forced, Optional<String> ignored) {}

    PushReader(PushRequest request, CodeCommitApi api) {
        this.request = request;
        this.api = api;
    }

    CompletionStage<Reading> read(String branch, String before, String after) {
        String repository = request.repository();
        CommitRange range = new CommitRange(ids -> api.commits(repository, ids), before, after, MOST_COMMITS);
        return range.find().thenCompose(found -> paths(before, after).thenApply(paths -> {
            Optional<String> ignored = request.filter().reasonToIgnore(found.commits(), found.complete(), paths);
            return new Reading(found.commits(), found.complete(), found.forced(), ignored);
        }));
    }

    private CompletionStage<ChangedPaths> paths(String before, String after) {
        if (!request.filter().asksForPaths()) {
            return CompletableFuture.completedFuture(UNKNOWN);
        }
        return api.differences(request.repository(), Optional.of(before), after, MOST_PATHS)
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof CommitDoesNotExistException) {
                        return UNKNOWN; // the old head was cleaned away after a forced push
                    }
                    throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(cause);
                });
    }
}
