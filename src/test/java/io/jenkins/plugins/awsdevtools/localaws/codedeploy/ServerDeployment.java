package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;

/**
 * A deployment to servers: as many instances at a time as leave enough healthy, then, if it is blue/green, the traffic.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html">Instance health</a>
 */
final class ServerDeployment {

    private static final String TOO_FEW = "The overall deployment failed because too many individual instances failed"
            + " deployment, too few healthy instances are available for deployment, or some instances in your deployment"
            + " group are experiencing problems.";

    private final Deployment deployment;
    private final JsonNode group;
    private final JsonNode config;
    private final List<Instance> blue;
    private final List<Instance> green;
    private final Map<String, HostRun> runs = new HashMap<>();
    private final ExecutorService threads;
    private final Waiting waiting;
    private final String account;

    /**
     * @param blue the instances there are; of an in-place deployment, those it goes to
     * @param green the new instances of a blue/green deployment, else none
     */
    ServerDeployment(
            Deployment deployment,
            JsonNode group,
            JsonNode config,
            List<Instance> blue,
            List<Instance> green,
            RevisionBundle bundles,
            ExecutorService threads,
            Waiting waiting,
            String account) {
        this.deployment = deployment;
        this.group = group;
        this.config = config;
        this.blue = blue;
        this.green = green;
        this.threads = threads;
        this.waiting = waiting;
        this.account = account;
        List<Instance> all = new ArrayList<>(green);
        all.addAll(blue);
        all.forEach(instance -> runs.put(instance.id(), new HostRun(deployment, instance, bundles)));
    }

    void run() throws InterruptedException {
        deployment.status("InProgress");
        boolean blueGreen = isBlueGreen(group);
        List<Instance> hosts = blueGreen ? green : blue;
        if (hosts.isEmpty()) {
            deployment.fail(
                    "NO_INSTANCES",
                    "The deployment failed because no instances were found for your deployment group. Check your"
                            + " deployment group settings to make sure the tags for your Amazon EC2 instances or Auto"
                            + " Scaling groups correctly identify the instances you want to deploy to, and then try"
                            + " again.");
            return;
        }
        boolean balanced =
                group.path("deploymentStyle").path("deploymentOption").asText().equals("WITH_TRAFFIC_CONTROL");
        List<String> inPlace = new ArrayList<>(HostRun.INSTALLATION);
        if (balanced) {
            inPlace.addAll(0, HostRun.BLOCKING);
            inPlace.addAll(HostRun.ALLOWING);
        }
        List<String> greenEvents = new ArrayList<>(HostRun.INSTALLATION);
        greenEvents.addAll(HostRun.ALLOWING);
        hosts.forEach(host -> add(host, blueGreen ? "GREEN" : null, blueGreen ? greenEvents : inPlace));
        if (!blueGreen) {
            if (rollOut(hosts, inPlace, true)) {
                deployment.status("Succeeded");
            }
        } else if (rollOut(hosts, HostRun.INSTALLATION, false) && waiting.ready(deployment, group)) {
            shift();
        }
    }

    static boolean isBlueGreen(JsonNode group) {
        return group.path("deploymentStyle").path("deploymentType").asText().equals("BLUE_GREEN");
    }

    private void add(Instance instance, String label, List<String> events) {
        deployment.addTarget(
                "InstanceTarget",
                instance.id(),
                "arn:aws:ec2:" + deployment.region() + ":" + account + ":instance/" + instance.id(),
                label,
                events);
    }

    private void shift() throws InterruptedException {
        if (!rollOut(green, HostRun.ALLOWING, true)) {
            return;
        }
        blue.forEach(instance -> add(instance, "BLUE", HostRun.BLOCKING));
        if (!rollOut(blue, HostRun.BLOCKING, true)) {
            return;
        }
        if (waiting.termination(deployment, group)) {
            blue.forEach(Instance::terminate);
        }
        deployment.status(deployment.stopping() ? "Stopped" : "Succeeded");
    }

    /** @return whether enough succeeded; if not, the deployment has ended */
    private boolean rollOut(List<Instance> hosts, List<String> events, boolean last) throws InterruptedException {
        int minimum = DeploymentConfigs.minimumHealthy(config, hosts.size());
        Deque<Instance> pending = new ArrayDeque<>(hosts);
        ExecutorCompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
        int underWay = 0;
        int failed = 0;
        int succeeded = 0;
        while (true) {
            while (!pending.isEmpty() && !deployment.stopping() && hosts.size() - failed - underWay - 1 >= minimum) {
                Instance next = pending.poll();
                running.submit(() -> runOne(next, events, last));
                underWay++;
            }
            if (underWay == 0) {
                break;
            }
            if (succeeded(running)) {
                succeeded++;
            } else {
                failed++;
            }
            underWay--;
        }
        pending.forEach(instance -> deployment.targetStatus(instance.id(), "Skipped"));
        if (deployment.stopping()) {
            deployment.status("Stopped");
            return false;
        }
        if (!pending.isEmpty() || succeeded < Math.max(1, minimum)) {
            deployment.fail("HEALTH_CONSTRAINTS", TOO_FEW);
            return false;
        }
        return true;
    }

    private static boolean succeeded(ExecutorCompletionService<Boolean> running) throws InterruptedException {
        try {
            return running.take().get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private boolean runOne(Instance instance, List<String> events, boolean last) throws InterruptedException {
        HostRun run = runs.get(instance.id());
        if (!run.run(events)) {
            return false;
        }
        if (last) {
            run.succeed();
        } else {
            deployment.targetStatus(instance.id(), "Ready");
        }
        return true;
    }
}
