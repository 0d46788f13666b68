package io.jenkins.plugins.awsdevtools.localaws.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * An event pattern of EventBridge: exact values, {@code prefix}, {@code suffix}, {@code equals-ignore-case}, {@code exists}
 * and {@code anything-but}. What it does not know it refuses, as PutRule refuses a pattern that is not valid.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Event patterns</a>
 */
public final class EventPattern {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode pattern;

    private EventPattern(JsonNode pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException if it is not valid */
    public static EventPattern parse(String text) {
        try {
            JsonNode pattern = JSON.readTree(text);
            check(pattern);
            return new EventPattern(pattern);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Event pattern is not valid. Reason: not JSON", e);
        }
    }

    private static void check(JsonNode pattern) {
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw invalid("must be a non-empty object");
        }
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            if (field.getValue().isArray() && !field.getValue().isEmpty()) {
                // an answer for any event is an answer to whether each filter is known
                field.getValue().forEach(filter -> matches(filter, JSON.nullNode()));
            } else if (field.getValue().isObject()) {
                check(field.getValue());
            } else {
                throw invalid("\"" + field.getKey() + "\" must be an object or an array");
            }
        }
    }

    /** Whether an event, as JSON, matches. */
    public boolean matches(JsonNode event) {
        return matchesAll(pattern, event);
    }

    private static boolean matchesAll(JsonNode pattern, JsonNode event) {
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            JsonNode value = event.path(field.getKey());
            boolean matches = field.getValue().isObject()
                    ? matchesAll(field.getValue(), value)
                    : matchesAny(field.getValue(), value);
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    /** An event's array matches if any of its values does. */
    private static boolean matchesAny(JsonNode filters, JsonNode value) {
        for (JsonNode filter : filters) {
            if (matches(filter, value)) {
                return true;
            }
            if (value.isArray()) {
                for (JsonNode one : value) {
                    if (matches(filter, one)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean matches(JsonNode filter, JsonNode value) {
        if (!filter.isObject()) {
            return filter.equals(value);
        }
        if (filter.size() != 1) {
            throw invalid("a filter has one key");
        }
        String kind = filter.fieldNames().next();
        JsonNode wanted = filter.get(kind);
        String text = value.asText("");
        return switch (kind) {
            case "prefix" -> value.isTextual() && text.startsWith(wanted.asText());
            case "suffix" -> value.isTextual() && text.endsWith(wanted.asText());
            case "equals-ignore-case" -> value.isTextual() && text.equalsIgnoreCase(wanted.asText());
            case "exists" -> wanted.asBoolean() != value.isMissingNode();
            case "anything-but" -> !value.isMissingNode() && !isOneOf(wanted, value);
            default -> throw invalid("unrecognized match type " + kind);
        };
    }

    private static boolean isOneOf(JsonNode wanted, JsonNode value) {
        return wanted.isArray() ? matchesAny(wanted, value) : matches(wanted, value);
    }

    private static IllegalArgumentException invalid(String reason) {
        return new IllegalArgumentException("Event pattern is not valid. Reason: " + reason);
    }
}
