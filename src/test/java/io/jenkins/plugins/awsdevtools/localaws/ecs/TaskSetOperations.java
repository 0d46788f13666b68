package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The operations on task sets, which are for services whose deployments somebody else controls.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html">CreateTaskSet</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskSet.html">DeleteTaskSet</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateServicePrimaryTaskSet.html">
 *     UpdateServicePrimaryTaskSet</a>
 */
final class TaskSetOperations {

    private static final double ALL = 100;

    private final LocalEcs local;

    TaskSetOperations(LocalEcs local) {
        this.local = local;
    }

    ObjectNode create(String region, JsonNode request) {
        Place place = place(region, request);
        String id = local.createTaskSet(
                region,
                place.cluster,
                place.service,
                ServiceRequests.required(request, "taskDefinition"),
                request.path("externalId").asText(""),
                scale(request.path("scale")));
        return answer(place.set(id));
    }

    ObjectNode update(String region, JsonNode request) {
        Place place = place(region, request);
        String set = ServiceRequests.required(request, "taskSet");
        local.scaleTaskSet(region, place.cluster, place.service, set, scale(request.path("scale")));
        return answer(place.set(set));
    }

    ObjectNode makePrimary(String region, JsonNode request) {
        Place place = place(region, request);
        String set = ServiceRequests.required(request, "primaryTaskSet");
        local.makePrimary(region, place.cluster, place.service, set);
        return answer(place.set(set));
    }

    /** "If true, you can delete a task set even if it hasn't been scaled down to zero" (force). */
    ObjectNode delete(String region, JsonNode request) {
        Place place = place(region, request);
        String set = ServiceRequests.required(request, "taskSet");
        ObjectNode shown = place.set(set);
        if (shown.path("scale").path("value").asDouble() > 0
                && !request.path("force").asBoolean()) {
            throw EcsErrors.parameter("The task set cannot be deleted while it is scaled above 0.");
        }
        local.deleteTaskSet(region, place.cluster, place.service, set);
        return answer(shown.put("status", "DRAINING"));
    }

    ObjectNode describe(String region, JsonNode request) {
        Place place = place(region, request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode found = answer.putArray("taskSets");
        ArrayNode failures = answer.putArray("failures");
        JsonNode wanted = request.path("taskSets");
        if (wanted.isEmpty()) {
            place.sets().forEach(found::add);
        }
        for (JsonNode name : wanted) {
            JsonNode set = place.find(name.asText());
            if (set == null) {
                failures.addObject().put("arn", name.asText()).put("reason", "MISSING");
            } else {
                found.add(set);
            }
        }
        return answer;
    }

    private static double scale(JsonNode scale) {
        double value = scale.path("value").asDouble(ALL);
        if (value < 0 || value > ALL || !scale.path("unit").asText("PERCENT").equals("PERCENT")) {
            throw EcsErrors.parameter("Scale must be between 0.0 and 100.0 PERCENT.");
        }
        return value;
    }

    private Place place(String region, JsonNode request) {
        String cluster = local.cluster(region, request.path("cluster").asText(""));
        String service = ServiceRequests.required(request, "service");
        return new Place(region, cluster, service.substring(service.lastIndexOf('/') + 1));
    }

    private static ObjectNode answer(JsonNode set) {
        return JsonNodeFactory.instance.objectNode().set("taskSet", set);
    }

    /** The service that is meant. */
    private final class Place {
        private final String region;
        private final String cluster;
        private final String service;

        Place(String region, String cluster, String service) {
            this.region = region;
            this.cluster = cluster;
            this.service = service;
        }

        JsonNode sets() {
            return local.describeService(region, cluster, service).path("taskSets");
        }

        JsonNode find(String idOrArn) {
            for (JsonNode set : sets()) {
                if (idOrArn.equals(set.get("id").asText())
                        || idOrArn.equals(set.get("taskSetArn").asText())) {
                    return set;
                }
            }
            return null;
        }

        ObjectNode set(String idOrArn) {
            JsonNode set = find(idOrArn);
            if (set == null) {
                throw EcsErrors.noTaskSet();
            }
            return (ObjectNode) set;
        }
    }
}
