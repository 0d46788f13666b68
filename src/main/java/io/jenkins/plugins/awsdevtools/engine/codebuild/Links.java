package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.client.AwsPartition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pages of the AWS console. */
public final class Links {

    private Links() {}

    /** The build's page, or an empty text if the ARN does not tell where it is. */
    public static String build(BuildSnapshot build) {
        return page(build.region(), build.account(), build.project(), "build", build.id());
    }

    /** The batch's page, or an empty text if the ARN does not tell where it is. */
    public static String batch(BatchSnapshot batch) {
        return page(batch.region(), batch.account(), batch.project(), "batch", batch.id());
    }

    private static String page(String region, String account, String project, String kind, String id) {
        if (region.isEmpty() || account.isEmpty()) {
            return "";
        }
        return "https://" + region + ".console." + AwsPartition.ofRegion(region).consoleSuffix()
                + "/codesuite/codebuild/" + account + "/projects/" + encoded(project) + "/" + kind + "/" + encoded(id)
                + "/?region=" + region;
    }

    static String arnPart(String arn, int index) {
        String[] parts = arn == null ? new String[0] : arn.split(":", 6);
        return parts.length > index ? parts[index] : "";
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
