package io.jenkins.plugins.awsdevtools.ecs;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsNames;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ecs.EcsApi;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.ContainerChange;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What ECS can list for the forms, and checks that several of them make. */
final class EcsNames {

    /** Ten pages; who has more types the name. */
    private static final int MOST = 1000;

    static final AwsNames CLUSTERS = new AwsNames(
            "ecs:ListClusters", MOST, access -> new EcsApi(AwsRuntime.get().clients(), access).clusters(MOST));

    private EcsNames() {}

    /** The services of a cluster; none while the cluster is not known. */
    static AwsNames services(String cluster) {
        String name = Util.fixEmptyAndTrim(cluster);
        return new AwsNames(
                "ecs:ListServices",
                MOST,
                access -> isKnown(name)
                        ? new EcsApi(AwsRuntime.get().clients(), access).services(name, MOST)
                        : CompletableFuture.completedFuture(List.of()));
    }

    /** The containers that a service runs; none while the service is not known. */
    static AwsNames containers(String cluster, String service) {
        String in = Util.fixEmptyAndTrim(cluster);
        String name = Util.fixEmptyAndTrim(service);
        return new AwsNames(
                "ecs:DescribeTaskDefinition",
                MOST,
                access -> isKnown(in) && isKnown(name)
                        ? new EcsApi(AwsRuntime.get().clients(), access).containers(in, name)
                        : CompletableFuture.completedFuture(List.of()));
    }

    /** A name that a build's variable is put into is known to builds only. */
    static boolean isKnown(String name) {
        return name != null && !name.contains("$");
    }

    static FormValidation checkImage(String value) {
        String image = Util.fixEmptyAndTrim(value);
        return isKnown(image) ? FormChecks.check(() -> ContainerChange.checkImage(image)) : FormValidation.ok();
    }

    /** A whole number, or nothing. */
    static FormValidation checkNumber(Item item, String value, int least) {
        return checkNumber(item, value, least, Integer.MAX_VALUE);
    }

    static FormValidation checkNumber(Item item, String value, int least, int most) {
        return ConnectionChoices.mayConfigure(item) && Util.fixEmptyAndTrim(value) != null
                ? FormValidation.validateIntegerInRange(value, least, most)
                : FormValidation.ok();
    }
}
