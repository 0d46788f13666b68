package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;

/**
 * CodePipeline's errors. Every one has status 400.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Operations.html">Actions, each with its
 *     errors</a>
 */
final class PipelineErrors {
    private static final int BAD_REQUEST = 400;

    private PipelineErrors() {}

    /** An error whose code is the name with {@code Exception} behind it. */
    static AwsError of(String name, String message) {
        return new AwsError(name + "Exception", BAD_REQUEST, message);
    }

    /**
     * What fails an action whose settings or files are wrong.
     *
     * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_FailureDetails.html">FailureDetails,
     *     type</a>
     */
    static AwsError configuration(String message) {
        return new AwsError("ConfigurationError", BAD_REQUEST, "Invalid action configuration: " + message);
    }

    static AwsError validation(String message) {
        return of("Validation", message);
    }

    static AwsError noPipeline(String account, String region, String name) {
        return of(
                "PipelineNotFound",
                "Account '" + account + "' does not have a pipeline with name '" + name + "' in region '" + region
                        + "'");
    }

    static AwsError noExecution(String id) {
        return of("PipelineExecutionNotFound", "Pipeline execution with id '" + id + "' is not found");
    }

    static AwsError noStage(String pipeline, String stage) {
        return of("StageNotFound", "Pipeline '" + pipeline + "' does not have a stage with name '" + stage + "'");
    }

    static AwsError noAction(String stage, String action) {
        return of("ActionNotFound", "Stage '" + stage + "' does not have an action with name '" + action + "'");
    }
}
