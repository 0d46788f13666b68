package io.jenkins.plugins.awsdevtools.codedeploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Bundles;
import io.jenkins.plugins.awsdevtools.localaws.codedeploy.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An application with the deployment group {@code live} of servers of its own, and revisions in the bucket "revisions". */
final class DeployedServers {

    static final String REGION = "eu-west-1";
    static final String BUCKET = "revisions";

    /** A hook that ends when the test lets it. */
    static final String WAITS = "while [ ! -e $INSTANCE_ROOT/go ]; do sleep 0.05; done\n";

    private final LocalAws aws;
    private final String application = "app-" + UUID.randomUUID();
    private final List<Instance> hosts = new ArrayList<>();

    DeployedServers(LocalAws aws, int count, String config) {
        this.aws = aws;
        aws.codeDeploy().createApplication(REGION, application, "Server");
        for (int i = 1; i <= count; i++) {
            hosts.add(aws.codeDeploy().addInstance(REGION, "i-" + i + "-" + application, Map.of("group", application)));
        }
        aws.codeDeploy().createServerGroup(REGION, application, "live", config, application);
    }

    String application() {
        return application;
    }

    Instance host(int index) {
        return hosts.get(index);
    }

    List<Instance> hosts() {
        return List.copyOf(hosts);
    }

    /** The step that deploys a revision with this page and this script after its installation. */
    String deploy(String page, String script, String more) throws IOException {
        String key = application + "/" + page + ".zip";
        aws.s3().put(BUCKET, key, Bundles.site(page, script));
        return "codeDeploy application: '" + application + "', deploymentGroup: 'live', s3Bucket: '" + BUCKET
                + "', s3Key: '" + key + "'" + more;
    }

    void letHooksEnd() throws IOException {
        for (Instance host : hosts) {
            Files.createDirectories(host.root());
            Files.writeString(host.root().resolve("go"), "");
        }
    }

    /** The page that each host has. */
    List<String> pages() throws IOException {
        List<String> pages = new ArrayList<>();
        for (Instance host : hosts) {
            pages.add(Files.readString(host.root().resolve("var/www/index.html")));
        }
        return pages;
    }

    /** The ids of its deployments, oldest first. */
    List<String> deployments() {
        return aws.codeDeploy().deployments().stream()
                .filter(id -> aws.codeDeploy()
                        .deployment(id)
                        .get("applicationName")
                        .asText()
                        .equals(application))
                .toList();
    }

    /** Makes the group blue/green, with traffic that waits to be sent on. */
    void blueGreen() {
        ObjectNode group = aws.codeDeploy().group(REGION, application, "live");
        group.putObject("deploymentStyle").put("deploymentType", "BLUE_GREEN");
        group.putObject("blueGreenDeploymentConfiguration")
                .putObject("deploymentReadyOption")
                .put("actionOnTimeout", "STOP_DEPLOYMENT")
                .put("waitTimeInMinutes", 6000);
    }
}
