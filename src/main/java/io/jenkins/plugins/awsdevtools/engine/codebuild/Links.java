package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsPartition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pages of the AWS console. */
public final class Links {

    private Links() {}

    /** The build's page, or an empty text if the ARN does not tell where it is. */
    public static String build(BuildSnapshot build) {
        String region = build.region();
        if (region.isEmpty() || build.account().isEmpty()) {
            return "";
        }
        return "https://" + region + ".console." + AwsPartition.ofRegion(region).consoleSuffix()
                + "/codesuite/codebuild/"
                + build.account() + "/projects/" + encoded(build.project()) + "/build/" + encoded(build.id())
                + "/?region="
                + region;
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
