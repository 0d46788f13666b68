package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.codedeploy.CodeDeployAsyncClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIsNotInReadyStateException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentNotStartedException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;

/**
 * The operations of CodeDeploy that the plugin uses, for one identity. Every stage fails with whatever the SDK threw.
 *
 * <p>What is asked about a run is asked with the run's own identity; status is read with the identity that all runs of
 * the connection share, so that they travel in one call.
 */
public final class CodeDeployApi {

    /** How far the clocks of AWS and this controller may be apart; AWS itself refuses signatures beyond it. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    private final AwsClients clients;
    private final AwsAccess access;

    public CodeDeployApi(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * CreateDeployment, which takes no token: the marker goes into the description. The SDK must not repeat the call by
     * itself after a lost answer, for that would make a second deployment.
     */
    CompletionStage<DeploymentSnapshot> create(DeploymentRequest request, String marker) {
        return clients.codeDeploy(access.withOneAttempt())
                .createDeployment(request.toAws(marker))
                .thenApply(answer -> DeploymentSnapshot.created(answer.deploymentId(), request));
    }

    /**
     * Looks for the deployment that was created with a marker.
     *
     * @param requested when CreateDeployment was first called, by this controller's clock
     */
    CompletionStage<Optional<DeploymentSnapshot>> find(DeploymentRequest request, String marker, Instant requested) {
        return find(request, marker, requested.minus(CLOCK_SKEW), null);
    }

    private CompletionStage<Optional<DeploymentSnapshot>> find(
            DeploymentRequest request, String marker, Instant notBefore, String pageToken) {
        return client().listDeployments(list -> list.applicationName(request.application())
                        .deploymentGroupName(request.group())
                        .createTimeRange(range -> range.start(notBefore))
                        .nextToken(pageToken))
                .thenCompose(page -> findIn(page.deployments(), marker, 0)
                        .thenCompose(found -> found.isPresent() || page.nextToken() == null
                                ? CompletableFuture.completedFuture(found)
                                : find(request, marker, notBefore, page.nextToken())));
    }

    private CompletionStage<Optional<DeploymentSnapshot>> findIn(List<String> ids, String marker, int from) {
        if (from >= ids.size()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        int to = Math.min(ids.size(), from + DeploymentStatusSource.BATCH);
        return client().batchGetDeployments(request -> request.deploymentIds(ids.subList(from, to)))
                .thenCompose(answer -> {
                    Optional<DeploymentSnapshot> found = answer.deploymentsInfo().stream()
                            .filter(info -> Marker.isIn(info.description(), marker))
                            .findFirst()
                            .map(DeploymentSnapshot::of);
                    return found.isPresent() ? CompletableFuture.completedFuture(found) : findIn(ids, marker, to);
                });
    }

    /** StopDeployment. A deployment that has ended meanwhile is no error. */
    CompletionStage<?> stop(String id, boolean rollBack) {
        return client().stopDeployment(request -> request.deploymentId(id).autoRollbackEnabled(rollBack))
                .handle((done, failure) -> {
                    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (reason == null || reason instanceof DeploymentAlreadyCompletedException) {
                        return Optional.empty();
                    }
                    throw new CompletionException(reason);
                });
    }

    /**
     * ContinueDeployment. A deployment that ended meanwhile is no error.
     *
     * @return false if the deployment does not wait in this way: not yet, or not any more
     */
    CompletionStage<Boolean> proceed(String id, DeploymentWaitType wait) {
        return client().continueDeployment(request -> request.deploymentId(id).deploymentWaitType(wait))
                .handle((done, failure) -> {
                    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (reason == null || reason instanceof DeploymentAlreadyCompletedException) {
                        return true;
                    }
                    if (reason instanceof DeploymentIsNotInReadyStateException) {
                        return false;
                    }
                    throw new CompletionException(reason);
                });
    }

    /** The ids of a deployment's targets; none while it has not started. */
    CompletionStage<List<String>> targetIds(String deploymentId) {
        return targetIds(deploymentId, new ArrayList<>(), null)
                .handle((ids, failure) -> {
                    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (reason instanceof DeploymentNotStartedException) {
                        return CompletableFuture.completedFuture(List.<String>of());
                    }
                    return reason == null
                            ? CompletableFuture.completedFuture(ids)
                            : CompletableFuture.<List<String>>failedFuture(reason);
                })
                .thenCompose(Function.identity());
    }

    private CompletionStage<List<String>> targetIds(String deploymentId, List<String> ids, String pageToken) {
        return shared().listDeploymentTargets(
                        request -> request.deploymentId(deploymentId).nextToken(pageToken))
                .thenCompose(page -> {
                    ids.addAll(page.targetIds());
                    return page.nextToken() == null
                            ? CompletableFuture.completedFuture(List.copyOf(ids))
                            : targetIds(deploymentId, ids, page.nextToken());
                });
    }

    /** Targets by id, as many in a call as it takes, one call after the other. */
    CompletionStage<List<TargetSnapshot>> targets(String deploymentId, List<String> ids) {
        return targets(deploymentId, ids, new ArrayList<>());
    }

    private CompletionStage<List<TargetSnapshot>> targets(
            String deploymentId, List<String> ids, List<TargetSnapshot> read) {
        if (read.size() >= ids.size()) {
            return CompletableFuture.completedFuture(List.copyOf(read));
        }
        // "The maximum number of deployment target IDs you can specify is 25" (BatchGetDeploymentTargets, API
        // Reference)
        int to = Math.min(ids.size(), read.size() + DeploymentStatusSource.BATCH);
        List<String> wanted = ids.subList(read.size(), to);
        return shared().batchGetDeploymentTargets(
                        request -> request.deploymentId(deploymentId).targetIds(wanted))
                .thenCompose(answer -> {
                    answer.deploymentTargets().stream().map(TargetSnapshot::of).forEach(read::add);
                    return answer.deploymentTargets().size() < wanted.size()
                            ? CompletableFuture.completedFuture(List.copyOf(read))
                            : targets(deploymentId, ids, read);
                });
    }

    /** The ids of the deployments that have not ended in a group. */
    CompletionStage<List<String>> active(DeploymentRequest request) {
        return client().listDeployments(list -> list.applicationName(request.application())
                        .deploymentGroupName(request.group())
                        .includeOnlyStatusesWithStrings("Created", "Queued", "InProgress", "Baking", "Ready"))
                .thenApply(page -> page.deployments());
    }

    /** The names of all applications, for drop-downs and suggestions. */
    public CompletionStage<List<String>> applications(int most) {
        return names(
                most, new ArrayList<>(), null, token -> client().listApplications(request -> request.nextToken(token))
                        .thenApply(page -> new Page(page.applications(), page.nextToken())));
    }

    /** The names of an application's deployment groups. */
    public CompletionStage<List<String>> groups(String application, int most) {
        return names(most, new ArrayList<>(), null, token -> client().listDeploymentGroups(
                        request -> request.applicationName(application).nextToken(token))
                .thenApply(page -> new Page(page.deploymentGroups(), page.nextToken())));
    }

    /** The names of all deployment configurations. */
    public CompletionStage<List<String>> configs(int most) {
        return names(most, new ArrayList<>(), null, token -> client().listDeploymentConfigs(
                        request -> request.nextToken(token))
                .thenApply(page -> new Page(page.deploymentConfigsList(), page.nextToken())));
    }

    private record Page(List<String> names, String next) {}

    private static CompletionStage<List<String>> names(
            int most, List<String> all, String token, Function<String, CompletionStage<Page>> read) {
        return read.apply(token).thenCompose(page -> {
            all.addAll(page.names());
            return page.next() == null || all.size() >= most
                    ? CompletableFuture.completedFuture(List.copyOf(all))
                    : names(most, all, page.next(), read);
        });
    }

    /** The status of deployments, shared by all who have the same identity. */
    StatusSource<String, DeploymentSnapshot> statusSource() {
        return new DeploymentStatusSource(clients, access.withoutSessionTags());
    }

    private CodeDeployAsyncClient client() {
        return clients.codeDeploy(access);
    }

    private CodeDeployAsyncClient shared() {
        return clients.codeDeploy(access.withoutSessionTags());
    }
}
