package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import java.util.Collection;

/**
 * What CodeDeploy refuses of a deployment group for ECS.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html">
 *     CreateDeploymentGroup</a>
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html">Create a
 *     deployment group for an Amazon ECS deployment</a>
 */
final class EcsGroupRules {

    private EcsGroupRules() {}

    static void check(String region, JsonNode group, Collection<? extends JsonNode> others, LocalEcs ecs) {
        JsonNode style = group.path("deploymentStyle");
        if (!style.path("deploymentType").asText().equals("BLUE_GREEN")
                || !style.path("deploymentOption").asText().equals("WITH_TRAFFIC_CONTROL")) {
            throw CreateRequest.error(
                    "InvalidDeploymentStyleException",
                    "For ECS deployment group, deployment type must be BLUE_GREEN and deployment option must be"
                            + " WITH_TRAFFIC_CONTROL");
        }
        JsonNode blueGreen = group.path("blueGreenDeploymentConfiguration");
        if (!blueGreen.has("deploymentReadyOption") || !blueGreen.has("terminateBlueInstancesOnDeploymentSuccess")) {
            throw CreateRequest.error(
                    "InvalidBlueGreenDeploymentConfigurationException",
                    "For ECS deployment group, the blue/green configuration needs a deployment ready option and a"
                            + " termination option");
        }
        JsonNode pair = group.path("loadBalancerInfo").path("targetGroupPairInfoList");
        if (pair.size() != 1
                || pair.path(0).path("targetGroups").size() != 2
                || pair.path(0).path("prodTrafficRoute").path("listenerArns").isEmpty()) {
            throw CreateRequest.error(
                    "InvalidLoadBalancerInfoException",
                    "For ECS deployment group, one pair of target groups and a production listener must be specified");
        }
        service(region, group.path("ecsServices"), others, ecs);
    }

    private static void service(String region, JsonNode services, Collection<? extends JsonNode> others, LocalEcs ecs) {
        if (services.size() != 1) {
            throw invalid("For ECS deployment group, ecsServices can not be null or empty");
        }
        JsonNode service = services.get(0);
        String controller;
        try {
            controller = ecs.describeService(
                            region,
                            service.path("clusterName").asText(""),
                            service.path("serviceName").asText(""))
                    .path("deploymentController")
                    .path("type")
                    .asText();
        } catch (AwsError missing) {
            throw invalid("The ECS service cannot be found: " + service);
        }
        if (!controller.equals("CODE_DEPLOY")) {
            throw invalid("Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.");
        }
        for (JsonNode other : others) {
            if (other.path("ecsServices").equals(services)) {
                throw CreateRequest.error(
                        "ECSServiceMappingLimitExceededException",
                        "The ECS service is already associated with the deployment group "
                                + other.path("deploymentGroupName").asText());
            }
        }
    }

    private static AwsError invalid(String message) {
        return CreateRequest.error("InvalidECSServiceException", message);
    }
}
