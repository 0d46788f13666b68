package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * A service as one answer of ECS told it.
 *
 * @param controller who deploys: {@code ECS}, {@code CODE_DEPLOY}, {@code EXTERNAL}
 * @param taskDefinition ARN of the revision that is wanted; null for other controllers than ECS
 * @param minimumHealthyPercent null if ECS does not say
 * @param maximumPercent null if ECS does not say
 * @param deployments newest first
 * @param events newest first, a hundred at most
 */
public record ServiceSnapshot(
        String name,
        String arn,
        String cluster,
        String status,
        String controller,
        String taskDefinition,
        int desired,
        int running,
        int pending,
        Integer minimumHealthyPercent,
        Integer maximumPercent,
        List<DeploymentSnapshot> deployments,
        List<ServiceEvent> events) {

    public ServiceSnapshot {
        deployments = List.copyOf(deployments);
        events = List.copyOf(events);
    }

    static ServiceSnapshot of(Service service) {
        return new ServiceSnapshot(
                service.serviceName(),
                service.serviceArn(),
                service.clusterArn() == null
                        ? ""
                        : service.clusterArn().substring(service.clusterArn().lastIndexOf('/') + 1),
                service.status(),
                service.deploymentController() == null
                        ? "ECS"
                        : service.deploymentController().typeAsString(),
                service.taskDefinition(),
                service.desiredCount() == null ? 0 : service.desiredCount(),
                service.runningCount() == null ? 0 : service.runningCount(),
                service.pendingCount() == null ? 0 : service.pendingCount(),
                service.deploymentConfiguration() == null
                        ? null
                        : service.deploymentConfiguration().minimumHealthyPercent(),
                service.deploymentConfiguration() == null
                        ? null
                        : service.deploymentConfiguration().maximumPercent(),
                service.deployments().stream().map(DeploymentSnapshot::of).toList(),
                service.events().stream()
                        .map(event -> new ServiceEvent(event.id(), event.createdAt(), event.message()))
                        .toList());
    }

    Optional<DeploymentSnapshot> primary() {
        return deployments.stream().filter(DeploymentSnapshot::isPrimary).findFirst();
    }

    Optional<DeploymentSnapshot> deployment(String id) {
        return deployments.stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst();
    }

    /** The region, from the ARN; empty if the ARN is not one. */
    public String region() {
        return arnPart(3);
    }

    /** The account, from the ARN; empty if the ARN is not one. */
    public String account() {
        return arnPart(4);
    }

    private String arnPart(int index) {
        String[] parts = arn == null ? new String[0] : arn.split(":", 6);
        return parts.length > index ? parts[index] : "";
    }
}
