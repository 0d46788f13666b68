package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.LocalConnection;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The examples of the pages are what is run here. */
@WithJenkins
class DocumentedExamplesTest {

    private static final String REGION = "eu-west-1";
    private static final Pattern EXAMPLE = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);
    private static final String SPEC = """
        version: 0.2
        env:
          exported-variables: [VERSION]
        batch:
          build-list:
            - identifier: test
        phases:
          build:
            commands:
              - export VERSION=1
        """;

    @Test
    void everyExampleRuns(JenkinsRule jenkins) throws Exception {
        try (LocalAws aws = LocalAws.start()) {
            LocalConnection.configure(aws);
            aws.codeBuild().createBatchProject(REGION, "site", SPEC);
            aws.s3().createBucket("acme-artifacts", REGION);
            aws.codeBuild().createScripted(REGION, "other");
            int number = 0;
            for (String page : List.of("docs/codebuild.md", "docs/codebuild-batch.md")) {
                List<String> examples = examples(page);
                assertThat(examples).isNotEmpty();
                for (String example : examples) {
                    WorkflowJob job = jenkins.createProject(WorkflowJob.class, "example-" + number++);
                    String build = aws.codeBuild().builds().stream().findFirst().orElse("");
                    job.setDefinition(new CpsFlowDefinition(
                            example.replace("build-account", "local")
                                    .replace("site:0a1b2c3d-4e5f-6789-abcd-ef0123456789", build),
                            true));
                    jenkins.buildAndAssertSuccess(job);
                }
            }
        }
    }

    private static List<String> examples(String page) throws Exception {
        List<String> examples = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of(page)));
        while (example.find()) {
            // What needs a repository and an agent is shown by the tests of the workspace.
            if (!example.group(1).contains("checkout scm")) {
                examples.add(example.group(1));
            }
        }
        return examples;
    }
}
