package io.jenkins.plugins.awsdevtools.engine.codebuild;

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
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codebuild.CodeBuildAsyncClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.ProjectSortByType;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;

/**
 * The operations of CodeBuild that the plugin uses, for one identity. Every stage fails with whatever the SDK threw.
 *
 * <p>What is asked about a run is asked with the run's own identity; status is read with the identity that all runs of
 * the connection share, so that they travel in one call.
 */
public final class CodeBuildApi {

    /**
     * The variable by which a build is found again when the answer of StartBuild was lost for longer than the
     * idempotency token holds.
     */
    public static final String MARKER_VARIABLE = "JENKINS_BUILD_MARKER";

    /** How far the clocks of AWS and this controller may be apart; AWS itself refuses signatures beyond it. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    private final AwsClients clients;
    private final AwsAccess access;

    public CodeBuildApi(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * StartBuild. Within five minutes the same token and request give the same build (idempotencyToken, StartBuild, AWS
     * CodeBuild API Reference).
     *
     * @param marker token and value of {@link #MARKER_VARIABLE}; at most 64 characters
     */
    public CompletionStage<BuildSnapshot> start(BuildRequest request, String marker) {
        BuildRequest marked = request.withVariable(EnvironmentVariable.plain(MARKER_VARIABLE, marker));
        return client().startBuild(StartBuildCall.of(marked, marker))
                .thenApply(answer -> BuildSnapshot.of(answer.build()));
    }

    /**
     * RetryBuild: the build again, as it was asked for. The token is valid for five minutes (idempotencyToken,
     * RetryBuild, AWS CodeBuild API Reference).
     */
    public CompletionStage<BuildSnapshot> retry(String buildId, String token) {
        return client().retryBuild(request -> request.id(buildId).idempotencyToken(token))
                .thenApply(answer -> BuildSnapshot.of(answer.build()));
    }

    /** StopBuild. A build that has ended meanwhile is no error. */
    public CompletionStage<BuildSnapshot> stop(String buildId) {
        return client().stopBuild(request -> request.id(buildId)).thenApply(answer -> BuildSnapshot.of(answer.build()));
    }

    /**
     * Looks for the build that was started with a marker, newest builds first, until they are older than the request.
     *
     * @param requested when StartBuild was first called, by this controller's clock
     * @param known builds with the marker that are not meant: former attempts
     */
    public CompletionStage<Optional<BuildSnapshot>> find(
            String project, String marker, Instant requested, List<String> known) {
        return find(project, new Wanted(marker, requested.minus(CLOCK_SKEW), List.copyOf(known)), null);
    }

    private record Wanted(String marker, Instant notBefore, List<String> known) {

        boolean is(Build build) {
            return !known.contains(build.id())
                    && build.environment() != null
                    && build.environment().environmentVariables().stream()
                            .anyMatch(variable ->
                                    MARKER_VARIABLE.equals(variable.name()) && marker.equals(variable.value()));
        }
    }

    private CompletionStage<Optional<BuildSnapshot>> find(String project, Wanted wanted, String pageToken) {
        CodeBuildAsyncClient client = client();
        return client.listBuildsForProject(request -> request.projectName(project)
                        .sortOrder(SortOrderType.DESCENDING)
                        .nextToken(pageToken))
                .thenCompose(page -> page.ids().isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : client.batchGetBuilds(request -> request.ids(page.ids()))
                                .thenCompose(answer -> findIn(answer.builds(), page, project, wanted)));
    }

    private CompletionStage<Optional<BuildSnapshot>> findIn(
            List<Build> builds, ListBuildsForProjectResponse page, String project, Wanted wanted) {
        Optional<BuildSnapshot> found =
                builds.stream().filter(wanted::is).findFirst().map(BuildSnapshot::of);
        boolean older = builds.stream()
                .anyMatch(
                        build -> build.startTime() != null && build.startTime().isBefore(wanted.notBefore()));
        return found.isPresent() || older || page.nextToken() == null
                ? CompletableFuture.completedFuture(found)
                : find(project, wanted, page.nextToken());
    }

    /**
     * The names of all projects, for drop-downs and suggestions.
     *
     * @param most where to stop; a page has 100
     */
    public CompletionStage<List<String>> projects(int most) {
        return projects(new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> projects(List<String> names, String pageToken, int most) {
        return client().listProjects(
                        request -> request.sortBy(ProjectSortByType.NAME).nextToken(pageToken))
                .thenCompose(page -> {
                    names.addAll(page.projects());
                    return page.nextToken() == null || names.size() >= most
                            ? CompletableFuture.completedFuture(List.copyOf(names))
                            : projects(names, page.nextToken(), most);
                });
    }

    /** As {@link #statusSource}, for batches. */
    public StatusSource<String, BatchSnapshot> batchStatusSource() {
        return new BatchStatusSource(clients, access.withoutSessionTags());
    }

    /** The status of builds, shared by all who have the same identity. */
    public StatusSource<String, BuildSnapshot> statusSource() {
        return new BuildStatusSource(clients, access.withoutSessionTags());
    }

    private CodeBuildAsyncClient client() {
        return clients.codeBuild(access);
    }
}
