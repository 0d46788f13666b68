package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.client.AwsPartition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Pages of the AWS console. */
public final class PipelineLinks {

    private PipelineLinks() {}

    /** The timeline of an execution. */
    public static String execution(String region, String pipeline, String executionId) {
        return "https://" + region + ".console."
                + AwsPartition.ofRegion(region).consoleSuffix() + "/codesuite/codepipeline/pipelines/"
                + URLEncoder.encode(pipeline, StandardCharsets.UTF_8) + "/executions/" + executionId
                + "/timeline?region="
                + region;
    }
}
