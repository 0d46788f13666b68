package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;

/**
 * What a new revision changes of one container. What is null or empty stays as it is.
 *
 * @param name of the container in the task definition; null for its only one
 * @param image with tag or digest
 * @param environment variables to set, by name
 * @param secrets variables whose value ECS reads from the parameter or secret of this name or ARN, by name
 * @param cpu units of the container
 * @param memory hard limit in MiB
 * @param memoryReservation soft limit in MiB
 */
public record ContainerChange(
        String name,
        String image,
        Map<String, String> environment,
        Map<String, String> secrets,
        Integer cpu,
        Integer memory,
        Integer memoryReservation) {

    /** MiB that Docker wants for a container at least: "you should not specify fewer than 4 MiB" (memory). */
    public static final int LEAST_MEMORY = 4;

    /** "Up to 255 letters, numbers, hyphens, underscores, colons, periods, forward slashes, and number signs" (image). */
    private static final String IMAGE = "[A-Za-z0-9][A-Za-z0-9_.:/@#-]{0,254}";

    /** @throws ParameterException if ECS would not take it */
    public ContainerChange {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        if (image != null) {
            checkImage(image);
        }
        for (String variable : environment.keySet()) {
            checkVariable(variable);
            if (secrets.containsKey(variable)) {
                throw new ParameterException("secrets", variable, Texts.of("taskdefinition.variable.twice"));
            }
        }
        secrets.forEach((variable, from) -> {
            checkVariable(variable);
            if (from == null || from.isBlank()) {
                throw new ParameterException("valueFrom", from, Texts.of("taskdefinition.secret.noReference"));
            }
        });
        checkPositive("cpu", cpu, 0);
        checkPositive("memory", memory, LEAST_MEMORY);
        checkPositive("memoryReservation", memoryReservation, LEAST_MEMORY);
    }

    /** Only another image. */
    public static ContainerChange ofImage(String container, String image) {
        return new ContainerChange(container, image, Map.of(), Map.of(), null, null, null);
    }

    /** @throws ParameterException if this cannot name an image */
    public static void checkImage(String image) {
        if (!image.matches(IMAGE)) {
            throw new ParameterException("image", image, Texts.of("taskdefinition.image.bad"));
        }
    }

    /** @throws ParameterException if a variable cannot have this name */
    public static void checkVariable(String name) {
        if (name == null || name.isBlank() || name.contains("=") || name.indexOf('\0') >= 0) {
            throw new ParameterException("name", name, Texts.of("taskdefinition.variable.badName"));
        }
    }

    private static void checkPositive(String field, Integer value, int least) {
        if (value != null && value < least) {
            throw new ParameterException(field, value, Texts.of("taskdefinition.number", least));
        }
    }

    /** Whether it changes anything. */
    public boolean isEmpty() {
        return image == null
                && environment.isEmpty()
                && secrets.isEmpty()
                && cpu == null
                && memory == null
                && memoryReservation == null;
    }

    /** A variable becomes a secret or a plain value: what had its name before goes, as ECS takes a name once. */
    ContainerDefinition apply(ContainerDefinition container) {
        ContainerDefinition.Builder changed = container.toBuilder();
        if (image != null) {
            changed.image(image);
        }
        if (!environment.isEmpty() || !secrets.isEmpty()) {
            List<KeyValuePair> variables = new ArrayList<>();
            Map<String, String> left = new LinkedHashMap<>(environment);
            for (KeyValuePair variable : container.environment()) {
                String value = left.remove(variable.name());
                if (value != null) {
                    variables.add(pair(variable.name(), value));
                } else if (!secrets.containsKey(variable.name())) {
                    variables.add(variable);
                }
            }
            left.forEach((name, value) -> variables.add(pair(name, value)));
            List<Secret> references = new ArrayList<>();
            for (Secret secret : container.secrets()) {
                if (!environment.containsKey(secret.name()) && !secrets.containsKey(secret.name())) {
                    references.add(secret);
                }
            }
            secrets.forEach((name, from) ->
                    references.add(Secret.builder().name(name).valueFrom(from).build()));
            changed.environment(variables).secrets(references);
        }
        if (cpu != null) {
            changed.cpu(cpu);
        }
        if (memory != null) {
            changed.memory(memory);
        }
        if (memoryReservation != null) {
            changed.memoryReservation(memoryReservation);
        }
        return changed.build();
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return (name == null ? "" : name) + " " + (image == null ? "" : image) + " " + environment.keySet() + " "
                + secrets.keySet();
    }
}
