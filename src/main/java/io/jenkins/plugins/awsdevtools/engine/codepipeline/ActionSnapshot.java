package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionInput;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionResult;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ErrorDetails;

/**
 * One try of an action.
 *
 * @param id tells the tries apart
 * @param provider for example {@code CodeBuild}
 * @param status as AWS names it: InProgress, Succeeded, Failed, Abandoned
 * @param externalId of the build, deployment or job behind it; empty if there is none
 * @param externalUrl its page; may be empty
 * @param error code and message of a failure; empty if it did not fail
 * @param variables that the action puts out
 * @param region in which it runs; empty for the pipeline's own
 * @param configuration as it was resolved for this try
 * @param updatedBy who changed its status last, such as who answered an approval; may be empty
 */
public record ActionSnapshot(
        String id,
        String stage,
        String name,
        String provider,
        String status,
        Instant started,
        Instant changed,
        String summary,
        String externalId,
        String externalUrl,
        String error,
        Map<String, String> variables,
        String region,
        Map<String, String> configuration,
        String updatedBy) {

    public ActionSnapshot {
        variables = Map.copyOf(variables);
        configuration = Map.copyOf(configuration);
    }

    /** Whether it has ended. */
    public boolean ended() {
        return !status.equals("InProgress");
    }

    /** Whether it ended well. */
    public boolean succeeded() {
        return status.equals("Succeeded");
    }

    /** Whether the execution was stopped without waiting for it; what it began elsewhere may go on. */
    public boolean abandoned() {
        return status.equals("Abandoned");
    }

    /** Whether a person has to answer. */
    public boolean waitsForApproval() {
        return provider.equals("Manual") && !ended();
    }

    /** What an approval asks, or empty ({@code CustomData}, "Manual approval action reference"). */
    public String approvalMessage() {
        return configuration.getOrDefault("CustomData", "");
    }

    /** What an approval is about: a page to look at, or empty ({@code ExternalEntityLink}). */
    public String approvalLink() {
        return configuration.getOrDefault("ExternalEntityLink", "");
    }

    static ActionSnapshot of(ActionExecutionDetail detail) {
        ActionExecutionInput input = detail.input();
        ActionTypeId type = input == null ? null : input.actionTypeId();
        ActionExecutionResult result =
                detail.output() == null ? null : detail.output().executionResult();
        return new ActionSnapshot(
                detail.actionExecutionId(),
                text(detail.stageName()),
                text(detail.actionName()),
                type == null ? "" : text(type.provider()),
                text(detail.statusAsString()),
                detail.startTime(),
                detail.lastUpdateTime(),
                result == null ? "" : text(result.externalExecutionSummary()),
                result == null ? "" : text(result.externalExecutionId()),
                result == null ? "" : text(result.externalExecutionUrl()),
                result == null ? "" : error(result.errorDetails()),
                detail.output() == null ? Map.of() : detail.output().outputVariables(),
                input == null ? "" : text(input.region()),
                input == null ? Map.of() : configuration(input),
                text(detail.updatedBy()));
    }

    private static Map<String, String> configuration(ActionExecutionInput input) {
        return input.hasResolvedConfiguration() ? input.resolvedConfiguration() : input.configuration();
    }

    private static String error(ErrorDetails details) {
        return details == null ? "" : (text(details.code()) + ": " + text(details.message())).strip();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
