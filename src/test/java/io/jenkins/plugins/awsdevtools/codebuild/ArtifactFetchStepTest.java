package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.localaws.CallRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Artifacts that come back to a real agent: a process of its own. */
class ArtifactFetchStepTest extends WorkspaceBuilds {

    private static final String WITH_ARTIFACTS = BUILDSPEC
            + "artifacts:\n  files: ['run.sh', 'data.txt', 'link']\n  enable-symlinks: yes\n"
            + "  secondary-artifacts:\n    docs:\n      files: ['data.txt']\n";

    private static final String SELF_MADE = "version: 0.2\n"
            + "phases:\n"
            + "  build:\n"
            + "    commands: [\"echo made > data.txt\"]\n"
            + "artifacts:\n"
            + "  files: [data.txt]\n"
            + "  secondary-artifacts:\n"
            + "    docs:\n"
            + "      files: [data.txt]\n";

    private String fetch(String packaging, String more) throws Exception {
        aws.codeBuild().createProject(REGION, project, WITH_ARTIFACTS, bucket);
        aws.codeBuild().artifacts(REGION, project, packaging, "docs");
        return "node('agent') {\n" + FILES + "codeBuild project: '" + project + "', workspaceSource: [bucket: '"
                + bucket + "'], fetchArtifacts: [" + more + "]\n"
                + "sh 'cd back; cat link; ls -ld run.sh data.txt link docs/data.txt'\n}";
    }

    @Test
    void artifactsThatArePackedComeBackWithLinksAndModesAndAreArchived() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(fetch("ZIP", "into: 'back', archive: true")));
        jenkins.assertLogContains("Fetched 4 files to the workspace", run);
        assertThat(JenkinsRule.getLog(run))
                .containsPattern("-rwxr-xr-x.* run.sh")
                .containsPattern("-rw-r--r--.* data.txt")
                .containsPattern("l.* link -> data.txt")
                .containsPattern("-rw-r--r--.* docs/data.txt");
        assertThat(run.getArtifacts().stream().map(artifact -> artifact.relativePath))
                .contains("back/run.sh", "back/data.txt", "back/docs/data.txt");
    }

    @Test
    void aSignatureThatEndsWhileArtifactsAreFetchedIsRenewedAndNothingBeginsAgain() throws Exception {
        String script = fetch("ZIP", "into: 'back', identifiers: 'primary'");
        aws.faults().cutMidBody("s3:GetObject", 1);
        aws.faults().expireToken("s3:GetObject", 1);
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(script.replace("link docs/data.txt", "link")));
        jenkins.assertLogContains("Fetched 3 files to the workspace", run);
        jenkins.assertLogNotContains("It is tried again", run);
        assertThat(aws.calls().all("s3:GetObject").stream().map(CallRecord::range))
                .as("half of the artifact, nothing, the other half")
                .hasSize(3)
                .satisfies(ranges -> assertThat(ranges.get(2)).matches("bytes=[1-9]\\d*-\\d+"));
    }

    @Test
    void artifactsThatAreNotPackedComeBackAsFiles() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline(fetch("NONE", "into: 'back'")));
        jenkins.assertLogContains("Fetched 4 files to the workspace", run);
    }

    @Test
    void anUnknownArtifactIsRefusedByName() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline(fetch("ZIP", "into: 'back', identifiers: 'primary, dosc'")));
        jenkins.assertLogContains("identifiers 'dosc': The build has no artifact of this name", run);
        jenkins.assertLogContains("It has: primary, docs", run);
        assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
        run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline("node { codeBuild project: 'site', fetchArtifacts: [into: '../x'] }"));
        jenkins.assertLogContains("into '../x'", run);
    }

    @Test
    void anArtifactThatIsNotWhatWasBuiltIsRefusedAndTheWorkspaceIsAsItWas() throws Exception {
        aws.faults().stall("s3:HeadObject", 1, Duration.ofMinutes(5));
        aws.codeBuild().createProject(REGION, project, WITH_ARTIFACTS, bucket);
        aws.codeBuild().artifacts(REGION, project, "ZIP", "docs");
        WorkflowRun run = pipeline("node('agent') {\n" + FILES + "try { codeBuild project: '" + project
                        + "', buildspec: '''" + SELF_MADE + "''', fetchArtifacts: [into: 'back'] }\n"
                        + "finally { sh 'echo left: $(find . -name back -o -name \".aws*\")' }\n}")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().await("s3:HeadObject", 1);
        String key = aws.s3().keys(bucket, "").get(0);
        aws.s3().put(bucket, key, "not what was built".getBytes(StandardCharsets.UTF_8));
        aws.faults().releaseStalled();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains(key + " is not what was stored: its checksum is", run);
        assertThat(JenkinsRule.getLog(run).lines()).contains("left:");
        jenkins.assertLogNotContains("\tat ", run);
    }
}
