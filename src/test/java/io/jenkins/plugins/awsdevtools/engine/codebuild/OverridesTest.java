package io.jenkins.plugins.awsdevtools.engine.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;

class OverridesTest {

    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";
    private static final SourceOverride GIT = new SourceOverride(
            "GITHUB",
            "https://github.com/acme/site.git",
            5,
            true,
            true,
            true,
            "jenkins",
            "https://ci.example.com/",
            "CODECONNECTIONS",
            "arn:aws:codeconnections:eu-west-1:123456789012:connection/1");

    /** One of everything. */
    static final BuildRequest EVERYTHING = new BuildRequest(
            "site",
            "main",
            List.of(EnvironmentVariable.plain("A", "1")),
            "version: 0.2\nphases: {}\n",
            10,
            20,
            new BuildOverrides(
                    GIT,
                    List.of(new SecondarySource("lib", "v1", SourceOverride.of("S3", "bucket/lib.zip"))),
                    new EnvironmentOverride(
                            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1",
                            "BUILD_GENERAL1_LARGE",
                            "LINUX_CONTAINER",
                            "arn:aws:codebuild:eu-west-1:123456789012:fleet/large:1",
                            true,
                            "bucket/certificates/ca.pem",
                            "registry",
                            "SERVICE_ROLE"),
                    new ArtifactsOverride(
                            null, "S3", "bucket", "a/b", "x.zip", "BUILD_ID", "ZIP", true, true, "READ_ONLY"),
                    List.of(new ArtifactsOverride("docs", "S3", "bucket", null, null, null, null, null, null, null)),
                    new CacheOverride("LOCAL", null, List.of("LOCAL_SOURCE_CACHE"), null),
                    new LogsOverride(
                            new LogsOverride.CloudWatch("ENABLED", "group", "stream"),
                            new LogsOverride.S3("ENABLED", "bucket/logs", true, "FULL")),
                    "arn:aws:iam::123456789012:role/build",
                    KEY,
                    true,
                    2));

    @Test
    void everyMemberOfStartBuildIsOfferedOrLeftOutForAReason() {
        Map<String, Object> sent = members(StartBuildCall.of(EVERYTHING, "token"));
        List<String> neither = StartBuildRequest.builder().sdkFields().stream()
                .map(SdkField::memberName)
                .filter(name -> sent.get(name) == null)
                .filter(name -> !StartBuildCall.LEFT_OUT.containsKey(name))
                .toList();
        assertThat(neither).isEmpty();
    }

    @Test
    void everyMemberOfSourcesArtifactsCachesAndLogsIsOffered() {
        StartBuildRequest call = StartBuildCall.of(EVERYTHING, "token");
        assertThat(unset(call.artifactsOverride())).containsExactly("artifactIdentifier");
        assertThat(unset(call.logsConfigOverride())).isEmpty();
        assertThat(unset(call.logsConfigOverride().s3Logs())).isEmpty();
        assertThat(unset(call.logsConfigOverride().cloudWatchLogs())).isEmpty();
        // of another type of cache; a secondary source of git is told by the next line
        assertThat(unset(call.cacheOverride())).containsExactlyInAnyOrder("location", "cacheNamespace");
        // a batch's alone
        assertThat(unset(GIT.toSecondary("lib"))).containsExactly("buildspec");
    }

    @Test
    void aProjectAsItIsSetUpSendsNoOverride() {
        StartBuildRequest call = StartBuildCall.of(BuildRequest.of("site"), "token");
        assertThat(members(call).entrySet().stream()
                        .filter(member -> member.getValue() != null)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("projectName", "idempotencyToken");
    }

    @Test
    void codeBuildTakesEveryOverrideAndShowsItInTheBuild() {
        try (LocalAws aws = LocalAws.start();
                CodeBuildClient client = LocalClients.root(aws, CodeBuildClient.builder())) {
            aws.codeBuild().createScripted(aws.region(), "site");
            Build build =
                    client.startBuild(StartBuildCall.of(EVERYTHING, "token")).build();
            StartBuildRequest call = StartBuildCall.of(EVERYTHING, "token");
            assertThat(build.source().auth()).isEqualTo(call.sourceAuthOverride());
            assertThat(build.source().buildStatusConfig()).isEqualTo(call.buildStatusConfigOverride());
            assertThat(build.secondarySources()).isEqualTo(call.secondarySourcesOverride());
            assertThat(build.secondarySourceVersions()).isEqualTo(call.secondarySourcesVersionOverride());
            assertThat(build.environment().fleet()).isEqualTo(call.fleetOverride());
            assertThat(build.environment().registryCredential()).isEqualTo(call.registryCredentialOverride());
            assertThat(build.cache()).isEqualTo(call.cacheOverride());
            assertThat(build.serviceRole()).isEqualTo(call.serviceRoleOverride());
            assertThat(build.encryptionKey()).isEqualTo(KEY);
            assertThat(build.autoRetryConfig().autoRetryLimit()).isEqualTo(2);
            assertThat(build.debugSession().sessionEnabled()).isTrue();
            assertThat(build.timeoutInMinutes()).isEqualTo(10);
        }
    }

    static Stream<Map.Entry<String, Supplier<?>>> contradictions() {
        return Stream.of(
                refused("Give an identifier", () -> new SecondarySource("", null, SourceOverride.of("S3", "b/k"))),
                refused("type ''", () -> new SecondarySource("lib", null, SourceOverride.of(null, "b/k"))),
                refused("NO_SOURCE has no location", () -> SourceOverride.of("NO_SOURCE", "b/k")),
                refused("Did you mean GITHUB?", () -> SourceOverride.of("GITHUP", null)),
                refused(
                        "give the environment type too",
                        () -> environment("aws/codebuild/amazonlinux2-aarch64-standard:3.0", null, null)),
                refused(
                        "does not run in an environment of type WINDOWS",
                        () -> environment("aws/codebuild/standard:7.0", "WINDOWS_SERVER_2022_CONTAINER", null)),
                refused(
                        "do not go together",
                        () -> environment(null, "LINUX_LAMBDA_CONTAINER", "BUILD_GENERAL1_SMALL")),
                refused("name of a bucket", () -> ArtifactsOverride.s3("", null)),
                refused("the folder is the path", () -> ArtifactsOverride.s3("bucket/folder", null)),
                refused(
                        "LOCAL cache has modes",
                        () -> new CacheOverride("S3", "b/k", List.of("LOCAL_SOURCE_CACHE"), null)),
                refused("needs a mode", () -> new CacheOverride("LOCAL", null, List.of(), null)),
                refused("DISABLED has no place", () -> new LogsOverride.S3("DISABLED", "b/k", null, null)),
                refused(
                        "no timeout of the queue",
                        () -> new BuildRequest(
                                "site",
                                null,
                                List.of(),
                                null,
                                null,
                                10,
                                on(environment(null, null, "BUILD_LAMBDA_1GB")))),
                refused(
                        "cannot be privileged",
                        () -> new EnvironmentOverride(
                                null, null, "ARM_LAMBDA_CONTAINER", null, true, null, null, null)),
                refused(
                        "imagePullCredentials 'CODEBUILD'",
                        () -> new EnvironmentOverride(null, null, null, null, null, null, "secret", "CODEBUILD")),
                refused(
                        "imagePullCredentials 'SERVICE_ROLE'",
                        () -> new EnvironmentOverride(
                                "aws/codebuild/standard:7.0", null, null, null, null, null, null, "SERVICE_ROLE")),
                refused(
                        "type 'S3'",
                        () -> new SourceOverride("S3", "b/k", 1, null, null, null, null, null, null, null)),
                refused(
                        "secondarySources 'lib'",
                        () -> new BuildOverrides(
                                SourceOverride.NONE,
                                List.of(LIB, LIB),
                                EnvironmentOverride.NONE,
                                null,
                                List.of(),
                                null,
                                new LogsOverride(null, null),
                                null,
                                null,
                                null,
                                null)),
                refused("serviceRole 'arn:aws:iam::1:role/site'", () -> roleAndKey("arn:aws:iam::1:role/site", null)),
                refused("encryptionKey 'artifacts'", () -> roleAndKey("site", "artifacts")),
                refused("needs its group", () -> new LogsOverride.CloudWatch("ENABLED", null, "s")));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void overridesThatContradictEachOtherAreRefusedByName(Map.Entry<String, Supplier<?>> contradiction) {
        assertThatThrownBy(() -> contradiction.getValue().get())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(contradiction.getKey());
    }

    private static BuildOverrides roleAndKey(String role, String key) {
        return new BuildOverrides(
                SourceOverride.NONE,
                List.of(),
                EnvironmentOverride.NONE,
                null,
                List.of(),
                null,
                new LogsOverride(null, null),
                role,
                key,
                null,
                null);
    }

    private static Map.Entry<String, Supplier<?>> refused(String because, Supplier<?> asked) {
        return Map.entry(because, asked);
    }

    private static final SecondarySource LIB = new SecondarySource("lib", null, SourceOverride.of("S3", "b/k"));

    private static BuildOverrides on(EnvironmentOverride environment) {
        BuildOverrides none = BuildOverrides.NONE;
        return new BuildOverrides(
                none.source(), List.of(), environment, null, List.of(), null, none.logs(), null, null, null, null);
    }

    private static EnvironmentOverride environment(String image, String type, String computeType) {
        return new EnvironmentOverride(image, computeType, type, null, null, null, null, null);
    }

    private static Map<String, Object> members(SdkPojo pojo) {
        Map<String, Object> members = new java.util.HashMap<>();
        pojo.sdkFields().forEach(field -> members.put(field.memberName(), set(field.getValueOrDefault(pojo))));
        return members;
    }

    private static Object set(Object value) {
        return value instanceof java.util.Collection<?> all && all.isEmpty() ? null : value;
    }

    private static List<String> unset(SdkPojo pojo) {
        return members(pojo).entrySet().stream()
                .filter(member -> Objects.isNull(member.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.toList());
    }
}
