package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Runs a deployment on whatever its platform is. */
record Rollout(
        Deployment deployment,
        ObjectNode group,
        JsonNode config,
        RevisionBundle bundles,
        Fleet fleet,
        HookFunctions functions,
        LocalEcs ecs,
        ExecutorService threads,
        Waiting waiting,
        String account) {

    void run() throws InterruptedException, IOException {
        if (!deployment.text("computePlatform").equals("Server")) {
            shift();
            return;
        }
        String region = deployment.region();
        List<Instance> blue = new ArrayList<>(fleet.matching(region, group.path("ec2TagFilters")));
        fleet.matching(region, group.path("onPremisesInstanceTagFilters")).stream()
                .filter(instance -> !blue.contains(instance))
                .forEach(blue::add);
        List<Instance> green = new ArrayList<>();
        if (ServerDeployment.isBlueGreen(group)) {
            JsonNode filters = deployment.get("targetInstances").path("tagFilters");
            green.addAll(fleet.matching(region, filters));
            if (filters.isEmpty()) {
                for (Instance instance : blue) {
                    green.add(fleet.add(region, instance.id() + "-" + deployment.id(), instance.tags()));
                }
            }
        }
        new ServerDeployment(deployment, group, config, blue, green, bundles, threads, waiting, account).run();
    }

    private void shift() throws InterruptedException, IOException {
        JsonNode revision = deployment.get("revision");
        String content;
        try {
            content = switch (revision.path("revisionType").asText()) {
                case "S3" -> new String(bundles.bytes(revision.path("s3Location")), StandardCharsets.UTF_8);
                case "String" -> revision.path("string").path("content").asText();
                default -> revision.path("appSpecContent").path("content").asText();
            };
            CreateRequest.appSpec(content, deployment.text("computePlatform"));
            JsonNode spec = AppSpec.tree(content);
            ShiftTarget target = deployment.text("computePlatform").equals("Lambda")
                    ? new LambdaAlias(deployment, spec)
                    : new EcsTaskSets(deployment, group, spec, ecs, waiting);
            new ShiftDeployment(deployment, group, config, spec, target, functions, threads, waiting).run();
        } catch (AwsError | AppSpec.Invalid | IOException unusable) {
            deployment.fail("INVALID_REVISION", unusable.getMessage());
        }
    }
}
