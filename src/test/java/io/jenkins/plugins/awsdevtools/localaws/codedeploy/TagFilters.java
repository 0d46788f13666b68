package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** "instances ... identified by any of the tags": a filter is of key, of value, or of both. */
final class TagFilters {

    private TagFilters() {}

    static boolean match(JsonNode filters, Map<String, String> tags) {
        for (JsonNode filter : filters) {
            String key = filter.path("Key").asText("");
            String value = filter.path("Value").asText("");
            boolean matches =
                    switch (filter.path("Type").asText("KEY_AND_VALUE")) {
                        case "KEY_ONLY" -> tags.containsKey(key);
                        case "VALUE_ONLY" -> tags.containsValue(value);
                        default -> value.equals(tags.get(key));
                    };
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
