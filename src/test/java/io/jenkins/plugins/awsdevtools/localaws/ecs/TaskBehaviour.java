package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first container of a task definition does, told by the tag of its image: {@code :exit-3} ends with this code,
 * {@code :pull-error} has no image, {@code :unhealthy} fails its health check, {@code :unplaceable} finds no instance,
 * {@code :slow} starts when a test says so. Any other runs until it is stopped. The environment variable
 * {@code LOCALAWS_SAYS} holds lines for its log.
 */
record TaskBehaviour(Kind kind, int exitCode, String image, List<String> lines) {

    enum Kind {
        RUNS,
        EXITS,
        CANNOT_PULL,
        UNHEALTHY,
        UNPLACEABLE,
        SLOW
    }

    TaskBehaviour {
        lines = List.copyOf(lines);
    }

    static TaskBehaviour of(JsonNode taskDefinition) {
        Kind kind = Kind.RUNS;
        int exitCode = 0;
        String image = "";
        List<String> lines = new ArrayList<>();
        for (JsonNode container : taskDefinition.path("containerDefinitions")) {
            String ofContainer = container.path("image").asText();
            for (JsonNode variable : container.path("environment")) {
                if (variable.path("name").asText().equals("LOCALAWS_SAYS")) {
                    lines.addAll(List.of(variable.path("value").asText().split("\n")));
                }
            }
            String tag = ofContainer.substring(ofContainer.lastIndexOf(':') + 1);
            Kind ofTag = kind(tag);
            if (ofTag != Kind.RUNS && kind == Kind.RUNS) {
                kind = ofTag;
                exitCode = ofTag == Kind.EXITS ? Integer.parseInt(tag.substring("exit-".length())) : 0;
                image = ofContainer;
            }
        }
        return new TaskBehaviour(kind, exitCode, image, lines);
    }

    private static Kind kind(String tag) {
        if (tag.matches("exit-\\d{1,3}")) {
            return Kind.EXITS;
        }
        return switch (tag) {
            case "pull-error" -> Kind.CANNOT_PULL;
            case "unhealthy" -> Kind.UNHEALTHY;
            case "unplaceable" -> Kind.UNPLACEABLE;
            case "slow" -> Kind.SLOW;
            default -> Kind.RUNS;
        };
    }
}
