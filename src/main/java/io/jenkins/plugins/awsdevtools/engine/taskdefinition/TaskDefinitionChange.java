package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * What a new revision changes of a task definition.
 *
 * @param cpu of the task, for example {@code 256} or {@code .5 vCPU}; null to keep it
 * @param memory of the task, for example {@code 512} or {@code 1 GB}; null to keep it
 */
public record TaskDefinitionChange(List<ContainerChange> containers, String cpu, String memory) {

    /** Nothing. */
    public static final TaskDefinitionChange NONE = new TaskDefinitionChange(List.of(), null, null);

    /** The docker label by which a revision is found again whose registering was never answered. */
    public static final String MARKER_LABEL = "io.jenkins.aws-developer-tools.marker";

    /** @throws ParameterException if a container is named twice, or none is named where there are several */
    public TaskDefinitionChange {
        containers = List.copyOf(containers);
        Set<String> names = new HashSet<>();
        for (ContainerChange container : containers) {
            if (!names.add(container.name())) {
                throw new ParameterException("container", container.name(), Texts.of("taskdefinition.container.twice"));
            }
        }
        if (names.contains(null) && names.size() > 1) {
            throw new ParameterException("container", "", Texts.of("taskdefinition.container.noName"));
        }
    }

    public boolean isEmpty() {
        return containers.stream().allMatch(ContainerChange::isEmpty) && cpu == null && memory == null;
    }

    /**
     * The definition with the changes.
     *
     * @param marker put into the first container's labels
     * @throws ParameterException if there is no such container
     */
    public RegisterTaskDefinitionRequest apply(RegisterTaskDefinitionRequest definition, String marker) {
        List<ContainerDefinition> changed = new ArrayList<>(definition.containerDefinitions());
        if (changed.isEmpty()) {
            throw new ParameterException(
                    "taskDefinition", definition.family(), Texts.of("taskdefinition.container.none"));
        }
        for (ContainerChange change : containers) {
            int index = indexOf(change.name(), changed);
            changed.set(index, change.apply(changed.get(index)));
        }
        Map<String, String> labels = new HashMap<>(changed.get(0).dockerLabels());
        labels.put(MARKER_LABEL, marker);
        changed.set(0, changed.get(0).toBuilder().dockerLabels(labels).build());
        RegisterTaskDefinitionRequest.Builder request = definition.toBuilder().containerDefinitions(changed);
        if (cpu != null) {
            request.cpu(cpu);
        }
        if (memory != null) {
            request.memory(memory);
        }
        return request.build();
    }

    private static int indexOf(String name, List<ContainerDefinition> all) {
        List<String> names = all.stream().map(ContainerDefinition::name).toList();
        if (name == null) {
            if (names.size() > 1) {
                throw new ParameterException(
                        "container", "", Texts.of("taskdefinition.container.which", String.join(", ", names)));
            }
            return 0;
        }
        int index = names.indexOf(name);
        if (index < 0) {
            List<String> closest = ClosestNames.of(name, names);
            throw new ParameterException(
                    "container",
                    name,
                    Texts.of(
                            "taskdefinition.container.unknown",
                            String.join(", ", closest.isEmpty() ? names : closest)));
        }
        return index;
    }
}
