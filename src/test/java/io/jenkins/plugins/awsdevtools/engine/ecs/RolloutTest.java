package io.jenkins.plugins.awsdevtools.engine.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.ecs.Rollout.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static DeploymentSnapshot deployment(String id, String status, String state, String reason) {
        return new DeploymentSnapshot(id, status, "web:1", 1, 1, 0, 0, state, reason, NOW, NOW);
    }

    private static ServiceSnapshot service(int running, List<ServiceEvent> events, DeploymentSnapshot... deployments) {
        return new ServiceSnapshot(
                "web", "", "prod", "ACTIVE", "ECS", "web:1", 1, running, 0, 100, 200, List.of(deployments), events);
    }

    private static State state(ServiceSnapshot service) {
        return Rollout.of(service, "ours", "before", false).state();
    }

    @Test
    void aCompleteDeploymentIsSteadyOnceTheServiceHasAllItsTasks() {
        assertThat(state(service(1, List.of(), deployment("ours", "PRIMARY", "COMPLETED", ""))))
                .isEqualTo(State.STEADY);
        assertThat(state(service(0, List.of(), deployment("ours", "PRIMARY", "COMPLETED", ""))))
                .isEqualTo(State.RUNNING);
    }

    @Test
    void withoutARolloutStateOneDeploymentIsSteadyAndTwoAreNot() {
        assertThat(state(service(1, List.of(), deployment("ours", "PRIMARY", "", ""))))
                .isEqualTo(State.STEADY);
        assertThat(state(service(
                        1, List.of(), deployment("ours", "PRIMARY", "", ""), deployment("before", "ACTIVE", "", ""))))
                .isEqualTo(State.RUNNING);
    }

    @Test
    void aServerThatDoesNotKnowTheDeploymentYetIsNotBelieved() {
        assertThat(state(service(1, List.of(), deployment("before", "PRIMARY", "COMPLETED", ""))))
                .isEqualTo(State.RUNNING);
    }

    @Test
    void aRollbackIsRecognisedByItsReasonByOursThatFailedOrByTheEventAlone() {
        DeploymentSnapshot back = deployment(
                "back", "PRIMARY", "IN_PROGRESS", "ECS deployment circuit breaker: rolling back to deploymentId x.");
        assertThat(state(service(1, List.of(), back))).isEqualTo(State.ROLLING_BACK);
        DeploymentSnapshot done = deployment("back", "PRIMARY", "COMPLETED", "ECS deployment back completed.");
        assertThat(state(service(1, List.of(), done, deployment("ours", "ACTIVE", "FAILED", "tasks failed"))))
                .isEqualTo(State.ROLLED_BACK);
        ServiceEvent event =
                new ServiceEvent("1", NOW, "(service web) (deployment ours) deployment failed: tasks failed to start.");
        assertThat(state(service(1, List.of(event), done))).isEqualTo(State.ROLLED_BACK);
        assertThat(state(service(1, List.of(), done))).isEqualTo(State.SUPERSEDED);
    }

    @Test
    void aServiceThatIsDeletedIsGone() {
        ServiceSnapshot gone = new ServiceSnapshot(
                "web", "", "prod", "DRAINING", "ECS", "web:1", 0, 0, 0, 100, 200, List.of(), List.of());
        assertThat(state(gone)).isEqualTo(State.GONE);
    }
}
