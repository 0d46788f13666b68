package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import java.util.List;

/**
 * The two task sets of a service: the original one and the replacement, between which traffic is shifted.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html">Deployments on an Amazon
 *     ECS compute platform</a>
 */
final class EcsTaskSets implements ShiftTarget {

    private static final int ALL = 100;

    /** "The deployment timed out while waiting for the replacement task set to become healthy": troubleshooting, ECS. */
    private static final int INSTALL_MINUTES = 60;

    private final Deployment deployment;
    private final JsonNode group;
    private final JsonNode properties;
    private final LocalEcs ecs;
    private final Waiting waiting;
    private final String cluster;
    private final String service;
    private String green = "";
    private int weight;

    EcsTaskSets(Deployment deployment, JsonNode group, JsonNode spec, LocalEcs ecs, Waiting waiting) {
        this.deployment = deployment;
        this.group = group;
        this.properties = ShiftTarget.properties(spec);
        this.ecs = ecs;
        this.waiting = waiting;
        JsonNode named = group.path("ecsServices").path(0);
        this.cluster = named.path("clusterName").asText();
        this.service = named.path("serviceName").asText();
    }

    @Override
    public String type() {
        return "ECSTarget";
    }

    @Override
    public String id() {
        return cluster + ":" + service;
    }

    @Override
    public List<String> events() {
        return List.of(
                "BeforeInstall",
                "Install",
                "AfterInstall",
                "AllowTestTraffic",
                "AfterAllowTestTraffic",
                "BeforeAllowTraffic",
                "AllowTraffic",
                "AfterAllowTraffic");
    }

    @Override
    public void show() {
        JsonNode sets =
                ecs.describeService(deployment.region(), cluster, service).path("taskSets");
        deployment.change(id(), body -> {
            ArrayNode shown = body.putArray("taskSetsInfo");
            for (JsonNode set : sets) {
                boolean isGreen = set.get("id").asText().equals(green);
                ObjectNode info = shown.addObject()
                        // AWS's own spelling of the field (ECSTaskSet, API Reference)
                        .put("identifer", set.get("id").asText())
                        .put("desiredCount", set.get("computedDesiredCount").asInt())
                        .put("pendingCount", set.get("pendingCount").asInt())
                        .put("runningCount", set.get("runningCount").asInt())
                        .put("status", set.get("status").asText())
                        .put("trafficWeight", isGreen ? weight : ALL - weight)
                        .put("taskSetLabel", isGreen ? "Green" : "Blue");
                info.putObject("targetGroup")
                        .put("name", targetGroup(isGreen ? 1 : 0).path("name").asText());
            }
        });
    }

    private JsonNode targetGroup(int index) {
        return group.path("loadBalancerInfo")
                .path("targetGroupPairInfoList")
                .path(0)
                .path("targetGroups")
                .path(index);
    }

    @Override
    public Diagnostics install() throws InterruptedException {
        try {
            green = ecs.createTaskSet(
                    deployment.region(),
                    cluster,
                    service,
                    properties.path("TaskDefinition").asText(),
                    deployment.id(),
                    ALL);
        } catch (AwsError refused) {
            return Diagnostics.unknown("ECS_UPDATE_ERROR", refused.getMessage());
        }
        boolean steady = deployment.await(waiting.minutes(INSTALL_MINUTES), () -> deployment.stopping() || isSteady());
        show();
        return steady
                ? Diagnostics.SUCCESS
                : Diagnostics.unknown(
                        "TIMEOUT",
                        "The deployment timed out while waiting for the replacement task set to become healthy. This"
                                + " time out period is 60 minutes.");
    }

    private boolean isSteady() {
        return ecs.taskSetIsSteady(deployment.region(), cluster, service, green);
    }

    @Override
    public void weigh(int percent) {
        weight = percent;
        show();
    }

    @Override
    public void adopt() {
        ecs.makePrimary(deployment.region(), cluster, service, green);
        show();
    }

    @Override
    public void undo() {
        weight = 0;
        if (!green.isEmpty()) {
            String blue = original();
            if (!blue.isEmpty()) {
                ecs.makePrimary(deployment.region(), cluster, service, blue);
            }
            show();
            ecs.deleteTaskSet(deployment.region(), cluster, service, green);
        }
    }

    @Override
    public void terminate() {
        String blue = original();
        if (!blue.isEmpty()) {
            ecs.deleteTaskSet(deployment.region(), cluster, service, blue);
        }
    }

    private String original() {
        for (JsonNode set :
                ecs.describeService(deployment.region(), cluster, service).path("taskSets")) {
            if (!set.get("id").asText().equals(green)) {
                return set.get("id").asText();
            }
        }
        return "";
    }
}
