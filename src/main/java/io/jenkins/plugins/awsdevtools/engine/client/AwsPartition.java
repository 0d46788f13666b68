package io.jenkins.plugins.awsdevtools.engine.client;

/**
 * The partitions of AWS and where their consoles are ("AWS partitions", AWS Whitepapers; the console addresses of China
 * and GovCloud from their getting-started guides).
 */
public enum AwsPartition {
    COMMERCIAL("aws", "aws.amazon.com"),
    CHINA("aws-cn", "amazonaws.cn"),
    GOVCLOUD("aws-us-gov", "amazonaws-us-gov.com"),
    EUSC("aws-eusc", "amazonaws-eusc.eu");

    private final String id;
    private final String consoleSuffix;

    AwsPartition(String id, String consoleSuffix) {
        this.id = id;
        this.consoleSuffix = consoleSuffix;
    }

    /** As ARNs name it. */
    public String id() {
        return id;
    }

    /** What a console's host name ends with. */
    public String consoleSuffix() {
        return consoleSuffix;
    }

    public static AwsPartition ofRegion(String region) {
        if (region.startsWith("cn-")) {
            return CHINA;
        }
        if (region.startsWith("us-gov-")) {
            return GOVCLOUD;
        }
        return region.startsWith("eusc-") ? EUSC : COMMERCIAL;
    }
}
