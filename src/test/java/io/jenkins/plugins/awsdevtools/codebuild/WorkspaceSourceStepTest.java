package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** On a real agent: a process of its own. */
class WorkspaceSourceStepTest extends WorkspaceBuilds {

    private String step(String more) {
        return "codeBuild project: '" + project + "', workspaceSource: [bucket: '" + bucket + "'" + more + "]\n";
    }

    @Test
    void aBuildRunsFromTheWorkspaceOfAnAgentAndAnUnchangedOneIsNotSentAgain() throws Exception {
        WorkflowJob job = pipeline("node('agent') {\n" + FILES + step(", gitignore: true") + "}");
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("The workspace has 4 files", run);
        jenkins.assertLogContains("Sent the bundle (", run);
        jenkins.assertLogContains("it runs from the workspace", run);
        jenkins.assertLogNotContains("x.log", run);
        assertThat(aws.s3().keys(bucket, "jenkins/bundles/")).hasSize(1);
        WorkflowRun again = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("The files are unchanged", again);
        jenkins.assertLogContains("it runs from the workspace", again);
        assertThat(aws.calls().count("s3:CreateMultipartUpload")).isEqualTo(1);
        assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(2);
    }

    @Test
    void aVersionedBucketPinsTheVersion() throws Exception {
        aws.s3().bucket(bucket).setVersioning(Bucket.Versioning.ENABLED);
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("node {\n" + FILES
                + "def b = codeBuild project: '" + project + "', workspaceSource: [bucket: '" + bucket
                + "', prefix: 'p/']\necho 'version ' + b.sourceVersion\n}"));
        String key = aws.s3().keys(bucket, "p/").get(0);
        jenkins.assertLogContains("version " + aws.s3().get(bucket, key).versionId(), run);
    }

    @Test
    void badInputIsRefusedByNameAndNothingIsLeft() throws Exception {
        refused("node { " + step(", includes: '../x'") + "}", "includes '../x'");
        refused("node { " + step(", prefix: '/x'") + "}", "prefix '/x'");
        refused(step(""), "There is no workspace here");
        refused(
                "node { codeBuild project: 'site', sourceVersion: 'x', workspaceSource: [bucket: 'bucket'] }",
                "sourceVersion 'x'");
        refused("node('agent') { sh 'ln -sf /etc/passwd evil'\n" + step("") + "}", "evil -> /etc/passwd");
        refused(
                "node { writeFile file: 'a', text: 'a'\n"
                        + "codeBuild project: 'site', workspaceSource: [bucket: 'no-such-bucket'] }",
                "no-such-bucket");
        aws.s3().createBucket(bucket + "-us", "us-east-1");
        refused(
                "node { writeFile file: 'a', text: 'a'\n" + "codeBuild project: 'site', workspaceSource: [bucket: '"
                        + bucket + "-us'] }",
                bucket + "-us is not in eu-west-1");
        assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
    }

    @Test
    void anAbortWhileTheBundleIsSentStartsNothingAndLeavesNoUpload() throws Exception {
        aws.faults().stall("s3:UploadPart", 1, Duration.ofMinutes(2));
        WorkflowRun run = pipeline("node('agent') {\n" + FILES + step("") + "}")
                .scheduleBuild2(0)
                .waitForStart();
        aws.calls().await("s3:UploadPart", 1);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("Aborted while the workspace was sent", run);
        aws.calls().await("s3:AbortMultipartUpload", 1);
        aws.faults().releaseStalled();
        assertThat(aws.calls().count("codebuild:StartBuild")).isZero();
        assertThat(aws.s3().keys(bucket, "")).isEmpty();
    }
}
