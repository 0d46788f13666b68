package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What kind of action something is.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionTypeId.html">ActionTypeId</a>
 */
record ActionTypeId(String category, String owner, String provider, String version) {

    private static final Set<String> CATEGORIES =
            Set.of("Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute");
    private static final Set<String> OWNERS = Set.of("AWS", "ThirdParty", "Custom");

    static ActionTypeId of(JsonNode json) {
        return new ActionTypeId(
                json.path("category").asText(""),
                json.path("owner").asText(""),
                json.path("provider").asText(""),
                json.path("version").asText(""));
    }

    /** As {@link #of}, refused if a part is missing or not one of AWS's words. */
    static ActionTypeId checked(JsonNode json) {
        ActionTypeId type = of(json);
        if (!CATEGORIES.contains(type.category)) {
            throw PipelineErrors.validation("1 validation error detected: Value '" + type.category
                    + "' at 'actionTypeId.category' failed to satisfy constraint: Member must satisfy enum value set: "
                    + CATEGORIES);
        }
        if (!OWNERS.contains(type.owner)) {
            throw PipelineErrors.validation("1 validation error detected: Value '" + type.owner
                    + "' at 'actionTypeId.owner' failed to satisfy constraint: Member must satisfy enum value set: "
                    + OWNERS);
        }
        if (type.provider.isEmpty() || type.version.isEmpty()) {
            throw PipelineErrors.validation("An action type has a provider and a version");
        }
        return type;
    }

    boolean isCustom() {
        return owner.equals("Custom");
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("category", category)
                .put("owner", owner)
                .put("provider", provider)
                .put("version", version);
    }

    @Override
    public String toString() {
        return category + "/" + owner + "/" + provider + "/" + version;
    }
}
