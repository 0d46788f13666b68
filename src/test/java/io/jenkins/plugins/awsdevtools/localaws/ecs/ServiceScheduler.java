package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import io.jenkins.plugins.awsdevtools.localaws.logs.LogStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The service scheduler: one tick brings every task of a service a step on, and starts and stops tasks as a rolling
 * update does.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html">Rolling update</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">Circuit
 *     breaker</a>
 */
final class ServiceScheduler {

    /** "Minimum threshold <= 0.5 * desired task count => maximum threshold", 3 and 200 (circuit breaker). */
    private static final int LEAST_THRESHOLD = 3;

    private static final int MOST_THRESHOLD = 200;

    private final LogStore logs;
    private final EventBus bus;

    ServiceScheduler(LogStore logs, EventBus bus) {
        this.logs = logs;
        this.bus = bus;
    }

    void tick(ServiceState service, boolean slowMayStart) {
        long now = service.now();
        service.tasks().forEach(task -> task.step(logs, slowMayStart, now));
        if (!service.controller.equals("ECS")) {
            service.taskSets.forEach(
                    set -> scale(service, set.tasks, set.wanted(service.desired), set.definition, now));
            return;
        }
        if (service.status.equals("DRAINING")) {
            service.desired = 0;
        }
        service.primary().desired = service.desired;
        EcsDeployment primary = service.primary();
        primary.failedTasks =
                (int) primary.tasks.stream().filter(EcsTask::hasFailed).count();
        checkCircuitBreaker(service, now);
        stopOld(service, now);
        startNew(service, now);
        scaleIn(service, now);
        settle(service, now);
    }

    private void checkCircuitBreaker(ServiceState service, long now) {
        EcsDeployment primary = service.primary();
        int threshold = Math.min(MOST_THRESHOLD, Math.max(LEAST_THRESHOLD, (int) Math.ceil(service.desired * 0.5)));
        if (!service.circuitBreaker || !primary.rolloutState.equals("IN_PROGRESS") || primary.failedTasks < threshold) {
            return;
        }
        primary.rollout("FAILED", "ECS deployment circuit breaker: tasks failed to start.", now);
        service.say("(deployment " + primary.id + ") deployment failed: tasks failed to start.");
        publish(service, primary, "ERROR", "SERVICE_DEPLOYMENT_FAILED");
        if (service.rollback && service.lastCompleted != null && !primary.rollback) {
            String to = service.lastCompleted.id;
            service.say("rolling back to deployment " + to + ".");
            EcsDeployment back = service.deploy(service.lastCompleted.definition, to);
            publish(service, back, "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS");
        }
    }

    private static long alive(ServiceState service) {
        return service.tasks().stream().filter(task -> !task.isStopped()).count();
    }

    private static long healthy(ServiceState service) {
        return service.tasks().stream().filter(EcsTask::isHealthy).count();
    }

    private void startNew(ServiceState service, long now) {
        EcsDeployment primary = service.primary();
        if (primary.rolloutState.equals("FAILED")) {
            return; // "A deployment in FAILED state doesn't launch any new tasks."
        }
        // "rounded down to the nearest integer" (maximumPercent).
        long room = (long) service.desired * service.maximumPercent / 100 - alive(service);
        long wanted = Math.min(service.desired - primary.running() - primary.pending(), room);
        if (wanted <= 0) {
            return;
        }
        if (TaskBehaviour.of(primary.definition).kind() == TaskBehaviour.Kind.UNPLACEABLE) {
            String message = "was unable to place a task because no container instance met all of its requirements."
                    + " Reason: No Container Instances were found in your cluster. For more information, see the"
                    + " Troubleshooting section.";
            if (!service.json().path("events").path(0).path("message").asText().endsWith(message)) {
                service.say(message);
            }
            return;
        }
        List<EcsTask> started = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            EcsTask task = new EcsTask(
                    service.region,
                    service.account,
                    service.cluster,
                    service.name,
                    primary.id,
                    primary.definition,
                    service.launchType,
                    now);
            primary.tasks.add(task);
            started.add(task);
        }
        service.say("has started " + started.size() + " tasks: " + named(started) + ".");
    }

    private void stopOld(ServiceState service, long now) {
        EcsDeployment primary = service.primary();
        List<EcsTask> old = service.deployments.stream()
                .skip(1)
                .flatMap(deployment -> deployment.tasks.stream())
                .filter(task -> !task.isStopped())
                .toList();
        // "rounded up to the nearest integer" (minimumHealthyPercent).
        long least = ((long) service.desired * service.minimumPercent + 99) / 100;
        long spare = healthy(service) - least;
        boolean room = alive(service) < (long) service.desired * service.maximumPercent / 100;
        if (room && primary.running() < service.desired && alive(service) <= service.desired) {
            spare = 0; // new ones can start first
        }
        List<EcsTask> stopped = new ArrayList<>();
        for (EcsTask task : old) {
            if (task.isRunning() && spare-- <= 0) {
                continue;
            }
            task.stop("Scaling activity initiated by (deployment " + primary.id + ")", now);
            stopped.add(task);
        }
        if (!stopped.isEmpty()) {
            service.say("has stopped " + stopped.size() + " running tasks: " + named(stopped) + ".");
        }
    }

    private void scaleIn(ServiceState service, long now) {
        EcsDeployment primary = service.primary();
        List<EcsTask> alive =
                primary.tasks.stream().filter(task -> !task.isStopped()).toList();
        for (EcsTask task : alive.subList(Math.min(alive.size(), service.desired), alive.size())) {
            task.stop("Scaling activity initiated by (deployment " + primary.id + ")", now);
        }
    }

    private void settle(ServiceState service, long now) {
        EcsDeployment primary = service.primary();
        long healthy = primary.tasks.stream().filter(EcsTask::isHealthy).count();
        boolean steady = healthy == service.desired && alive(service) == service.desired;
        if (!steady || primary.rolloutState.equals("FAILED")) {
            return;
        }
        if (service.status.equals("DRAINING")) {
            service.status = "INACTIVE";
        } else if (primary.rolloutState.equals("IN_PROGRESS")) {
            service.say("has reached a steady state.");
            service.say("(deployment " + primary.id + ") deployment completed.");
            primary.rollout("COMPLETED", "ECS deployment " + primary.id + " completed.", now);
            service.lastCompleted = primary;
            publish(service, primary, "INFO", "SERVICE_DEPLOYMENT_COMPLETED");
        }
        List<EcsDeployment> over = service.deployments.stream()
                .filter(deployment -> deployment != primary && gone(deployment))
                .toList();
        over.forEach(deployment -> service.former.addAll(deployment.tasks));
        service.deployments.removeAll(over);
    }

    private static boolean gone(EcsDeployment deployment) {
        return deployment.tasks.stream().allMatch(EcsTask::isStopped);
    }

    private static void scale(ServiceState service, List<EcsTask> tasks, int wanted, ObjectNode definition, long now) {
        List<EcsTask> alive = tasks.stream().filter(task -> !task.isStopped()).toList();
        for (int i = alive.size(); i < wanted; i++) {
            tasks.add(new EcsTask(
                    service.region,
                    service.account,
                    service.cluster,
                    service.name,
                    "CODE_DEPLOY",
                    definition,
                    service.launchType,
                    now));
        }
        for (EcsTask task : alive.subList(Math.min(alive.size(), wanted), alive.size())) {
            task.stop("Scaling activity initiated by CodeDeploy", now);
        }
    }

    private static String named(List<EcsTask> tasks) {
        return tasks.stream().map(task -> "(task " + task.id() + ")").collect(Collectors.joining(" "));
    }

    /**
     * Says on the event bus how a deployment stands.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html">Service
     *     deployment state change events</a>
     */
    void publish(ServiceState service, EcsDeployment deployment, String type, String name) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("eventType", type)
                .put("eventName", name)
                .put("deploymentId", deployment.id)
                .put(
                        "updatedAt",
                        Instant.ofEpochMilli(service.now())
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString())
                .put("reason", deployment.rolloutStateReason);
        bus.publish(service.region, "aws.ecs", "ECS Deployment State Change", List.of(service.arn()), detail);
    }
}
