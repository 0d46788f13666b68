package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.ecs.LocalEcs;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * The applications, groups, instances and deployments, in process. Deployments to servers copy files and run hooks as
 * processes, those to ECS make task sets of the embedded ECS. Functions that a hook of Lambda or ECS names do as told by
 * {@link #hookFunction}. Thread safe.
 */
public final class LocalCodeDeploy {

    private static final Logger LOGGER = Logger.getLogger(LocalCodeDeploy.class.getName());
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int ID_LENGTH = 9;

    private final Clock clock;
    private final String account;
    private final LocalEcs ecs;
    private final StateEvents events;
    private final RandomGenerator random = new SecureRandom();
    private final DeploymentConfigs configs = new DeploymentConfigs();
    private final HookFunctions functions = new HookFunctions();
    private final Applications applications;
    private final Fleet fleet;
    private final Map<String, Path> repositories = new ConcurrentHashMap<>();
    private final RevisionBundle bundles;
    private final Map<String, Deployment> deployments = new ConcurrentHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, JsonNode> lastSuccessful = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "local-codedeploy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration minute = Duration.ofMillis(200);
    private volatile Duration rollbackDelay = Duration.ZERO;

    /** @param clock by which deployments wait */
    public LocalCodeDeploy(Path home, Clock clock, String account, S3Store s3, EventBus bus, LocalEcs ecs) {
        this.clock = clock;
        this.account = account;
        this.ecs = ecs;
        this.events = new StateEvents(bus, account);
        this.applications = new Applications(clock, ecs, configs);
        this.fleet = new Fleet(home.resolve("instances"));
        this.bundles = new RevisionBundle(s3, repositories);
    }

    /** The service that speaks CodeDeploy's protocol for this. */
    public LocalService service() {
        return new CodeDeployService(this);
    }

    // In process, for tests and the demonstration

    /** @param platform {@code Server}, {@code Lambda} or {@code ECS} */
    public void createApplication(String region, String name, String platform) {
        applications.put(
                region,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("applicationName", name)
                        .put("computePlatform", platform));
    }

    /** A group of the instances with the tag {@code group} of this value, deployed to in place. */
    public void createServerGroup(String region, String application, String name, String config, String tag) {
        ObjectNode group = newGroup(application, name, config);
        group.putArray("ec2TagFilters")
                .addObject()
                .put("Key", "group")
                .put("Value", tag)
                .put("Type", "KEY_AND_VALUE");
        applications.putGroup(region, group);
    }

    /**
     * A group of a service of the embedded ECS whose deployment controller is CODE_DEPLOY. Traffic is shifted as soon as
     * the replacement tasks run, and the original ones are terminated at once.
     */
    public void createEcsGroup(
            String region, String application, String name, String config, String cluster, String service) {
        ObjectNode group = newGroup(application, name, config);
        group.putObject("deploymentStyle")
                .put("deploymentType", "BLUE_GREEN")
                .put("deploymentOption", "WITH_TRAFFIC_CONTROL");
        ObjectNode blueGreen = group.putObject("blueGreenDeploymentConfiguration");
        blueGreen.putObject("deploymentReadyOption").put("actionOnTimeout", "CONTINUE_DEPLOYMENT");
        blueGreen
                .putObject("terminateBlueInstancesOnDeploymentSuccess")
                .put("action", "TERMINATE")
                .put("terminationWaitTimeInMinutes", 0);
        group.putArray("ecsServices").addObject().put("clusterName", cluster).put("serviceName", service);
        ObjectNode pair = group.putObject("loadBalancerInfo")
                .putArray("targetGroupPairInfoList")
                .addObject();
        ArrayNode targetGroups = pair.putArray("targetGroups");
        targetGroups.addObject().put("name", service + "-blue");
        targetGroups.addObject().put("name", service + "-green");
        pair.putObject("prodTrafficRoute")
                .putArray("listenerArns")
                .add("arn:aws:elasticloadbalancing:" + region + ":" + account + ":listener/app/" + service + "/1/1");
        applications.putGroup(region, group);
    }

    private static ObjectNode newGroup(String application, String name, String config) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("applicationName", application)
                .put("deploymentGroupName", name)
                .put("deploymentConfigName", "CodeDeployDefault." + config);
    }

    /** The settings of a group, which may be changed. */
    public ObjectNode group(String region, String application, String name) {
        return applications.group(region, application, name);
    }

    /** A server with an agent. */
    public Instance addInstance(String region, String id, Map<String, String> tags) {
        return fleet.add(region, id, tags);
    }

    /** Lets a git repository stand for one of GitHub, such as {@code owner/name}. */
    public void gitHub(String repository, Path folder) {
        repositories.put(repository, folder);
    }

    /** What a function says that is asked by a deployment of Lambda or ECS. */
    public void hookFunction(String name, boolean succeeds) {
        functions.put(name, succeeds);
    }

    /** A function that is told the ids of the deployment and of the execution that it answers by the API. */
    public void hookFunction(String name, BiConsumer<String, String> function) {
        functions.put(name, function);
    }

    /** How long a minute of a deployment's configuration takes here. */
    public void minute(Duration length) {
        minute = length;
    }

    /** How long after a failure the deployment that rolls back is made. */
    public void rollbackDelay(Duration delay) {
        rollbackDelay = delay;
    }

    /** The ids of all deployments, oldest first. */
    public synchronized List<String> deployments() {
        return List.copyOf(order);
    }

    /** A deployment as GetDeployment tells it. */
    public ObjectNode deployment(String id) {
        return find(id).json();
    }

    /**
     * As the operation CreateDeployment, from its JSON.
     *
     * @return the deployment's id
     * @throws AwsError with AWS's code if AWS would refuse it
     */
    public synchronized String createDeployment(String region, JsonNode body) {
        String application = body.path("applicationName").asText("");
        if (application.isEmpty()) {
            throw CreateRequest.error("ApplicationNameRequiredException", "applicationName is required");
        }
        String platform = applications.platform(region, application);
        String name = body.path("deploymentGroupName").asText("");
        if (name.isEmpty()) {
            throw CreateRequest.error("DeploymentGroupNameRequiredException", "deploymentGroupName is required");
        }
        ObjectNode group = applications.group(region, application, name);
        CreateRequest.check(body, platform);
        if (!body.has("revision") && !lastSuccessful.containsKey(Applications.key(region, application, name))) {
            throw CreateRequest.error("RevisionRequiredException", "Revision is required");
        }
        configs.get(body.path("deploymentConfigName")
                .asText(group.get("deploymentConfigName").asText()));
        all(region).stream()
                .filter(other -> other.text("applicationName").equals(application)
                        && other.text("deploymentGroupName").equals(name)
                        && !other.isEnded())
                .findFirst()
                .ifPresent(other -> {
                    throw CreateRequest.error(
                            "DeploymentLimitExceededException",
                            "The Deployment Group '" + name + "' already has an active Deployment '" + other.id()
                                    + "'");
                });
        return launch(region, group, platform, (ObjectNode) body.deepCopy(), "user", null)
                .id();
    }

    // For the service

    Applications applications() {
        return applications;
    }

    DeploymentConfigs configs() {
        return configs;
    }

    HookFunctions functions() {
        return functions;
    }

    /** @throws AwsError {@code DeploymentDoesNotExistException} */
    Deployment find(String id) {
        Deployment deployment = deployments.get(id);
        if (deployment == null) {
            throw CreateRequest.error(
                    "DeploymentDoesNotExistException", "The deployment " + id + " could not be found");
        }
        return deployment;
    }

    Optional<Deployment> known(String id, String region) {
        return Optional.ofNullable(deployments.get(id))
                .filter(found -> found.region().equals(region));
    }

    /** Newest first. */
    synchronized List<Deployment> all(String region) {
        List<Deployment> all = new ArrayList<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            known(order.get(i), region).ifPresent(all::add);
        }
        return all;
    }

    private synchronized Deployment launch(
            String region, ObjectNode group, String platform, ObjectNode info, String creator, String rollbackOf) {
        String key = Applications.key(
                region,
                group.get("applicationName").asText(),
                group.get("deploymentGroupName").asText());
        if (!info.has("revision")) {
            info.set("revision", lastSuccessful.get(key));
        }
        if (!info.has("deploymentConfigName")) {
            info.set("deploymentConfigName", group.get("deploymentConfigName"));
        }
        if (!info.has("autoRollbackConfiguration") && group.has("autoRollbackConfiguration")) {
            info.set("autoRollbackConfiguration", group.get("autoRollbackConfiguration"));
        }
        if (group.has("deploymentStyle")) {
            info.set("deploymentStyle", group.get("deploymentStyle"));
        }
        if (group.has("blueGreenDeploymentConfiguration")) {
            info.set("blueGreenDeploymentConfiguration", group.get("blueGreenDeploymentConfiguration"));
        }
        info.put("deploymentId", newId())
                .put("deploymentGroupId", group.get("deploymentGroupId").asText())
                .put("computePlatform", platform)
                .put("creator", creator);
        if (rollbackOf != null) {
            info.putObject("rollbackInfo").put("rollbackTriggeringDeploymentId", rollbackOf);
        }
        Deployment deployment = new Deployment(region, info, clock, events::publish);
        deployments.put(deployment.id(), deployment);
        order.add(deployment.id());
        events.publish(deployment);
        JsonNode config = configs.get(info.get("deploymentConfigName").asText());
        ObjectNode settings = group.deepCopy();
        threads.execute(() -> run(deployment, settings, config, key));
        return deployment;
    }

    private void run(Deployment deployment, ObjectNode group, JsonNode config, String key) {
        try {
            new Rollout(
                            deployment,
                            group,
                            config,
                            bundles,
                            fleet,
                            functions,
                            ecs,
                            threads,
                            new Waiting(() -> minute),
                            account)
                    .run();
            if (deployment.status().equals("Succeeded")) {
                synchronized (this) {
                    lastSuccessful.put(key, deployment.get("revision"));
                }
            } else {
                rollBack(deployment, group, key);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | IOException broken) {
            LOGGER.log(Level.WARNING, "deployment " + deployment.id(), broken);
            deployment.fail("INTERNAL_ERROR", String.valueOf(broken.getMessage()));
        }
    }

    /**
     * "CodeDeploy rolls back deployments by redeploying a previously deployed revision of an application as a new
     * deployment."
     *
     * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html">
     *     Redeploy and roll back a deployment</a>
     */
    private void rollBack(Deployment deployment, ObjectNode group, String key) throws InterruptedException {
        JsonNode configuration = deployment.get("autoRollbackConfiguration");
        List<String> rollsBackOn = new ArrayList<>();
        configuration.path("events").forEach(event -> rollsBackOn.add(event.asText()));
        boolean configured = configuration.path("enabled").asBoolean()
                && rollsBackOn.contains(
                        deployment.status().equals("Failed") ? "DEPLOYMENT_FAILURE" : "DEPLOYMENT_STOP_ON_REQUEST");
        boolean wanted = deployment.stopping() ? deployment.rollBackWhenStopped() || configured : configured;
        if (!wanted || deployment.text("creator").equals("codeDeployRollback")) {
            return;
        }
        deployment.await(() -> rollbackDelay, () -> false);
        JsonNode revision;
        synchronized (this) {
            revision = lastSuccessful.get(key);
        }
        if (revision == null) {
            deployment.rollback(
                    "rollbackMessage",
                    "Deployment rolled back is not possible: there is no last known successful revision");
            return;
        }
        ObjectNode again = JsonNodeFactory.instance
                .objectNode()
                .put("applicationName", deployment.text("applicationName"))
                .put("deploymentGroupName", deployment.text("deploymentGroupName"))
                .put("description", "Rollback of " + deployment.id())
                .put("fileExistsBehavior", "OVERWRITE");
        again.set("revision", revision.deepCopy());
        Deployment rollback = launch(
                deployment.region(),
                group,
                deployment.text("computePlatform"),
                again,
                "codeDeployRollback",
                deployment.id());
        deployment.rollback("rollbackDeploymentId", rollback.id());
    }

    private String newId() {
        StringBuilder id = new StringBuilder("d-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }

    String account() {
        return account;
    }

    void close() {
        deployments.values().forEach(deployment -> deployment.stop(false));
        threads.shutdownNow();
    }
}
