package io.jenkins.plugins.awsdevtools.codebuild;

import java.util.List;

/** One of every override that a build and a batch have in common. */
final class Everything {

    private Everything() {}

    static void set(OverridableStep<?> step) {
        SourceLocation source = new SourceLocation("GITHUB");
        source.setLocation("https://github.com/acme/site.git");
        source.setCloneDepth(3);
        source.setSubmodules(true);
        source.setInsecureSsl(true);
        source.setReportStatus("off");
        source.setAuthType("CODECONNECTIONS");
        source.setAuthResource("arn:aws:codeconnections:eu-west-1:123456789012:connection/1");
        step.setSource(source);
        SecondarySourceSetting secondary = new SecondarySourceSetting("lib");
        secondary.setVersion("v1");
        secondary.setType("S3");
        secondary.setLocation("acme/lib.zip");
        step.setSecondarySources(List.of(secondary));
        step.setCertificate("arn:aws:s3:::acme/ca.pem");
        step.setRegistryCredential("docker-hub");
        step.setImagePullCredentials("SERVICE_ROLE");
        ArtifactsSetting artifacts = new ArtifactsSetting("S3");
        artifacts.setLocation("acme");
        artifacts.setPath("site");
        artifacts.setName("site.zip");
        artifacts.setNamespace("BUILD_ID");
        artifacts.setPackaging("ZIP");
        artifacts.setNameFromBuildspec(true);
        artifacts.setEncryptionDisabled(true);
        artifacts.setBucketOwnerAccess("FULL");
        step.setArtifacts(artifacts);
        SecondaryArtifactsSetting docs = new SecondaryArtifactsSetting("docs", "S3");
        docs.setLocation("acme");
        step.setSecondaryArtifacts(List.of(docs));
        CacheSetting cache = new CacheSetting("LOCAL");
        cache.setModes("LOCAL_SOURCE_CACHE, LOCAL_CUSTOM_CACHE");
        step.setCache(cache);
        CloudWatchLogsSetting cloudWatch = new CloudWatchLogsSetting("ENABLED");
        cloudWatch.setGroup("group");
        cloudWatch.setStream("stream");
        step.setCloudWatchLogs(cloudWatch);
        S3LogsSetting s3 = new S3LogsSetting("ENABLED");
        s3.setLocation("acme/logs");
        s3.setEncryptionDisabled(true);
        s3.setBucketOwnerAccess("READ_ONLY");
        step.setS3Logs(s3);
        step.setServiceRole("arn:aws:iam::123456789012:role/build");
        step.setEncryptionKey("alias/artifacts");
        step.setDebugSession(true);
        step.setRetries(2);
        step.setTestResults(false);
    }
}
