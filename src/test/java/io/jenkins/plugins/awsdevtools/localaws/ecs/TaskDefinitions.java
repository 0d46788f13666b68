package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The task definitions of one region. Guarded by its own monitor. */
final class TaskDefinitions {

    private final Clock clock;
    private final String prefix;
    private final Map<String, List<ObjectNode>> families = new TreeMap<>();

    TaskDefinitions(Clock clock, String region, String account) {
        this.clock = clock;
        this.prefix = "arn:aws:ecs:" + region + ":" + account + ":task-definition/";
    }

    /** A new revision; tags are kept beside it, as ECS shows them only when asked. */
    synchronized ObjectNode register(JsonNode request, String caller) {
        TaskDefinitionRules.check(request);
        ObjectNode definition = request.deepCopy();
        String family = definition.get("family").asText();
        List<ObjectNode> revisions = families.computeIfAbsent(family, key -> new ArrayList<>());
        int revision = revisions.size() + 1;
        definition
                .put("taskDefinitionArn", prefix + family + ":" + revision)
                .put("revision", revision)
                .put("status", "ACTIVE")
                .put("registeredAt", clock.millis() / 1000.0)
                .put("registeredBy", caller);
        definition.putArray("compatibilities").add("EC2").addAll(fargate(definition));
        definition.get("containerDefinitions").forEach(container -> {
            ObjectNode shown = (ObjectNode) container;
            if (!shown.has("essential")) {
                shown.put("essential", true);
            }
            if (!shown.has("cpu")) {
                shown.put("cpu", 0);
            }
            if (!shown.has("environment")) {
                shown.putArray("environment");
            }
        });
        revisions.add(definition);
        return definition.deepCopy();
    }

    private static List<JsonNode> fargate(JsonNode definition) {
        List<JsonNode> more = new ArrayList<>();
        for (JsonNode compatibility : definition.path("requiresCompatibilities")) {
            if (compatibility.asText().equals("FARGATE")) {
                more.add(compatibility);
            }
        }
        return more;
    }

    /** By family (its newest active revision), {@code family:revision} or ARN. */
    synchronized ObjectNode find(String name) {
        String shortName = name.startsWith("arn:") ? name.substring(name.lastIndexOf('/') + 1) : name;
        int colon = shortName.indexOf(':');
        List<ObjectNode> revisions =
                families.getOrDefault(colon < 0 ? shortName : shortName.substring(0, colon), List.of());
        if (colon < 0) {
            for (int i = revisions.size() - 1; i >= 0; i--) {
                if (active(revisions.get(i))) {
                    return revisions.get(i);
                }
            }
        } else if (shortName.substring(colon + 1).matches("\\d{1,9}")) {
            int revision = Integer.parseInt(shortName.substring(colon + 1));
            if (revision >= 1 && revision <= revisions.size()) {
                return revisions.get(revision - 1);
            }
        }
        return null;
    }

    private static boolean active(ObjectNode definition) {
        return definition.get("status").asText().equals("ACTIVE");
    }

    synchronized ObjectNode existing(String name, String message) {
        ObjectNode found = find(name);
        if (found == null) {
            throw EcsErrors.client(message);
        }
        return found;
    }

    synchronized ObjectNode deregister(String name) {
        if (!name.contains(":")) {
            throw EcsErrors.parameter("taskDefinition must be of the form family:revision");
        }
        ObjectNode found = existing(
                name,
                "The specified task definition does not exist. Specify a valid account,"
                        + " family, revision and try again.");
        found.put("status", "INACTIVE").put("deregisteredAt", clock.millis() / 1000.0);
        return found.deepCopy();
    }

    /** ARNs, oldest revision first unless told otherwise. */
    synchronized List<String> arns(String family, String status, boolean newestFirst) {
        List<String> all = new ArrayList<>();
        families.forEach((name, revisions) -> {
            if (family.isEmpty() || family.equals(name)) {
                revisions.stream()
                        .filter(definition -> definition.get("status").asText().equals(status))
                        .forEach(definition ->
                                all.add(definition.get("taskDefinitionArn").asText()));
            }
        });
        if (newestFirst) {
            Collections.reverse(all);
        }
        return all;
    }

    synchronized List<String> families() {
        return List.copyOf(families.keySet());
    }

    static ObjectNode shown(ObjectNode definition) {
        ObjectNode shown = definition.deepCopy();
        shown.remove("tags");
        return shown;
    }

    static ObjectNode answer(ObjectNode definition, boolean withTags) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("taskDefinition", shown(definition));
        if (withTags) {
            answer.set(
                    "tags",
                    definition.has("tags") ? definition.get("tags").deepCopy() : JsonNodeFactory.instance.arrayNode());
        }
        return answer;
    }
}
