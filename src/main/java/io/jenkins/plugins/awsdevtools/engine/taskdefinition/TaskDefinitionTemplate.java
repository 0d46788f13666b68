package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * From a revision that exists, or from a JSON file as the AWS CLI takes it, to the request that registers the next one.
 * Both go by the fields that the SDK knows, so that nothing that ECS learns later is dropped.
 */
public final class TaskDefinitionTemplate {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What describe-task-definition shows and register-task-definition does not take. */
    private static final Set<String> READ_ONLY = Set.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "deleteRequestedAt");

    private TaskDefinitionTemplate() {}

    /** The request that would register the same again. Tags that AWS reserves for itself are left out. */
    static RegisterTaskDefinitionRequest of(TaskDefinition definition, List<Tag> tags) {
        RegisterTaskDefinitionRequest.Builder request = RegisterTaskDefinitionRequest.builder();
        Map<String, SdkField<?>> known = byName(definition.sdkFields());
        for (SdkField<?> field : request.sdkFields()) {
            SdkField<?> same = known.get(field.locationName());
            Object value = same == null ? null : same.getValueOrDefault(definition);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                field.set(request, value);
            }
        }
        List<Tag> own = tags.stream()
                .filter(tag -> !tag.key().regionMatches(true, 0, "aws:", 0, 4))
                .toList();
        return own.isEmpty() ? request.build() : request.tags(own).build();
    }

    /**
     * Reads a template: the input of register-task-definition, or the output of describe-task-definition.
     *
     * @param field as the user knows it, for messages
     * @throws ParameterException naming the place that is wrong
     */
    public static RegisterTaskDefinitionRequest parse(String field, String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new ParameterException(
                    field,
                    "",
                    Texts.of(
                            "taskdefinition.template.json",
                            wrong.getLocation() == null
                                    ? 0
                                    : wrong.getLocation().getLineNr(),
                            wrong.getOriginalMessage()));
        }
        if (root != null && root.path("taskDefinition").isObject()) {
            root = root.get("taskDefinition");
        }
        if (root == null || !root.isObject()) {
            throw new ParameterException(field, "", Texts.of("taskdefinition.template.object"));
        }
        RegisterTaskDefinitionRequest request = (RegisterTaskDefinitionRequest)
                new Reader(field).pojo(RegisterTaskDefinitionRequest.builder(), root, "", READ_ONLY);
        if (request.family() == null || request.family().isBlank()) {
            throw new ParameterException(field, "", Texts.of("taskdefinition.template.noFamily"));
        }
        return request;
    }

    private static Map<String, SdkField<?>> byName(List<SdkField<?>> fields) {
        Map<String, SdkField<?>> all = new LinkedHashMap<>();
        fields.forEach(field -> all.put(field.locationName(), field));
        return all;
    }

    /** Walks JSON and the SDK's description of its types together. */
    private record Reader(String parameter) {

        Object pojo(SdkPojo builder, JsonNode json, String path, Set<String> ignored) {
            if (!json.isObject()) {
                throw wrong(path, "taskdefinition.template.type", "{ }");
            }
            Map<String, SdkField<?>> fields = byName(builder.sdkFields());
            json.fields().forEachRemaining(entry -> {
                String name = entry.getKey();
                SdkField<?> field = fields.get(name);
                if (field != null) {
                    if (!entry.getValue().isNull()) {
                        field.set(builder, value(field, entry.getValue(), path + "/" + name));
                    }
                } else if (!ignored.contains(name)) {
                    List<String> closest = ClosestNames.of(name, fields.keySet());
                    throw wrong(
                            path + "/" + name,
                            closest.isEmpty() ? "taskdefinition.template.unknown" : "taskdefinition.template.closest",
                            String.join(", ", closest));
                }
            });
            return ((Buildable) builder).build();
        }

        private Object value(SdkField<?> field, JsonNode json, String path) {
            MarshallingType<?> type = field.marshallingType();
            if (type == MarshallingType.SDK_POJO) {
                return pojo(field.constructor().get(), json, path, Set.of());
            }
            if (type == MarshallingType.LIST) {
                return list(field, json, path);
            }
            if (type == MarshallingType.MAP) {
                return map(field, json, path);
            }
            if (type == MarshallingType.STRING && json.isValueNode()) {
                return json.asText();
            }
            if (type == MarshallingType.INTEGER && json.canConvertToInt() && json.isIntegralNumber()) {
                return json.intValue();
            }
            if (type == MarshallingType.LONG && json.isIntegralNumber()) {
                return json.longValue();
            }
            if (type == MarshallingType.DOUBLE && json.isNumber()) {
                return json.doubleValue();
            }
            if (type == MarshallingType.BOOLEAN && json.isBoolean()) {
                return json.booleanValue();
            }
            throw wrong(
                    path, "taskdefinition.template.type", type.getTargetClass().getSimpleName());
        }

        private List<Object> list(SdkField<?> field, JsonNode json, String path) {
            if (!json.isArray()) {
                throw wrong(path, "taskdefinition.template.type", "[ ]");
            }
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < json.size(); i++) {
                values.add(value(member, json.get(i), path + "/" + i));
            }
            return values;
        }

        private Map<String, Object> map(SdkField<?> field, JsonNode json, String path) {
            if (!json.isObject()) {
                throw wrong(path, "taskdefinition.template.type", "{ }");
            }
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> values = new LinkedHashMap<>();
            json.fields()
                    .forEachRemaining(entry ->
                            values.put(entry.getKey(), value(member, entry.getValue(), path + "/" + entry.getKey())));
            return values;
        }

        private ParameterException wrong(String path, String key, String what) {
            return new ParameterException(parameter, path, Texts.of(key, what));
        }
    }
}
