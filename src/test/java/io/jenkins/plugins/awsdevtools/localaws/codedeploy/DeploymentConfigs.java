package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The deployment configurations: those that every account has, and its own.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html">Working with
 *     deployment configurations</a>
 */
final class DeploymentConfigs {

    private static final String OURS = "CodeDeployDefault.";
    private final Map<String, ObjectNode> configs = new ConcurrentHashMap<>();

    DeploymentConfigs() {
        server("OneAtATime", "HOST_COUNT", 1);
        server("HalfAtATime", "FLEET_PERCENT", 50);
        server("AllAtOnce", "HOST_COUNT", 0);
        for (String platform : List.of("Lambda", "ECS")) {
            shift(platform, "AllAtOnce", "AllAtOnce", 100, 0);
            shift(platform, "Linear10PercentEvery3Minutes", "TimeBasedLinear", 10, 3);
            shift(platform, "Canary10Percent5Minutes", "TimeBasedCanary", 10, 5);
            shift(platform, "Canary10Percent15Minutes", "TimeBasedCanary", 10, 15);
        }
        // Only that of Lambda is in the singular.
        shift("ECS", "Linear10PercentEvery1Minutes", "TimeBasedLinear", 10, 1);
        shift("Lambda", "Linear10PercentEvery1Minute", "TimeBasedLinear", 10, 1);
        shift("Lambda", "Linear10PercentEvery2Minutes", "TimeBasedLinear", 10, 2);
        shift("Lambda", "Linear10PercentEvery10Minutes", "TimeBasedLinear", 10, 10);
        shift("Lambda", "Canary10Percent10Minutes", "TimeBasedCanary", 10, 10);
        shift("Lambda", "Canary10Percent30Minutes", "TimeBasedCanary", 10, 30);
    }

    List<String> names() {
        return new ArrayList<>(new TreeMap<>(configs).keySet());
    }

    /** @throws AwsError {@code DeploymentConfigDoesNotExistException} */
    ObjectNode get(String name) {
        ObjectNode config = configs.get(name);
        if (config == null) {
            throw new AwsError(
                    "DeploymentConfigDoesNotExistException", 400, "No Deployment Config found for name: " + name);
        }
        return config;
    }

    void create(JsonNode body) {
        String name = body.path("deploymentConfigName").asText("");
        if (name.isEmpty()) {
            throw new AwsError("DeploymentConfigNameRequiredException", 400, "deploymentConfigName is required");
        }
        if (name.startsWith(OURS) || configs.containsKey(name)) {
            throw new AwsError(
                    "DeploymentConfigAlreadyExistsException", 400, "Deployment Config already exists: " + name);
        }
        configs.put(name, body.deepCopy());
    }

    static String defaultFor(String platform) {
        return switch (platform) {
            case "Lambda" -> OURS + "LambdaAllAtOnce";
            case "ECS" -> OURS + "ECSAllAtOnce";
            default -> OURS + "OneAtATime";
        };
    }

    /**
     * How many hosts have to stay healthy of so many. OneAtATime keeps all but one; HalfAtATime takes "up to half of the
     * instances at a time (with fractions rounded down)"; AllAtOnce keeps none.
     */
    static int minimumHealthy(JsonNode config, int hosts) {
        JsonNode minimum = config.path("minimumHealthyHosts");
        int value = minimum.path("value").asInt();
        if (config.path("deploymentConfigName").asText().equals(OURS + "OneAtATime")) {
            return hosts - 1;
        }
        if (minimum.path("type").asText().equals("FLEET_PERCENT")) {
            return (hosts * value + 99) / 100;
        }
        return value;
    }

    private void server(String name, String type, int value) {
        ObjectNode config = config(name, "Server");
        config.putObject("minimumHealthyHosts").put("type", type).put("value", value);
    }

    private void shift(String platform, String name, String type, int percentage, int minutes) {
        ObjectNode routing = config(platform + name, platform)
                .putObject("trafficRoutingConfig")
                .put("type", type);
        if (type.equals("TimeBasedLinear")) {
            routing.putObject("timeBasedLinear")
                    .put("linearPercentage", percentage)
                    .put("linearInterval", minutes);
        } else if (type.equals("TimeBasedCanary")) {
            routing.putObject("timeBasedCanary")
                    .put("canaryPercentage", percentage)
                    .put("canaryInterval", minutes);
        }
    }

    private ObjectNode config(String name, String platform) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("deploymentConfigName", OURS + name).put("computePlatform", platform);
        configs.put(OURS + name, config);
        return config;
    }
}
