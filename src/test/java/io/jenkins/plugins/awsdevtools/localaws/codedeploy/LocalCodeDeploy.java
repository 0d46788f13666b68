package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * The applications, groups, instances and deployments, in process. Thread safe.
 *
 * <p>Permissions of an AppSpec file and users of scripts are read over; functions that a hook of Lambda or ECS names do
 * not run but do as told by {@link #hookFunction}.
 */
public final class LocalCodeDeploy {

    private static final Logger LOGGER = Logger.getLogger(LocalCodeDeploy.class.getName());
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int ID_LENGTH = 9;

    private final Path home;
    private final Clock clock;
    private final String account;
    private final EventBus bus;
    private final S3Store s3;
    private final RandomGenerator random = new SecureRandom();
    private final DeploymentConfigs configs = new DeploymentConfigs();
    private final Map<String, ObjectNode> applications = new TreeMap<>();
    private final Map<String, ObjectNode> groups = new TreeMap<>();
    private final Map<String, Instance> instances = new TreeMap<>();
    private final Map<String, Deployment> deployments = new ConcurrentHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, JsonNode> lastSuccessful = new HashMap<>();
    private final Map<String, Path> repositories = new ConcurrentHashMap<>();
    private final Map<String, Boolean> functions = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "local-codedeploy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration minute = Duration.ofMillis(200);
    private volatile Duration rollbackDelay = Duration.ZERO;
    private volatile EcsService ecs = EcsService.ANY;

    public LocalCodeDeploy(Path home, Clock clock, String account, S3Store s3, EventBus bus) {
        this.home = home;
        this.clock = clock;
        this.account = account;
        this.s3 = s3;
        this.bus = bus;
    }

    /** The service that speaks CodeDeploy's protocol for this. */
    public LocalService service() {
        return new CodeDeployService(this);
    }

    // In process, for tests and the demonstration

    /** @param platform {@code Server}, {@code Lambda} or {@code ECS} */
    public void createApplication(String region, String name, String platform) {
        putApplication(
                region,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("applicationName", name)
                        .put("computePlatform", platform));
    }

    /** A group of the instances with the tag {@code group} of this value, deployed to in place. */
    public void createServerGroup(String region, String application, String name, String config, String tag) {
        ObjectNode group = JsonNodeFactory.instance
                .objectNode()
                .put("applicationName", application)
                .put("deploymentGroupName", name)
                .put("deploymentConfigName", "CodeDeployDefault." + config);
        group.putArray("ec2TagFilters")
                .addObject()
                .put("Key", "group")
                .put("Value", tag)
                .put("Type", "KEY_AND_VALUE");
        putGroup(region, group);
    }

    /** Changes the settings of a group. */
    public synchronized ObjectNode group(String region, String application, String name) {
        return groups.get(key(region, application, name));
    }

    /** A server with an agent. */
    public synchronized Instance addInstance(String region, String id, Map<String, String> tags) {
        Instance instance =
                new Instance(region, id, tags, home.resolve("instances").resolve(id));
        instances.put(region + "/" + id, instance);
        return instance;
    }

    /** Lets a git repository stand for one of GitHub, such as {@code owner/name}. */
    public void gitHub(String repository, Path folder) {
        repositories.put(repository, folder);
    }

    /** What a function says that is asked by a deployment of Lambda or ECS. */
    public void hookFunction(String name, boolean succeeds) {
        functions.put(name, succeeds);
    }

    /** How long a minute of a deployment's configuration takes here. */
    public void minute(Duration length) {
        minute = length;
    }

    /** How long after a failure the deployment that rolls back is made. */
    public void rollbackDelay(Duration delay) {
        rollbackDelay = delay;
    }

    /** What deployments to ECS ask. */
    public void ecs(EcsService service) {
        ecs = service;
    }

    /** The ids of all deployments, oldest first. */
    public synchronized List<String> deployments() {
        return List.copyOf(order);
    }

    /** A deployment as GetDeployment tells it. */
    public ObjectNode deployment(String id) {
        return find(id).json();
    }

    // For the service

    DeploymentConfigs configs() {
        return configs;
    }

    synchronized List<String> applicationNames(String region) {
        return applications.keySet().stream()
                .filter(key -> key.startsWith(region + "/"))
                .map(key -> key.substring(region.length() + 1))
                .toList();
    }

    /** @throws AwsError {@code ApplicationDoesNotExistException} */
    synchronized ObjectNode application(String region, String name) {
        ObjectNode application = applications.get(region + "/" + name);
        if (application == null) {
            throw CreateRequest.error("ApplicationDoesNotExistException", "No application found for name: " + name);
        }
        return application;
    }

    synchronized ObjectNode putApplication(String region, ObjectNode application) {
        String name = application.get("applicationName").asText();
        if (applications.containsKey(region + "/" + name)) {
            throw CreateRequest.error("ApplicationAlreadyExistsException", "Application already exists: " + name);
        }
        if (!application.has("computePlatform")) {
            application.put("computePlatform", "Server");
        }
        application.put("applicationId", java.util.UUID.randomUUID().toString()).put("createTime", seconds());
        applications.put(region + "/" + name, application);
        return application;
    }

    synchronized List<String> groupNames(String region, String application) {
        application(region, application);
        String prefix = key(region, application, "");
        return groups.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    /** @throws AwsError {@code DeploymentGroupDoesNotExistException} */
    synchronized ObjectNode existingGroup(String region, String application, String name) {
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
        String platform =
                application(region, application).get("computePlatform").asText();
        String key = key(region, application, group.get("deploymentGroupName").asText());
        if (groups.containsKey(key)) {
            throw CreateRequest.error("DeploymentGroupAlreadyExistsException", "Deployment Group already exists");
        }
        if (!group.has("deploymentConfigName")) {
            group.put("deploymentConfigName", DeploymentConfigs.defaultFor(platform));
        }
        configs.get(group.get("deploymentConfigName").asText());
        group.put("deploymentGroupId", java.util.UUID.randomUUID().toString()).put("computePlatform", platform);
        groups.put(key, group);
        return group;
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

    synchronized String create(String region, JsonNode body) {
        String application = body.path("applicationName").asText("");
        if (application.isEmpty()) {
            throw CreateRequest.error("ApplicationNameRequiredException", "applicationName is required");
        }
        String platform =
                application(region, application).get("computePlatform").asText();
        String name = body.path("deploymentGroupName").asText("");
        if (name.isEmpty()) {
            throw CreateRequest.error("DeploymentGroupNameRequiredException", "deploymentGroupName is required");
        }
        ObjectNode group = existingGroup(region, application, name);
        CreateRequest.check(body, platform);
        if (!body.has("revision") && !lastSuccessful.containsKey(key(region, application, name))) {
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

    private synchronized Deployment launch(
            String region, ObjectNode group, String platform, ObjectNode info, String creator, String rollbackOf) {
        String key = key(
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
        Deployment deployment = new Deployment(region, info, clock, this::publish);
        deployments.put(deployment.id(), deployment);
        order.add(deployment.id());
        publish(deployment);
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
                            s3,
                            repositories,
                            functions,
                            ecs,
                            threads,
                            this::matching,
                            this::addInstance,
                            () -> minute,
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
        List<String> events = new ArrayList<>();
        configuration.path("events").forEach(event -> events.add(event.asText()));
        boolean configured = configuration.path("enabled").asBoolean()
                && events.contains(
                        deployment.status().equals("Failed") ? "DEPLOYMENT_FAILURE" : "DEPLOYMENT_STOP_ON_REQUEST");
        boolean wanted = deployment.stopping() ? deployment.rollBackWhenStopped() || configured : configured;
        if (!wanted || deployment.text("creator").equals("codeDeployRollback")) {
            return;
        }
        Thread.sleep(rollbackDelay.toMillis());
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

    private synchronized List<Instance> matching(String region, JsonNode filters) {
        return instances.values().stream()
                .filter(instance -> instance.region().equals(region) && !instance.isTerminated())
                .filter(instance -> TagFilters.match(filters, instance.tags()))
                .toList();
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html">Monitoring
     *     deployments with Amazon CloudWatch Events</a>
     */
    private void publish(Deployment deployment) {
        String region = deployment.region();
        String state =
                switch (deployment.status()) {
                    case "Created" -> "START";
                    case "Succeeded" -> "SUCCESS";
                    case "Failed" -> "FAILURE";
                    case "Stopped" -> "STOP";
                    case "Ready" -> "READY";
                    default -> "";
                };
        if (state.isEmpty()) {
            return;
        }
        String application = deployment.text("applicationName");
        String group = deployment.text("deploymentGroupName");
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("instanceGroupId", deployment.text("deploymentGroupId"))
                .put("region", region)
                .put("application", application)
                .put("deploymentId", deployment.id())
                .put("state", state)
                .put("deploymentGroup", group);
        String prefix = "arn:aws:codedeploy:" + region + ":" + account + ":";
        bus.publish(
                region,
                "aws.codedeploy",
                "CodeDeploy Deployment State-change Notification",
                List.of(prefix + "application:" + application, prefix + "deploymentgroup:" + application + "/" + group),
                detail);
    }

    private String newId() {
        StringBuilder id = new StringBuilder("d-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }

    private static String key(String region, String application, String group) {
        return region + "/" + application + "/" + group;
    }

    String account() {
        return account;
    }

    private double seconds() {
        return clock.millis() / 1000.0;
    }

    void close() {
        deployments.values().forEach(deployment -> deployment.stop(false));
        threads.shutdownNow();
    }
}
