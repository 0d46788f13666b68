package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What CodePipeline is told at the end of a job.
 *
 * @param failure null if the job succeeded, else one of {@link #FAILURES}
 * @param summary what became of it and where to look; shortened to what CodePipeline takes
 * @param externalId of the Jenkins build, which the action type's link is made of; may be empty
 * @param variables the action's output variables; of a failed job they are not told
 * @param continuationToken null, or what says that the action is not done: a later job brings it again
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html">
 *     PutJobSuccessResult</a>
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobFailureResult.html">
 *     PutJobFailureResult</a>
 */
public record JobAnswer(
        String failure, String summary, String externalId, Map<String, String> variables, String continuationToken) {

    /** {@code FailureType} of the CodePipeline API. */
    public static final List<String> FAILURES = List.of(
            "JobFailed",
            "ConfigurationError",
            "PermissionError",
            "RevisionOutOfSync",
            "RevisionUnavailable",
            "SystemUnavailable");

    /** {@code ExecutionSummary}: at most 2048 characters; a failure's {@code Message} may be longer. */
    private static final int LONGEST_SUMMARY = 2048;

    /** {@code ExecutionId}: at most 1500 characters. */
    private static final int LONGEST_ID = 1500;

    /** {@code ContinuationToken}: at most 2048 characters. */
    private static final int LONGEST_TOKEN = 2048;

    /** {@code OutputVariablesKey}. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9@\\-_]+");

    /** @throws ParameterException if CodePipeline would refuse a value that cannot be shortened */
    public JobAnswer {
        if (failure != null) {
            checkFailure(failure);
        }
        summary = shortened(summary == null ? "" : summary, LONGEST_SUMMARY);
        externalId = shortened(externalId == null ? "" : externalId, LONGEST_ID);
        variables = Map.copyOf(variables);
        variables.keySet().forEach(JobAnswer::checkVariableName);
        checkToken(continuationToken);
    }

    /** A job that succeeded. */
    public static JobAnswer success(
            String summary, String externalId, Map<String, String> variables, String continuationToken) {
        return new JobAnswer(null, summary, externalId, variables, continuationToken);
    }

    /** A job that did not. */
    public static JobAnswer failure(String type, String message, String externalId) {
        return new JobAnswer(type, message, externalId, Map.of(), null);
    }

    /** Whether the job succeeded. */
    public boolean good() {
        return failure == null;
    }

    /** @throws ParameterException if CodePipeline knows no such failure */
    public static void checkFailure(String type) {
        if (!FAILURES.contains(type)) {
            throw new ParameterException(
                    "failureType", type, Texts.of("codepipeline.worker.failure", String.join(", ", FAILURES)));
        }
    }

    /** @throws ParameterException if no output variable can have this name */
    public static void checkVariableName(String name) {
        if (name == null || !VARIABLE.matcher(name).matches()) {
            throw new ParameterException("variables", name, Texts.of("codepipeline.worker.variable"));
        }
    }

    /**
     * @param token may be null
     * @throws ParameterException if it is too long
     */
    public static void checkToken(String token) {
        if (token != null && (token.isEmpty() || token.length() > LONGEST_TOKEN)) {
            throw new ParameterException(
                    "continuationToken", token, Texts.of("codepipeline.worker.token", LONGEST_TOKEN));
        }
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
