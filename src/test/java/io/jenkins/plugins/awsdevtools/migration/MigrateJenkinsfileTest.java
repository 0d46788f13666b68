package io.jenkins.plugins.awsdevtools.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateJenkinsfileTest {

    /** Every parameter of the old step, as its own documentation and snippet generator name them. */
    private static final List<String> OLD = List.of(
            "credentialsType",
            "credentialsId",
            "proxyHost",
            "proxyPort",
            "awsAccessKey",
            "awsSecretKey",
            "awsSessionToken",
            "region",
            "projectName",
            "sourceControlType",
            "localSourcePath",
            "workspaceSubdir",
            "sourceVersion",
            "sseAlgorithm",
            "gitCloneDepthOverride",
            "reportBuildStatusOverride",
            "secondarySourcesOverride",
            "secondarySourcesVersionOverride",
            "artifactTypeOverride",
            "artifactLocationOverride",
            "artifactNameOverride",
            "artifactNamespaceOverride",
            "artifactPackagingOverride",
            "artifactPathOverride",
            "artifactEncryptionDisabledOverride",
            "overrideArtifactName",
            "secondaryArtifactsOverride",
            "environmentTypeOverride",
            "imageOverride",
            "computeTypeOverride",
            "certificateOverride",
            "cacheTypeOverride",
            "cacheLocationOverride",
            "cacheModesOverride",
            "cloudWatchLogsStatusOverride",
            "cloudWatchLogsGroupNameOverride",
            "cloudWatchLogsStreamNameOverride",
            "s3LogsStatusOverride",
            "s3LogsEncryptionDisabledOverride",
            "s3LogsLocationOverride",
            "serviceRoleOverride",
            "privilegedModeOverride",
            "sourceTypeOverride",
            "sourceLocationOverride",
            "insecureSslOverride",
            "envVariables",
            "envParameters",
            "buildSpecFile",
            "buildTimeoutOverride",
            "cwlStreamingDisabled",
            "exceptionFailureMode",
            "downloadArtifacts",
            "downloadArtifactsRelativePath");

    private static String migrated(String text) {
        return new MigrateJenkinsfile(null).rewrite(text);
    }

    @Test
    void thePageNamesEveryOldParameter() throws Exception {
        String page = Files.readString(Path.of("docs/migrate-from-aws-codebuild.md"));
        assertThat(OLD).allSatisfy(name -> assertThat(page).contains("`" + name));
    }

    @Test
    void noOldParameterIsUnknown() {
        assertThat(OLD).allSatisfy(name -> assertThat(migrated("awsCodeBuild(" + name + ": 'x')"))
                .doesNotContain("Unknown to the new step"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "projectName: 'site'|project: 'site'",
                "projectName: \"site-${env.BRANCH}\"|project: \"site-${env.BRANCH}\"",
                "imageOverride: 'a:1'|image: 'a:1'",
                "buildTimeoutOverride: '30'|timeoutMinutes: 30",
                "buildTimeoutOverride: params.T|timeoutMinutes: (params.T) as Integer",
                "privilegedModeOverride: 'True'|privileged: true",
                "cwlStreamingDisabled: 'true'|log: 'none'",
                "exceptionFailureMode: 'disabled'|propagate: false",
                "sourceTypeOverride: 'GITHUB', sourceLocationOverride: 'https://x'|source: location(type: 'GITHUB',"
                        + " location: 'https://x')",
                "reportBuildStatusOverride: 'False'|source: location(reportStatus: 'off')",
                "cacheTypeOverride: 'LOCAL', cacheModesOverride: '[LOCAL_SOURCE_CACHE, LOCAL_CUSTOM_CACHE]'|cache:"
                        + " [type: 'LOCAL', modes: 'LOCAL_SOURCE_CACHE, LOCAL_CUSTOM_CACHE']",
                "overrideArtifactName: 'true', artifactTypeOverride: 'S3'|artifacts: [nameFromBuildspec: true, type:"
                        + " 'S3']",
                "envVariables: '[ { A, 1 }, { B, x, y } ]'|environment: [[name: 'A', value: '1'], [name: 'B', value:"
                        + " 'x, y']]",
                "envParameters: '[{ K, /a/b }]'|environment: [[name: 'K', value: '/a/b', type: 'PARAMETER_STORE']]",
                "envVariables: \"[{ A, ${params.A} }]\"|environment: [[name: 'A', value: \"${params.A}\"]]",
                "secondaryArtifactsOverride:"
                        + " '[{\"type\":\"S3\",\"location\":\"b\",\"artifactIdentifier\":\"docs\"}]'|secondaryArtifacts:"
                        + " [[type: 'S3', location: 'b', identifier: 'docs']]",
                "secondarySourcesVersionOverride:"
                        + " '[{\"sourceIdentifier\":\"lib\",\"sourceVersion\":\"v1\"}]'|secondarySources: [[identifier:"
                        + " 'lib', version: 'v1']]"
            })
    void aParameterIsRewritten(String old, String now) {
        assertThat(migrated("awsCodeBuild(" + old + ")")).isEqualTo("codeBuild(" + now + ")");
        assertThat(migrated("awsCodeBuild " + old + "\necho 'after'")).isEqualTo("codeBuild " + now + "\necho 'after'");
    }

    @Test
    void whatHasNoPlaceIsToldInACommentAboveTheCallAndSecretsAreNotRepeated() {
        assertThat(migrated("  awsCodeBuild projectName: 'a', awsSecretKey: 'hush', region: 'us-west-2', new: 1"))
                .contains("  // Set up a connection under Manage Jenkins instead of: awsSecretKey, region 'us-west-2'")
                .contains("  // Unknown to the new step: new: 1")
                .doesNotContain("hush")
                .endsWith("  codeBuild project: 'a'");
    }

    /** The calls of the old plugin's README, and what the page shows of the first. */
    @Test
    void theCallsOfTheOldReadmeAreRewrittenAsThePageShowsThem() throws Exception {
        String page = Files.readString(Path.of("docs/migrate-from-aws-codebuild.md"));
        String[] shown = page.split("```groovy\n");
        String old = shown[1].split("```")[0];
        assertThat(old).startsWith("awsCodeBuild projectName: 'project', credentialsType: 'keys'");
        assertThat(new MigrateJenkinsfile("build").rewrite(old)).isEqualTo(shown[2].split("```")[0]);
        assertThat(migrated("""
            awsCodeBuild projectName: 'project',
                         credentialsType: 'keys',
                         awsAccessKey: env.AWS_ACCESS_KEY_ID,
                         awsSecretKey: env.AWS_SECRET_ACCESS_KEY,
                         awsSessionToken: env.AWS_SESSION_TOKEN
            """))
                .startsWith(
                        "// Set up a connection under Manage Jenkins instead of: credentialsType 'keys', awsAccessKey,"
                                + " awsSecretKey, awsSessionToken\n")
                .endsWith("codeBuild project: 'project'\n");
    }

    @Test
    void theScriptChangesAFileInPlace(@TempDir Path home) throws Exception {
        Path file = Files.writeString(home.resolve("Jenkinsfile"), "awsCodeBuild projectName: 'a'\n");
        Process script = new ProcessBuilder(
                        "bin/migrate-jenkinsfile", "--connection", "build", "--in-place", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(output).isZero();
        assertThat(file).hasContent("codeBuild connection: 'build', project: 'a'\n");
    }

    @Test
    void whatIsNoCallStaysAsItIs() {
        String text =
                "// awsCodeBuild projectName: 'x'\necho \"awsCodeBuild projectName: 'x'\"\ndef awsCodeBuild = 1\n";
        assertThat(migrated(text)).isEqualTo(text);
    }

    @Test
    void nestedQuotesAndSeveralLinesAndTheRestOfTheFileAreKept() {
        String text = """
            node {
                def b = awsCodeBuild(
                    projectName: 'it\\'s, "one"',
                    // why
                    envVariables: '''[ { A, say "hi", ok } ]''',
                    region: 'eu-west-1')
                echo b.arn
            }
            """;
        assertThat(new MigrateJenkinsfile("build").rewrite(text))
                .contains("def b = codeBuild(connection: 'build', project: 'it\\'s, \"one\"', "
                        + "environment: [[name: 'A', value: '''say \"hi\", ok''']])")
                .endsWith("    echo b.arn\n}\n");
    }
}
