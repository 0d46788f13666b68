package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsPartition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pages of the AWS console. */
public final class Links {

    private Links() {}

    /** The deployment's page. */
    public static String deployment(String region, String id) {
        return "https://" + region + ".console." + AwsPartition.ofRegion(region).consoleSuffix()
                + "/codesuite/codedeploy/deployments/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8) + "?region=" + region;
    }
}
