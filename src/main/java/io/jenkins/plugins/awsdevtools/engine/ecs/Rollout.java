package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.util.Optional;

/**
 * What a service tells about one of its deployments.
 *
 * @param reason what ECS says; empty for most
 */
record Rollout(State state, String reason) {

    /** How it stands. */
    enum State {
        RUNNING,
        /** It is complete and the service has all its tasks. */
        STEADY,
        /** It failed and ECS leaves it at that. */
        FAILED,
        /** It failed and ECS is undoing it. */
        ROLLING_BACK,
        /** It failed and ECS has undone it. */
        ROLLED_BACK,
        /** It failed and so did its undoing. */
        ROLLBACK_FAILED,
        /** Another deployment took its place. */
        SUPERSEDED,
        /** The service is being deleted or is no more. */
        GONE
    }

    /**
     * @param deploymentId the one to tell of
     * @param before the one before it: a server of AWS that does not know ours yet still shows that one
     * @param failedBefore whether it was already seen to have failed, which the service may have forgotten
     */
    static Rollout of(ServiceSnapshot service, String deploymentId, String before, boolean failedBefore) {
        if (!"ACTIVE".equals(service.status())) {
            return new Rollout(State.GONE, service.status());
        }
        Optional<DeploymentSnapshot> own = service.deployment(deploymentId);
        Optional<DeploymentSnapshot> primary = service.primary();
        if (primary.isEmpty()) {
            return new Rollout(State.RUNNING, "");
        }
        if (primary.get().id().equals(deploymentId)) {
            return ofPrimary(service, primary.get());
        }
        if (own.isEmpty() && primary.get().id().equals(before)) {
            return new Rollout(State.RUNNING, "");
        }
        Optional<String> told = service.events().stream()
                .map(ServiceEvent::message)
                .filter(message ->
                        message != null && message.contains("(deployment " + deploymentId + ") deployment failed"))
                .findFirst();
        boolean ownFailed = own.map(DeploymentSnapshot::hasFailed).orElse(false);
        if (!failedBefore && !ownFailed && told.isEmpty() && !primary.get().isRollback()) {
            return new Rollout(State.SUPERSEDED, primary.get().id());
        }
        String reason = own.filter(DeploymentSnapshot::hasFailed)
                .map(DeploymentSnapshot::rolloutReason)
                .or(() -> told)
                .orElse(primary.get().rolloutReason());
        return switch (primary.get().rolloutState()) {
            case "COMPLETED" -> new Rollout(State.ROLLED_BACK, reason);
            case "FAILED" -> new Rollout(State.ROLLBACK_FAILED, reason);
            default -> new Rollout(State.ROLLING_BACK, reason);
        };
    }

    private static Rollout ofPrimary(ServiceSnapshot service, DeploymentSnapshot primary) {
        boolean all = service.running() == service.desired() && service.pending() == 0;
        return switch (primary.rolloutState()) {
            case "COMPLETED" -> new Rollout(all ? State.STEADY : State.RUNNING, primary.rolloutReason());
            case "FAILED" -> new Rollout(State.FAILED, primary.rolloutReason());
            // "only returned for services that use the rolling update deployment type that aren't behind a Classic
            // Load Balancer" (rolloutState): without it a service is stable when one deployment is left and complete.
            case "" -> new Rollout(all && service.deployments().size() == 1 ? State.STEADY : State.RUNNING, "");
            default -> new Rollout(State.RUNNING, primary.rolloutReason());
        };
    }
}
