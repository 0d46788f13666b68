package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Runs a deployment on whatever its platform is. */
record Rollout(
        Deployment deployment,
        ObjectNode group,
        JsonNode config,
        S3Store s3,
        Map<String, Path> repositories,
        Map<String, Boolean> functions,
        EcsService ecs,
        ExecutorService threads,
        BiFunction<String, JsonNode, List<Instance>> matching,
        Launch launch,
        Supplier<Duration> minute,
        String account) {

    /** Starts an instance, for a group that copies its own. */
    interface Launch {
        Instance instance(String region, String id, Map<String, String> tags);
    }

    void run() throws InterruptedException, IOException {
        RevisionBundle bundles = new RevisionBundle(s3, repositories);
        Waiting waiting = new Waiting(minute);
        if (!deployment.text("computePlatform").equals("Server")) {
            shift(bundles, waiting);
            return;
        }
        String region = deployment.region();
        List<Instance> blue = new ArrayList<>(matching.apply(region, group.path("ec2TagFilters")));
        matching.apply(region, group.path("onPremisesInstanceTagFilters")).stream()
                .filter(instance -> !blue.contains(instance))
                .forEach(blue::add);
        List<Instance> green = new ArrayList<>();
        if (ServerDeployment.isBlueGreen(group)) {
            JsonNode filters = deployment.get("targetInstances").path("tagFilters");
            green.addAll(matching.apply(region, filters));
            if (filters.isEmpty()) {
                for (Instance instance : blue) {
                    green.add(launch.instance(region, instance.id() + "-" + deployment.id(), instance.tags()));
                }
            }
        }
        new ServerDeployment(deployment, group, config, blue, green, bundles, threads, waiting, account).run();
    }

    private void shift(RevisionBundle bundles, Waiting waiting) throws InterruptedException, IOException {
        JsonNode revision = deployment.get("revision");
        String content;
        try {
            content = switch (revision.path("revisionType").asText()) {
                case "S3" -> new String(bundles.bytes(revision.path("s3Location")), StandardCharsets.UTF_8);
                case "String" -> revision.path("string").path("content").asText();
                default -> revision.path("appSpecContent").path("content").asText();
            };
            CreateRequest.appSpec(content, deployment.text("computePlatform"));
            new ShiftDeployment(deployment, group, config, AppSpec.tree(content), functions, ecs, waiting).run();
        } catch (AwsError | AppSpec.Invalid | IOException unusable) {
            deployment.fail("INVALID_REVISION", unusable.getMessage());
        }
    }
}
