package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import org.junit.jupiter.api.Test;

/** What is refused before AWS is called, by the name and the value of the parameter. */
class CodeBuildRefusalsTest extends ConnectedJenkins {

    @Test
    void badInputIsRefusedByFieldAndValueBeforeAwsIsCalled() throws Exception {
        refused("codeBuild project: ''", "project ''");
        refused("codeBuild project: 'site', connection: 'loca'", "connection 'loca'", "Did you mean local?");
        refused("codeBuild project: 'arn:aws:codebuild:x'", "This is not the ARN of a project");
        refused("codeBuild project: 'site', environment: [[name: 'CODEBUILD_X', value: '1']]", "'CODEBUILD_X'");
        refused("codeBuild project: 'site', environment: [[name: 'X', value: '1', type: 'PLAIN']]", "type 'PLAIN'");
        refused("codeBuild project: 'site', environmentType: 'LINUX_CONTAINR'", "Did you mean LINUX_CONTAINER?");
        refused("codeBuild project: 'site', timeoutMinutes: -1", "timeoutMinutes '-1'");
        refused("codeBuild project: 'site', onAbort: 'stpo'", "onAbort 'stpo'");
        refused("node { codeBuild project: 'site', buildspecFile: '../secret.yml' }", "buildspecFile '../secret.yml'");
        refused("codeBuild project: 'site', buildspecFile: 'b.yml'", "There is no workspace here");
        assertThat(aws.calls().all()).isEmpty();
    }

    @Test
    void contradictoryOverridesAreRefusedByName() throws Exception {
        refused(
                "codeBuild project: 'site', image: 'aws/codebuild/amazonlinux2-aarch64-standard:3.0'",
                "give the environment type too");
        refused("codeBuild project: 'site', secondarySources: [[type: 'S3', location: 'b/k']]", "Give an identifier");
        refused("codeBuild project: 'site', cache: [type: 'LOCAL']", "needs a mode");
        refused("codeBuild project: 'site', source: location(type: 'GITHUP')", "Did you mean GITHUB?");
        refused(
                "codeBuild attach: 'site:0a1b2c3d-4e5f-6789-abcd-ef0123456789', image: 'x'",
                "takes neither overrides nor retries");
        refused("codeBuild attach: 'x'", "attach 'x'");
        refused("codeBuildBatch project: 'site', source: location(statusContext: 'ci')", "statusContext 'ci'");
        assertThat(aws.calls().all()).isEmpty();
    }
}
