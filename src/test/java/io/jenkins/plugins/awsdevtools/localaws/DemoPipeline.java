package io.jenkins.plugins.awsdevtools.localaws;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.s3.Bucket;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The pipeline of CodePipeline's tutorial: a push, a build, a site that is served. What it does another bucket gets from the
 * same flow as one Jenkinsfile.
 */
final class DemoPipeline {

    static final String NAME = "site";

    private static final String PROJECT = "site-pages";
    private static final String CHECK = "site-check";
    private static final String BY_PIPELINE = "site-by-codepipeline";
    private static final String BY_JENKINS = "site-by-jenkinsfile";
    private static final String BUILDSPEC = """
        version: 0.2
        phases:
          build:
            commands:
              - mkdir -p public
              - cp *.html public/
              - echo "$(ls public | wc -l) pages"
        artifacts:
          base-directory: public
          files: ['**/*']
        """;
    private static final String CHECKS = """
        version: 0.2
        phases:
          build:
            commands:
              - grep -q "<h1>" *.html
              - echo "Each page has a title"
        artifacts:
          files: ['*.html']
        """;
    private static final String STRUCTURE = """
        {"name": "%s", "roleArn": "arn:aws:iam::123456789012:role/pipeline", "pipelineType": "V2",
         "executionMode": "QUEUED", "artifactStore": {"type": "S3", "location": "%s"}, "stages": [
         {"name": "Source", "actions": [{"name": "Checkout",
           "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
           "configuration": {"RepositoryName": "%s", "BranchName": "main"},
           "outputArtifacts": [{"name": "Code"}]}]},
         {"name": "Build", "actions": [{"name": "Pages",
           "actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
           "configuration": {"ProjectName": "%s"},
           "inputArtifacts": [{"name": "Code"}], "outputArtifacts": [{"name": "Pages"}]},
          {"name": "Check",
           "actionTypeId": {"category": "Test", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
           "configuration": {"ProjectName": "%s"},
           "inputArtifacts": [{"name": "Code"}]}]},
         {"name": "Deploy", "actions": [{"name": "Site",
           "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3", "version": "1"},
           "configuration": {"BucketName": "%s", "Extract": "true"},
           "inputArtifacts": [{"name": "Pages"}]}]}]}\
        """;

    private DemoPipeline() {}

    /** After the repository and the bucket of artifacts. */
    static void create(LocalAws aws) throws IOException {
        for (String bucket : new String[] {BY_PIPELINE, BY_JENKINS}) {
            aws.s3()
                    .createBucket(bucket, aws.region())
                    .setWebsite(Optional.of(new Bucket.Website("index.html", Optional.empty())));
        }
        aws.codeBuild().createProject(aws.region(), PROJECT, BUILDSPEC, DemoProject.BUCKET);
        aws.codeBuild().createProject(aws.region(), CHECK, CHECKS, DemoProject.BUCKET);
        aws.codePipeline()
                .createPipeline(
                        aws.region(),
                        new ObjectMapper()
                                .readTree(STRUCTURE.formatted(
                                        NAME, DemoProject.BUCKET, DemoRepository.NAME, PROJECT, CHECK, BY_PIPELINE)));
    }

    /** Where the pipeline's site is served. */
    static URI byPipeline(LocalAws aws) {
        return aws.website(BY_PIPELINE);
    }

    /** Where the Jenkinsfile's site is served. */
    static URI byJenkinsfile(LocalAws aws) {
        return aws.website(BY_JENKINS);
    }
}
