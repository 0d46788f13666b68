package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.emptyToNull;
import static io.jenkins.plugins.awsdevtools.engine.codebuild.Checks.must;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import software.amazon.awssdk.services.codebuild.model.BucketOwnerAccess;
import software.amazon.awssdk.services.codebuild.model.CloudWatchLogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfigStatusType;
import software.amazon.awssdk.services.codebuild.model.S3LogsConfig;

/**
 * Where the build's log goes ({@code LogsConfig}, AWS CodeBuild API Reference). Either part may be null: as the project
 * has it.
 */
public record LogsOverride(CloudWatch cloudWatch, S3 s3) {

    /**
     * @param status {@code ENABLED} or {@code DISABLED}
     * @param group null for {@code /aws/codebuild/project}
     * @param stream begins the stream's name, which ends with the build's id; null for the id alone
     */
    public record CloudWatch(String status, String group, String stream) {

        /** @throws ParameterException if CodeBuild would refuse a value, or two contradict each other */
        public CloudWatch {
            status = emptyToNull(status);
            group = emptyToNull(group);
            stream = emptyToNull(stream);
            checkStatus("cloudWatchLogs.status", status);
            must(
                    status.equals("ENABLED") || group == null && stream == null,
                    "cloudWatchLogs.group",
                    group,
                    "codebuild.logs.disabled");
            must(stream == null || group != null, "cloudWatchLogs.stream", stream, "codebuild.logs.streamAlone");
        }
    }

    /**
     * @param status {@code ENABLED} or {@code DISABLED}
     * @param location {@code bucket/folder}
     * @param encryptionDisabled whether it is stored unencrypted
     * @param bucketOwnerAccess {@code NONE}, {@code READ_ONLY} or {@code FULL}
     */
    public record S3(String status, String location, Boolean encryptionDisabled, String bucketOwnerAccess) {

        /** @throws ParameterException if CodeBuild would refuse a value, or two contradict each other */
        public S3 {
            status = emptyToNull(status);
            location = emptyToNull(location);
            bucketOwnerAccess = emptyToNull(bucketOwnerAccess);
            checkStatus("s3Logs.status", status);
            Checks.known("s3Logs.bucketOwnerAccess", bucketOwnerAccess, BucketOwnerAccess.knownValues());
            boolean enabled = status.equals("ENABLED");
            must(!enabled || location != null, "s3Logs.location", location, "codebuild.logs.noLocation");
            must(enabled || location == null, "s3Logs.location", location, "codebuild.logs.disabled");
        }
    }

    private static void checkStatus(String field, String status) {
        must(status != null, field, status, "codebuild.logs.status");
        Checks.known(field, status, LogsConfigStatusType.knownValues());
    }

    LogsConfig toAws() {
        if (cloudWatch == null && s3 == null) {
            return null;
        }
        LogsConfig.Builder logs = LogsConfig.builder();
        if (cloudWatch != null) {
            logs.cloudWatchLogs(CloudWatchLogsConfig.builder()
                    .status(cloudWatch.status())
                    .groupName(cloudWatch.group())
                    .streamName(cloudWatch.stream())
                    .build());
        }
        if (s3 != null) {
            logs.s3Logs(S3LogsConfig.builder()
                    .status(s3.status())
                    .location(s3.location())
                    .encryptionDisabled(s3.encryptionDisabled())
                    .bucketOwnerAccess(s3.bucketOwnerAccess())
                    .build());
        }
        return logs.build();
    }
}
