package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitions;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * The operations on services that the plugin uses, for one identity. Those that a run calls fail with
 * {@link AwsFailureException}, which names the operation; the lists fail with whatever the SDK threw.
 */
public final class EcsApi {

    /** "maxResults ... between 1 and 100" (ListServices, ListClusters, ECS API Reference). */
    private static final int PAGE = 100;

    private final AwsClients clients;
    private final AwsAccess access;

    public EcsApi(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /** DescribeServices of one; empty if the cluster has none of this name. */
    CompletionStage<Optional<ServiceSnapshot>> service(String cluster, String service) {
        return service(cluster, service, "ecs:DescribeServices").thenApply(found -> found.map(ServiceSnapshot::of));
    }

    private CompletionStage<Optional<Service>> service(String cluster, String service, String operation) {
        return told(
                        client().describeServices(
                                        request -> request.cluster(cluster).services(service)),
                        operation,
                        cluster + "/" + service)
                .thenApply(answer -> answer.services().stream().findFirst());
    }

    /** UpdateService, once. The circuit breaker and the alarms of the service stay as they are. */
    CompletionStage<ServiceSnapshot> update(DeployRequest request, String taskDefinition) {
        if (request.minimumHealthyPercent() == null && request.maximumPercent() == null) {
            return update(builder(request, taskDefinition));
        }
        return service(request.cluster(), request.service(), "ecs:DescribeServices")
                .thenCompose(found -> {
                    DeploymentConfiguration.Builder configuration = found.map(Service::deploymentConfiguration)
                            .map(DeploymentConfiguration::toBuilder)
                            .orElseGet(DeploymentConfiguration::builder);
                    if (request.minimumHealthyPercent() != null) {
                        configuration.minimumHealthyPercent(request.minimumHealthyPercent());
                    }
                    if (request.maximumPercent() != null) {
                        configuration.maximumPercent(request.maximumPercent());
                    }
                    return update(builder(request, taskDefinition).deploymentConfiguration(configuration.build()));
                });
    }

    /** UpdateService back to a revision, and nothing else. */
    CompletionStage<ServiceSnapshot> restore(DeployRequest request, String taskDefinition) {
        return update(UpdateServiceRequest.builder()
                .cluster(request.cluster())
                .service(request.service())
                .taskDefinition(taskDefinition));
    }

    private static UpdateServiceRequest.Builder builder(DeployRequest request, String taskDefinition) {
        UpdateServiceRequest.Builder builder = UpdateServiceRequest.builder()
                .cluster(request.cluster())
                .service(request.service())
                .taskDefinition(taskDefinition)
                .desiredCount(request.desiredCount())
                .platformVersion(request.platformVersion());
        return request.forceNewDeployment() ? builder.forceNewDeployment(true) : builder;
    }

    private CompletionStage<ServiceSnapshot> update(UpdateServiceRequest.Builder builder) {
        UpdateServiceRequest request = builder.build();
        return told(
                        clients.ecs(access.withOneAttempt()).updateService(request),
                        "ecs:UpdateService",
                        request.cluster() + "/" + request.service())
                .thenApply(answer -> ServiceSnapshot.of(answer.service()));
    }

    /** The names of the clusters, for drop-downs; after {@code most} it stops. */
    public CompletionStage<List<String>> clusters(int most) {
        return clusters(new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> clusters(List<String> names, String pageToken, int most) {
        return client().listClusters(request -> request.maxResults(PAGE).nextToken(pageToken))
                .thenCompose(page -> {
                    page.clusterArns().forEach(arn -> names.add(lastPart(arn)));
                    return page.nextToken() == null || names.size() >= most
                            ? CompletableFuture.completedFuture(List.copyOf(names))
                            : clusters(names, page.nextToken(), most);
                });
    }

    /** The names of a cluster's services, for drop-downs and suggestions; after {@code most} it stops. */
    public CompletionStage<List<String>> services(String cluster, int most) {
        return services(cluster, new ArrayList<>(), null, most);
    }

    private CompletionStage<List<String>> services(String cluster, List<String> names, String pageToken, int most) {
        return client().listServices(
                        request -> request.cluster(cluster).maxResults(PAGE).nextToken(pageToken))
                .thenCompose(page -> {
                    page.serviceArns().forEach(arn -> names.add(lastPart(arn)));
                    return page.nextToken() == null || names.size() >= most
                            ? CompletableFuture.completedFuture(List.copyOf(names))
                            : services(cluster, names, page.nextToken(), most);
                });
    }

    /** The names of the containers that a service runs, for drop-downs; none if there is no such service. */
    public CompletionStage<List<String>> containers(String cluster, String service) {
        return service(cluster, service)
                .thenCompose(found -> found.isEmpty() || found.get().taskDefinition() == null
                        ? CompletableFuture.completedFuture(List.of())
                        : new TaskDefinitions(clients, access)
                                .containers(found.get().taskDefinition()));
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** The status of a cluster's services, shared by all who have the same identity. */
    StatusSource<String, ServiceSnapshot> statusSource(String cluster) {
        return new ServiceStatusSource(clients, access.withoutSessionTags(), cluster);
    }

    private <A> CompletionStage<A> told(CompletionStage<A> call, String operation, String resource) {
        return call.exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(new AwsFailureException(FailureTranslator.translate(
                        failure,
                        new CallContext(operation, resource, access.region().id())))));
    }

    private EcsAsyncClient client() {
        return clients.ecs(access);
    }
}
