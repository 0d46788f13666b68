package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a deployment shifts the traffic of: a function's alias, or a service. */
interface ShiftTarget {

    /** {@code LambdaTarget} or {@code ECSTarget}. */
    String type();

    String id();

    /** Its lifecycle events, in order. */
    List<String> events();

    /** Shows it as it stands. */
    void show();

    /** Makes what is new, beside what is old. */
    Diagnostics install() throws InterruptedException;

    /** @param percent of the traffic for what is new */
    void weigh(int percent);

    /** All traffic is with what is new. */
    void adopt();

    /** All traffic is with what is old again, and what is new goes. */
    void undo();

    /** What is old goes. */
    void terminate();

    /** The properties of the one resource of an AppSpec file for Lambda or ECS. */
    static JsonNode properties(JsonNode spec) {
        JsonNode resources = spec.has("Resources") ? spec.get("Resources") : spec.path("resources");
        JsonNode resource = resources.path(0).path("TargetService");
        if (resource.isMissingNode()) {
            JsonNode first = resources.path(0);
            resource =
                    first.fieldNames().hasNext() ? first.get(first.fieldNames().next()) : first;
        }
        return resource.has("Properties") ? resource.get("Properties") : resource.path("properties");
    }
}
