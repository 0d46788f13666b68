package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * The AppSpec of a Lambda function or an ECS service: one resource and its properties ("AppSpec 'resources' section", AWS
 * CodeDeploy User Guide).
 */
final class ShiftAppSpec {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final String LAMBDA = "AWS::Lambda::Function";
    private static final String ECS = "AWS::ECS::Service";

    private ShiftAppSpec() {}

    /** @throws ParameterException naming what is missing */
    static void check(String field, String content) {
        if (content == null || content.isBlank()) {
            throw new ParameterException(field, content, Texts.of("codedeploy.appSpec.none"));
        }
        JsonNode root;
        try {
            root = YAML.readTree(content);
        } catch (JsonProcessingException malformed) {
            throw new ParameterException(
                    field, "", Texts.of("codedeploy.appSpec.malformed", AppSpecFile.where(malformed)));
        }
        JsonNode resources = either(root, "Resources", "resources");
        if (resources.size() != 1) {
            throw new ParameterException(field, "", Texts.of("codedeploy.appSpec.resources"));
        }
        JsonNode resource = resources.get(0);
        if (resource.size() == 1 && resource.elements().next().isObject()) {
            resource = resource.elements().next();
        }
        String type = either(resource, "Type", "type").asText("");
        List<String> wanted =
                switch (type) {
                    case LAMBDA -> List.of("Name", "Alias", "CurrentVersion", "TargetVersion");
                    case ECS -> List.of("TaskDefinition", "LoadBalancerInfo");
                    default ->
                        throw new ParameterException(field, type, Texts.of("codedeploy.appSpec.type", LAMBDA, ECS));
                };
        JsonNode properties = either(resource, "Properties", "properties");
        List<String> missing = new ArrayList<>(wanted);
        properties.fieldNames().forEachRemaining(name -> missing.removeIf(name::equalsIgnoreCase));
        if (!missing.isEmpty()) {
            throw new ParameterException(
                    field, type, Texts.of("codedeploy.appSpec.properties", String.join(", ", missing)));
        }
    }

    private static JsonNode either(JsonNode node, String one, String other) {
        return node.has(one) ? node.get(one) : node.path(other);
    }
}
