package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.client.AwsPartition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pages of the AWS console. */
final class Links {

    private Links() {}

    /** The page of a service's deployments, or an empty text if the ARN does not tell where it is. */
    static String service(ServiceSnapshot service) {
        String region = service.region();
        if (!region.matches("[a-z0-9-]+")) {
            return "";
        }
        return "https://" + region + ".console." + AwsPartition.ofRegion(region).consoleSuffix() + "/ecs/v2/clusters/"
                + encoded(service.cluster()) + "/services/" + encoded(service.name()) + "/deployments?region=" + region;
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
