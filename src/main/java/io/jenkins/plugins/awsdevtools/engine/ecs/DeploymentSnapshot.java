package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.time.Instant;
import software.amazon.awssdk.services.ecs.model.Deployment;

/**
 * A deployment of a service, as one answer of ECS told it.
 *
 * @param status {@code PRIMARY} for the newest, {@code ACTIVE} for those it replaces
 * @param rolloutState {@code IN_PROGRESS}, {@code COMPLETED}, {@code FAILED}; empty where ECS gives none
 * @param rolloutReason what ECS says of the state
 */
public record DeploymentSnapshot(
        String id,
        String status,
        String taskDefinition,
        int desired,
        int running,
        int pending,
        int failed,
        String rolloutState,
        String rolloutReason,
        Instant created,
        Instant updated) {

    static DeploymentSnapshot of(Deployment deployment) {
        return new DeploymentSnapshot(
                deployment.id(),
                deployment.status(),
                deployment.taskDefinition(),
                number(deployment.desiredCount()),
                number(deployment.runningCount()),
                number(deployment.pendingCount()),
                number(deployment.failedTasks()),
                deployment.rolloutStateAsString() == null ? "" : deployment.rolloutStateAsString(),
                deployment.rolloutStateReason() == null ? "" : deployment.rolloutStateReason(),
                deployment.createdAt(),
                deployment.updatedAt());
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }

    boolean isPrimary() {
        return "PRIMARY".equals(status);
    }

    boolean hasFailed() {
        return rolloutState.equals("FAILED");
    }

    /** Whether ECS itself made it to undo another, because of the circuit breaker or an alarm. */
    boolean isRollback() {
        return rolloutReason.contains("rolling back");
    }
}
