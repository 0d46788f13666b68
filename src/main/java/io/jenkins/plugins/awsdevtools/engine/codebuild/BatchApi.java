package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codebuild.CodeBuildAsyncClient;
import software.amazon.awssdk.services.codebuild.model.BuildBatch;
import software.amazon.awssdk.services.codebuild.model.RetryBuildBatchType;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;

/** The operations of CodeBuild on batches, for one identity. Every stage fails with whatever the SDK threw. */
final class BatchApi {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    private final AwsClients clients;
    private final AwsAccess access;

    BatchApi(AwsClients clients, AwsAccess access) {
        this.clients = clients;
        this.access = access;
    }

    /** StartBuildBatch; its token is valid for five minutes. */
    CompletionStage<BatchSnapshot> start(BatchRequest request, String marker) {
        BuildRequest marked =
                request.build().withVariable(EnvironmentVariable.plain(CodeBuildApi.MARKER_VARIABLE, marker));
        return client().startBuildBatch(StartBatchCall.of(request, marked, marker))
                .thenApply(answer -> BatchSnapshot.of(answer.buildBatch()));
    }

    /** RetryBuildBatch: the builds that failed, and those that waited for them. */
    CompletionStage<BatchSnapshot> retryFailed(String batchId, String token) {
        return client().retryBuildBatch(request ->
                        request.id(batchId).idempotencyToken(token).retryType(RetryBuildBatchType.RETRY_FAILED_BUILDS))
                .thenApply(answer -> BatchSnapshot.of(answer.buildBatch()));
    }

    /** StopBuildBatch. A batch that has ended meanwhile is no error. */
    CompletionStage<BatchSnapshot> stop(String batchId) {
        return client().stopBuildBatch(request -> request.id(batchId))
                .thenApply(answer -> BatchSnapshot.of(answer.buildBatch()));
    }

    /** A batch by id, if it runs. */
    CompletionStage<Optional<BatchSnapshot>> running(String batchId) {
        return client().batchGetBuildBatches(request -> request.ids(batchId))
                .thenApply(answer -> answer.buildBatches().stream()
                        .map(BatchSnapshot::of)
                        .filter(batch -> !batch.complete())
                        .findFirst());
    }

    /** Looks for the batch that was started with a marker, newest first, until they are older than the request. */
    CompletionStage<Optional<BatchSnapshot>> find(String project, String marker, Instant requested) {
        return find(project, marker, requested.minus(CLOCK_SKEW), null);
    }

    private CompletionStage<Optional<BatchSnapshot>> find(
            String project, String marker, Instant notBefore, String pageToken) {
        return client().listBuildBatchesForProject(request -> request.projectName(project)
                        .sortOrder(SortOrderType.DESCENDING)
                        .nextToken(pageToken))
                .thenCompose(page -> page.ids().isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<BatchSnapshot>empty())
                        : client().batchGetBuildBatches(request -> request.ids(page.ids()))
                                .thenCompose(answer -> {
                                    List<BuildBatch> batches = answer.buildBatches();
                                    Optional<BatchSnapshot> found = batches.stream()
                                            .filter(batch -> isMarked(batch, marker))
                                            .findFirst()
                                            .map(BatchSnapshot::of);
                                    boolean older = batches.stream()
                                            .anyMatch(batch -> batch.startTime() != null
                                                    && batch.startTime().isBefore(notBefore));
                                    return found.isPresent() || older || page.nextToken() == null
                                            ? CompletableFuture.completedFuture(found)
                                            : find(project, marker, notBefore, page.nextToken());
                                }));
    }

    private static boolean isMarked(BuildBatch batch, String marker) {
        return batch.environment() != null
                && batch.environment().environmentVariables().stream()
                        .anyMatch(variable -> CodeBuildApi.MARKER_VARIABLE.equals(variable.name())
                                && marker.equals(variable.value()));
    }

    StatusSource<String, BatchSnapshot> statusSource() {
        return new BatchStatusSource(clients, access.withoutSessionTags());
    }

    private CodeBuildAsyncClient client() {
        return clients.codeBuild(access);
    }
}
