package io.jenkins.plugins.awsdevtools.codebuild;

import java.util.List;

/** Steps with every parameter set to something else than its default, whether it makes sense or not. */
final class Everything {

    private Everything() {}

    static CodeBuildStep build() {
        CodeBuildStep step = new CodeBuildStep("site");
        set(step);
        step.setFleet("arn:aws:codebuild:eu-west-1:123456789012:fleet/large:1");
        step.setAutoRetryLimit(1);
        step.setRetryOn("failure");
        step.setLog("onFailure");
        step.setAttach("site:0a1b2c3d-4e5f-6789-abcd-ef0123456789");
        return step;
    }

    static CodeBuildBatchStep batch() {
        CodeBuildBatchStep step = new CodeBuildBatchStep("site");
        set(step);
        step.setLog("folded");
        BatchSetting config = new BatchSetting("arn:aws:iam::123456789012:role/batch");
        config.setCombineArtifacts(true);
        config.setMostBuilds(5);
        config.setComputeTypes("BUILD_GENERAL1_SMALL");
        config.setTimeoutMinutes(60);
        config.setReportMode("REPORT_AGGREGATED_BATCH");
        step.setBatchConfig(config);
        return step;
    }

    private static void set(WorkspaceStep<?> step) {
        step.setConnection("local");
        step.setLastLines(5);
        step.setOnAbort("leave");
        step.setPropagate(false);
        step.setTestResults(false);
        step.setRetries(2);
        step.setSourceVersion("main");
        BuildVariable variable = new BuildVariable("KEY", "/site/key");
        variable.setType("PARAMETER_STORE");
        step.setEnvironment(List.of(variable));
        step.setBuildspec("version: 0.2\nphases: {}");
        step.setBuildspecFile("ci/buildspec.yml");
        step.setTimeoutMinutes(30);
        step.setQueuedTimeoutMinutes(10);
        step.setImage("acme/builder:1");
        step.setComputeType("BUILD_GENERAL1_LARGE");
        step.setEnvironmentType("LINUX_CONTAINER");
        step.setPrivileged(false);
        step.setCertificate("arn:aws:s3:::acme/ca.pem");
        step.setRegistryCredential("docker-hub");
        step.setImagePullCredentials("SERVICE_ROLE");
        step.setServiceRole("arn:aws:iam::123456789012:role/build");
        step.setEncryptionKey("alias/artifacts");
        step.setDebugSession(true);
        SourceLocation source = new SourceLocation("GITHUB");
        git(source);
        source.setReportStatus("off");
        source.setStatusContext("ci");
        source.setStatusUrl("https://ci.acme.org/");
        step.setSource(source);
        SecondarySourceSetting secondary = new SecondarySourceSetting("lib");
        git(secondary);
        secondary.setVersion("v1");
        secondary.setType("GITHUB");
        step.setSecondarySources(List.of(secondary));
        ArtifactsSetting artifacts = new ArtifactsSetting("S3");
        s3(artifacts);
        step.setArtifacts(artifacts);
        SecondaryArtifactsSetting docs = new SecondaryArtifactsSetting("docs", "S3");
        s3(docs);
        step.setSecondaryArtifacts(List.of(docs));
        CacheSetting cache = new CacheSetting("LOCAL");
        cache.setLocation("acme/cache");
        cache.setModes("LOCAL_SOURCE_CACHE, LOCAL_CUSTOM_CACHE");
        cache.setNamespace("site");
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
        workspace(step);
    }

    private static void git(SourceSetting<?> source) {
        source.setLocation("https://github.com/acme/site.git");
        source.setCloneDepth(3);
        source.setSubmodules(true);
        source.setInsecureSsl(false);
        source.setAuthType("CODECONNECTIONS");
        source.setAuthResource("arn:aws:codeconnections:eu-west-1:123456789012:connection/1");
    }

    private static void s3(ArtifactsDestination<?> artifacts) {
        artifacts.setLocation("acme");
        artifacts.setPath("site");
        artifacts.setName("site.zip");
        artifacts.setNamespace("BUILD_ID");
        artifacts.setPackaging("ZIP");
        artifacts.setNameFromBuildspec(true);
        artifacts.setEncryptionDisabled(true);
        artifacts.setBucketOwnerAccess("FULL");
    }

    private static void workspace(WorkspaceStep<?> step) {
        WorkspaceSource source = new WorkspaceSource("bucket");
        source.setPrefix("p/");
        source.setIncludes("src/**");
        source.setExcludes("**/*.log");
        source.setGitignore(true);
        source.setDefaultExcludes(false);
        step.setWorkspaceSource(source);
        ArtifactFetch fetch = new ArtifactFetch();
        fetch.setInto("back");
        fetch.setIdentifiers("primary");
        fetch.setUnpack(false);
        fetch.setArchive(true);
        fetch.setEvenIfFailed(true);
        step.setFetchArtifacts(fetch);
    }
}
