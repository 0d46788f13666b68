package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** A value of the SDK as the JSON that AWS sent: what was not told is left out. */
final class StructureJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StructureJson() {}

    static ObjectNode of(SdkPojo value) {
        ObjectNode node = NODES.objectNode();
        for (SdkField<?> field : value.sdkFields()) {
            Object member = field.getValueOrDefault(value);
            if (member != null && !(member instanceof List<?> list && list.isEmpty())) {
                node.set(field.locationName(), any(member));
            }
        }
        return node;
    }

    private static JsonNode any(Object value) {
        if (value instanceof SdkPojo pojo) {
            return of(pojo);
        }
        if (value instanceof List<?> list) {
            ArrayNode all = NODES.arrayNode();
            list.forEach(item -> all.add(any(item)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode all = NODES.objectNode();
            map.forEach((key, item) -> all.set(String.valueOf(key), any(item)));
            return all;
        }
        if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        }
        return value instanceof Boolean flag ? NODES.booleanNode(flag) : NODES.textNode(String.valueOf(value));
    }
}
