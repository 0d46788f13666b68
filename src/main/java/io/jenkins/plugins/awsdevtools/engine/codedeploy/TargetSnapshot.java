package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.ECSTarget;
import software.amazon.awssdk.services.codedeploy.model.ECSTaskSet;
import software.amazon.awssdk.services.codedeploy.model.InstanceTarget;
import software.amazon.awssdk.services.codedeploy.model.LambdaTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.TargetLabel;

/**
 * Where a deployment goes, as one answer of CodeDeploy told it: an instance, a function, a service.
 *
 * @param label {@code Blue} or {@code Green} in a blue/green deployment of servers, else empty
 * @param status {@code Pending}, {@code InProgress}, {@code Succeeded}, {@code Failed}, {@code Skipped}, {@code Ready},
 *     {@code Unknown}
 * @param weight of what is new, percent of the traffic; null for instances
 */
public record TargetSnapshot(String id, String label, String status, List<TargetEvent> events, Integer weight) {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed", "Skipped");
    private static final int ALL = 100;

    public TargetSnapshot {
        events = List.copyOf(events);
    }

    /** For people: an instance's id, with its side of a blue/green deployment. */
    public String shown() {
        return label.isEmpty() ? id : id + " " + label;
    }

    boolean hasEnded() {
        return ENDED.contains(status);
    }

    /** The event that failed, if one did. */
    public Optional<TargetEvent> failure() {
        return events.stream().filter(TargetEvent::failed).findFirst();
    }

    /** When its first event began, if one did. */
    public Optional<Instant> started() {
        return events.stream()
                .map(TargetEvent::started)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    /** When its last event ended, if one did. */
    public Optional<Instant> ended() {
        return events.stream().map(TargetEvent::ended).filter(Objects::nonNull).max(Instant::compareTo);
    }

    /** From the beginning of its first event to the end of its last. */
    public Optional<Duration> duration() {
        return started().flatMap(from -> ended().map(to -> Duration.between(from, to)));
    }

    /** Whether its last event is over and well, so that only what is old is left. */
    boolean hasAllTraffic() {
        return events.stream().anyMatch(event -> event.name().equals("AfterAllowTraffic") && event.succeeded());
    }

    static TargetSnapshot of(DeploymentTarget target) {
        if (target.lambdaTarget() != null) {
            LambdaTarget lambda = target.lambdaTarget();
            Double weight = lambda.lambdaFunctionInfo() == null
                    ? null
                    : lambda.lambdaFunctionInfo().targetVersionWeight();
            return new TargetSnapshot(
                    lambda.targetId(),
                    "",
                    status(lambda.statusAsString()),
                    events(lambda.lifecycleEvents()),
                    weight == null ? null : (int) Math.round(weight * ALL));
        }
        if (target.ecsTarget() != null) {
            ECSTarget ecs = target.ecsTarget();
            return new TargetSnapshot(
                    ecs.targetId(), "", status(ecs.statusAsString()), events(ecs.lifecycleEvents()), weight(ecs));
        }
        InstanceTarget instance = target.instanceTarget();
        if (instance == null) {
            return new TargetSnapshot(target.deploymentTargetTypeAsString(), "", "Unknown", List.of(), null);
        }
        return new TargetSnapshot(
                instance.targetId(),
                instance.instanceLabelAsString() == null ? "" : instance.instanceLabelAsString(),
                status(instance.statusAsString()),
                events(instance.lifecycleEvents()),
                null);
    }

    private static Integer weight(ECSTarget ecs) {
        return ecs.taskSetsInfo().stream()
                .filter(set -> set.taskSetLabel() == TargetLabel.GREEN)
                .map(ECSTaskSet::trafficWeight)
                .filter(Objects::nonNull)
                .map(Double::intValue)
                .findFirst()
                .orElse(null);
    }

    private static String status(String status) {
        return status == null ? "Unknown" : status;
    }

    private static List<TargetEvent> events(List<LifecycleEvent> events) {
        return events.stream().map(TargetEvent::of).toList();
    }
}
