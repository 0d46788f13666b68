package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Pipelines of the kinds that AWS's documentation and samples show, as get-pipeline prints them. */
public final class SamplePipelines {

    /** All of them. */
    public static final List<String> NAMES = List.of(
            "simple-s3-codedeploy",
            "codecommit-codedeploy",
            "codecommit-codebuild-s3",
            "source-s3-site",
            "four-stages-with-approval",
            "github-connection",
            "ecs-rolling",
            "ecs-blue-green",
            "lambda-invoke",
            "cloudformation-change-set",
            "cross-region",
            "variables-and-namespaces",
            "parallel-tests",
            "stage-conditions",
            "jenkins-worker",
            "step-functions-and-service-catalog");

    private SamplePipelines() {}

    /** The JSON of one. */
    public static String json(String name) {
        try (InputStream in = Objects.requireNonNull(SamplePipelines.class.getResourceAsStream(name + ".json"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One as a Jenkinsfile, as an export without a connection's name makes it. */
    public static ExportedJenkinsfile export(String name) {
        return JenkinsfileExport.of(PipelineStructure.parse(json(name)), settings("", ""));
    }

    static ExportSettings settings(String connection, String credentials) {
        return new ExportSettings(
                connection, "eu-west-1", "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/", credentials);
    }
}
