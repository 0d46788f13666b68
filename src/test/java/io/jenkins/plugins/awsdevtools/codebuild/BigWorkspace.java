package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import software.amazon.awssdk.services.s3.S3Client;

/** A workspace that is sent or fetched to while something else goes down, and what must be so afterwards. */
final class BigWorkspace {

    private static final String REGION = "eu-west-1";
    private static final String BUCKET = "bundles";
    private static final String PROJECT = "site";
    private static final String SPEC = """
        version: 0.2
        phases:
          build:
            commands: ['echo it builds', 'echo built > out.txt']
        artifacts:
          files: ['out.txt']
        """;

    private final LocalAws aws;

    /** What must be so at the end. */
    interface Check {

        void on(WorkflowRun run) throws Exception;
    }

    BigWorkspace(LocalAws aws) {
        this.aws = aws;
        aws.s3().createBucket(BUCKET, REGION);
        aws.codeBuild().createProject(REGION, PROJECT, SPEC, BUCKET);
        aws.calls().clear();
    }

    WorkflowJob job(JenkinsRule jenkins, String name, String step) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('agent') {\nwriteFile file: 'kept.txt', text: 'kept'\n" + step
                        + "\nsh 'echo left: $(find . -type f | sort)'\n}",
                true));
        return job;
    }

    String sending() {
        return "codeBuild project: '" + PROJECT + "', workspaceSource: [bucket: '" + BUCKET + "']";
    }

    String fetching() {
        return "codeBuild project: '" + PROJECT + "', fetchArtifacts: [into: 'back']";
    }

    /** One bundle, sent after an upload that was given up. */
    void assertSent(WorkflowRun run) throws Exception {
        assertBuiltOnce(run, "left: ./kept.txt");
        assertThat(aws.s3().keys(BUCKET, "jenkins/bundles/")).hasSize(1);
        assertThat(aws.calls().countExecuted("s3:CreateMultipartUpload")).isEqualTo(2);
        try (S3Client s3 =
                LocalClients.as(aws, aws.rootKey(), S3Client.builder().forcePathStyle(true))) {
            assertThat(s3.listMultipartUploads(request -> request.bucket(BUCKET))
                            .uploads())
                    .isEmpty();
        }
    }

    /** The artifact, and nothing of the fetching that was given up. */
    void assertFetched(WorkflowRun run) throws Exception {
        assertBuiltOnce(run, "left: ./back/out.txt ./kept.txt");
        assertThat(aws.calls().count("s3:GetObject")).isGreaterThanOrEqualTo(2);
    }

    private void assertBuiltOnce(WorkflowRun run, String files) throws Exception {
        assertThat(JenkinsRule.getLog(run).lines())
                .containsOnlyOnce("it builds", files)
                .noneMatch(line -> line.startsWith("\tat "));
        assertThat(aws.calls().countExecuted("codebuild:StartBuild")).isEqualTo(1);
    }
}
