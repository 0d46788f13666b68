package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The applications and their deployment groups. Thread safe. */
final class Applications {

    private final Clock clock;
    private final LocalEcs ecs;
    private final DeploymentConfigs configs;
    private final Map<String, ObjectNode> applications = new TreeMap<>();
    private final Map<String, ObjectNode> groups = new TreeMap<>();

    Applications(Clock clock, LocalEcs ecs, DeploymentConfigs configs) {
        this.clock = clock;
        this.ecs = ecs;
        this.configs = configs;
    }

    static String key(String region, String application, String group) {
        return region + "/" + application + "/" + group;
    }

    synchronized List<String> names(String region) {
        return below(applications, region + "/");
    }

    /** @throws AwsError {@code ApplicationDoesNotExistException} */
    synchronized ObjectNode application(String region, String name) {
        ObjectNode application = applications.get(region + "/" + name);
        if (application == null) {
            throw CreateRequest.error("ApplicationDoesNotExistException", "No application found for name: " + name);
        }
        return application;
    }

    /** Server, Lambda or ECS. */
    String platform(String region, String application) {
        return application(region, application).get("computePlatform").asText();
    }

    synchronized ObjectNode put(String region, ObjectNode application) {
        String name = application.get("applicationName").asText();
        if (applications.containsKey(region + "/" + name)) {
            throw CreateRequest.error("ApplicationAlreadyExistsException", "Application already exists: " + name);
        }
        if (!application.has("computePlatform")) {
            application.put("computePlatform", "Server");
        }
        application.put("applicationId", UUID.randomUUID().toString()).put("createTime", clock.millis() / 1000.0);
        applications.put(region + "/" + name, application);
        return application;
    }

    synchronized List<String> groupNames(String region, String application) {
        application(region, application);
        return below(groups, key(region, application, ""));
    }

    /** @throws AwsError {@code DeploymentGroupDoesNotExistException} */
    synchronized ObjectNode group(String region, String application, String name) {
        application(region, application);
        ObjectNode group = groups.get(key(region, application, name));
        if (group == null) {
            throw CreateRequest.error(
                    "DeploymentGroupDoesNotExistException", "No Deployment Group found for name: " + name);
        }
        return group;
    }

    synchronized ObjectNode putGroup(String region, ObjectNode group) {
        String application = group.get("applicationName").asText();
        String platform = platform(region, application);
        String key = key(region, application, group.get("deploymentGroupName").asText());
        if (groups.containsKey(key)) {
            throw CreateRequest.error("DeploymentGroupAlreadyExistsException", "Deployment Group already exists");
        }
        if (!group.has("deploymentConfigName")) {
            group.put("deploymentConfigName", DeploymentConfigs.defaultFor(platform));
        }
        configs.get(group.get("deploymentConfigName").asText());
        if (platform.equals("ECS")) {
            EcsGroupRules.check(region, group, groups.values(), ecs);
        }
        group.put("deploymentGroupId", UUID.randomUUID().toString()).put("computePlatform", platform);
        groups.put(key, group);
        return group;
    }

    private static List<String> below(Map<String, ObjectNode> all, String prefix) {
        return all.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }
}
