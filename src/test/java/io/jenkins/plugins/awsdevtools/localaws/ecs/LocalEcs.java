package io.jenkins.plugins.awsdevtools.localaws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import io.jenkins.plugins.awsdevtools.localaws.logs.LogStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The clusters, task definitions and services, in process. Services get on by ticks, twenty a second unless a test
 * {@link #pause pauses} them and {@link #tick ticks} by hand. Thread safe.
 */
public final class LocalEcs {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final String account;
    private final ServiceScheduler scheduler;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "LocalAws ECS");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, TaskDefinitions> definitions = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> clusters = new LinkedHashMap<>();
    private final Map<String, ServiceState> services = new LinkedHashMap<>();
    private ScheduledFuture<?> ticking;
    private boolean slowMayStart;
    private int taskSets;

    public LocalEcs(Clock clock, String account, LogStore logs, EventBus bus) {
        this.clock = clock;
        this.account = account;
        this.scheduler = new ServiceScheduler(logs, bus);
        tickEvery(TICK);
    }

    /** The service that speaks ECS's protocol for this. */
    public LocalService service() {
        return new EcsService(this);
    }

    /** How fast services get on. */
    public synchronized void tickEvery(Duration interval) {
        pause();
        ticking = ticker.scheduleWithFixedDelay(
                this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Services get on by {@link #tick} only. */
    public synchronized void pause() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    /** Every task of every service comes a step on. */
    public synchronized void tick() {
        services.values().stream()
                .filter(service -> !service.status.equals("INACTIVE"))
                .forEach(service -> scheduler.tick(service, slowMayStart));
    }

    /** Whether tasks whose image has the tag {@code slow} may start. */
    public synchronized void letSlowTasksStart(boolean may) {
        slowMayStart = may;
    }

    public synchronized void createCluster(String region, String name) {
        clusters.computeIfAbsent(region, key -> new TreeSet<>()).add(name);
    }

    /** Registers a task definition written as JSON; returns its ARN. */
    public String registerTaskDefinition(String region, String json) {
        return definitions(region)
                .register(parsed(json), "arn:aws:iam::" + account + ":root")
                .get("taskDefinitionArn")
                .asText();
    }

    /** A family with one container of this image, that EC2 and Fargate take, and that logs to {@code /ecs/<family>}. */
    public String registerTaskDefinition(String region, String family, String container, String image) {
        return registerTaskDefinition(region, """
            {"family": "%s", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
             "cpu": "256", "memory": "512", "executionRoleArn": "arn:aws:iam::%s:role/ecs-execution",
             "containerDefinitions": [{"name": "%s", "image": "%s", "essential": true,
               "environment": [{"name": "STAGE", "value": "test"}],
               "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/%s",
                 "awslogs-region": "%s", "awslogs-stream-prefix": "task"}}}]}
            """.formatted(family, account, container, image, family, region));
    }

    /** A Fargate service whose deployments CodeDeploy makes; its first tasks run after some ticks. */
    public void createCodeDeployService(
            String region, String cluster, String name, String taskDefinition, int desired) {
        ObjectNode request = fargate(cluster, name, taskDefinition, desired);
        request.putObject("deploymentController").put("type", "CODE_DEPLOY");
        createService(region, request);
    }

    /** A Fargate service with the circuit breaker as told; steady after some ticks. */
    public void createService(
            String region,
            String cluster,
            String name,
            String taskDefinition,
            int desired,
            boolean breaker,
            boolean rollback) {
        ObjectNode request = fargate(cluster, name, taskDefinition, desired);
        request.putObject("deploymentConfiguration")
                .putObject("deploymentCircuitBreaker")
                .put("enable", breaker)
                .put("rollback", rollback);
        createService(region, request);
    }

    private static ObjectNode fargate(String cluster, String name, String taskDefinition, int desired) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("cluster", cluster)
                .put("serviceName", name)
                .put("taskDefinition", taskDefinition)
                .put("desiredCount", desired)
                .put("launchType", "FARGATE");
        request.putObject("networkConfiguration")
                .putObject("awsvpcConfiguration")
                .putArray("subnets")
                .add("subnet-1");
        return request;
    }

    /** As the operation CreateService, from its JSON. */
    public void createService(String region, String json) {
        createService(region, parsed(json));
    }

    /** As the operation UpdateService, from its JSON. */
    public void updateService(String region, String json) {
        updateService(region, parsed(json));
    }

    /** A service as DescribeServices shows it. */
    public synchronized JsonNode describeService(String region, String cluster, String name) {
        return serviceState(region, cluster, name).json();
    }

    /** The revisions of a family that are active, oldest first. */
    public List<String> revisions(String region, String family) {
        return definitions(region).arns(family, "ACTIVE", false);
    }

    /** A task definition as DescribeTaskDefinition shows it; null if there is none. */
    public synchronized JsonNode taskDefinition(String region, String name) {
        ObjectNode found = definitions(region).find(name);
        return found == null ? null : found.deepCopy();
    }

    /** Writes an event of a service, as ECS does when a load balancer or an instance is concerned. */
    public synchronized void say(String region, String cluster, String name, String message) {
        serviceState(region, cluster, name).say(message);
    }

    /**
     * Adds a task set to a service of the deployment controller CODE_DEPLOY or EXTERNAL, as CodeDeploy does.
     *
     * @param externalId the deployment's id
     * @param percent of the desired count
     * @return the id of the task set
     */
    public synchronized String createTaskSet(
            String region, String cluster, String name, String taskDefinition, String externalId, double percent) {
        ServiceState service = controlledElsewhere(region, cluster, name);
        TaskSet set = new TaskSet(
                "ecs-svc/" + (9_000_000_000_000_000_000L + ++taskSets),
                definitions(region).existing(taskDefinition, "Unable to describe task definition."),
                externalId,
                percent,
                clock.millis());
        if (service.taskSets.isEmpty()) {
            set.status = "PRIMARY";
        }
        service.taskSets.add(set);
        return set.id;
    }

    private ServiceState controlledElsewhere(String region, String cluster, String name) {
        ServiceState service = serviceState(region, cluster, name);
        if (service.controller.equals("ECS")) {
            throw EcsErrors.parameter("The service's deployment controller ECS does not support task sets.");
        }
        return service;
    }

    /** Whether every task of a task set runs. */
    public synchronized boolean taskSetIsSteady(String region, String cluster, String name, String taskSet) {
        ServiceState service = serviceState(region, cluster, name);
        return taskSet(service, taskSet).steady(service.desired);
    }

    /** Why tasks of a task set stopped by themselves; empty if none did. */
    public synchronized List<String> taskSetFailures(String region, String cluster, String name, String taskSet) {
        return taskSet(serviceState(region, cluster, name), taskSet).tasks.stream()
                .filter(EcsTask::hasFailed)
                .map(task -> task.json().path("stoppedReason").asText())
                .toList();
    }

    /** Makes a task set the primary one, as traffic that is shifted to it does. */
    public synchronized void makePrimary(String region, String cluster, String name, String taskSet) {
        ServiceState service = serviceState(region, cluster, name);
        TaskSet chosen = taskSet(service, taskSet);
        service.taskSets.forEach(set -> set.status = set == chosen ? "PRIMARY" : "ACTIVE");
    }

    /** The primary task set's task definition; empty if there is no task set. */
    public synchronized String primaryTaskDefinition(String region, String cluster, String name) {
        return serviceState(region, cluster, name).taskSets.stream()
                .filter(set -> set.status.equals("PRIMARY"))
                .map(set -> set.definition.get("taskDefinitionArn").asText())
                .findFirst()
                .orElse("");
    }

    /** Ends a task set and its tasks. */
    public synchronized void deleteTaskSet(String region, String cluster, String name, String taskSet) {
        ServiceState service = serviceState(region, cluster, name);
        TaskSet gone = taskSet(service, taskSet);
        gone.tasks.forEach(task -> task.stop("Task set " + gone.id + " was deleted", clock.millis()));
        service.former.addAll(gone.tasks);
        service.taskSets.remove(gone);
    }

    /** @param percent of the desired count */
    synchronized void scaleTaskSet(String region, String cluster, String name, String taskSet, double percent) {
        taskSet(serviceState(region, cluster, name), taskSet).scale = percent;
    }

    private static TaskSet taskSet(ServiceState service, String id) {
        return service.taskSets.stream()
                .filter(set -> set.id.equals(id) || set.arn(service).equals(id))
                .findFirst()
                .orElseThrow(EcsErrors::noTaskSet);
    }

    // What the operations work with

    synchronized TaskDefinitions definitions(String region) {
        return definitions.computeIfAbsent(region, key -> new TaskDefinitions(clock, key, account));
    }

    String account() {
        return account;
    }

    synchronized List<String> clusterNames(String region) {
        return List.copyOf(clusters.getOrDefault(region, new TreeSet<>()));
    }

    /** The name of a cluster by name or ARN; {@code default} when none is given. */
    synchronized String cluster(String region, String nameOrArn) {
        String name = nameOrArn.isEmpty() ? "default" : nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
        if (!clusters.getOrDefault(region, new TreeSet<>()).contains(name)) {
            throw EcsErrors.noCluster();
        }
        return name;
    }

    synchronized List<ServiceState> services(String region, String cluster) {
        List<ServiceState> found = new ArrayList<>();
        services.forEach((key, service) -> {
            if (service.region.equals(region) && service.cluster.equals(cluster)) {
                found.add(service);
            }
        });
        return found;
    }

    synchronized ServiceState find(String region, String cluster, String nameOrArn) {
        return services.get(region + "/" + cluster + "/" + nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1));
    }

    private ServiceState serviceState(String region, String cluster, String name) {
        ServiceState found = find(region, cluster(region, cluster), name);
        if (found == null) {
            throw EcsErrors.noService();
        }
        return found;
    }

    synchronized ObjectNode createService(String region, JsonNode request) {
        String cluster = cluster(region, request.path("cluster").asText(""));
        ObjectNode definition = ServiceRequests.checkCreate(request, definitions(region));
        ServiceState former = find(region, cluster, request.path("serviceName").asText());
        if (former != null && !former.status.equals("INACTIVE")) {
            throw EcsErrors.parameter("Creation of service was not idempotent.");
        }
        ServiceState service = new ServiceState(clock, region, account, cluster, request.deepCopy());
        services.put(region + "/" + cluster + "/" + service.name, service);
        if (service.controller.equals("ECS")) {
            scheduler.publish(service, service.deploy(definition, ""), "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS");
        } else if (definition != null) {
            createTaskSet(
                    region,
                    cluster,
                    service.name,
                    definition.get("taskDefinitionArn").asText(),
                    "",
                    100);
        }
        return service.json();
    }

    /** UpdateService: the task definition, a forced deployment or another platform version begin a deployment. */
    synchronized ObjectNode updateService(String region, JsonNode request) {
        String cluster = cluster(region, request.path("cluster").asText(""));
        ServiceState service = find(region, cluster, ServiceRequests.required(request, "service"));
        if (service == null) {
            throw EcsErrors.noService();
        }
        if (!service.status.equals("ACTIVE")) {
            throw EcsErrors.notActive();
        }
        ObjectNode definition = ServiceRequests.checkUpdate(request, service, definitions(region));
        service.configure(request.path("deploymentConfiguration"));
        service.desired = request.path("desiredCount").asInt(service.desired);
        String platform = request.path("platformVersion").asText(service.platformVersion);
        boolean deploys = service.controller.equals("ECS")
                && (request.path("forceNewDeployment").asBoolean()
                        || definition != service.primary().definition
                        || !platform.equals(service.platformVersion));
        service.platformVersion = platform;
        if (deploys) {
            scheduler.publish(service, service.deploy(definition, ""), "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS");
        }
        return service.json();
    }

    synchronized ObjectNode deleteService(String region, JsonNode request) {
        String cluster = cluster(region, request.path("cluster").asText(""));
        ServiceState service = find(region, cluster, ServiceRequests.required(request, "service"));
        if (service == null) {
            throw EcsErrors.noService();
        }
        if (service.desired > 0 && !request.path("force").asBoolean()) {
            throw EcsErrors.parameter("The service cannot be stopped while it is scaled above 0.");
        }
        service.status = "DRAINING";
        return service.json();
    }

    synchronized ObjectNode json(ServiceState service) {
        return service.json();
    }

    synchronized List<ObjectNode> tasks(String region, String cluster) {
        List<ObjectNode> all = new ArrayList<>();
        services(region, cluster).forEach(service -> service.tasks().forEach(task -> all.add(task.json())));
        return all;
    }

    void close() {
        ticker.shutdownNow();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
