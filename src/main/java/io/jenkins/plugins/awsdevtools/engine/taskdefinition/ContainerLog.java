package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;

/**
 * Where a container writes with the {@code awslogs} driver and a stream prefix.
 *
 * @param region may be empty: the task's own
 */
public record ContainerLog(String container, String group, String region, String prefix) {

    static Optional<ContainerLog> of(ContainerDefinition container) {
        if (container.logConfiguration() == null || container.logConfiguration().logDriver() != LogDriver.AWSLOGS) {
            return Optional.empty();
        }
        Map<String, String> options = container.logConfiguration().options();
        String group = options.getOrDefault("awslogs-group", "");
        String prefix = options.getOrDefault("awslogs-stream-prefix", "");
        return group.isEmpty() || prefix.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ContainerLog(container.name(), group, options.getOrDefault("awslogs-region", ""), prefix));
    }

    /** "prefix-name/container-name/ecs-task-id" (awslogs-stream-prefix, Amazon ECS Developer Guide). */
    public String stream(String taskId) {
        return prefix + "/" + container + "/" + taskId;
    }
}
