package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Objects;

/**
 * An answer to a manual approval.
 *
 * @param pipeline the name
 * @param stage in which the approval waits; null if the action's name says enough
 * @param action the approval's name; null for the only one that waits
 * @param executionId the execution it waits in; null for any
 * @param tryId the try of the action that is meant; null for any
 * @param approve whether it is approved
 * @param comment kept with the answer, at most 512 characters ({@code ApprovalSummary} of the CodePipeline API)
 */
public record ApprovalRequest(
        String pipeline,
        String stage,
        String action,
        String executionId,
        String tryId,
        boolean approve,
        String comment) {

    private static final int LONGEST_COMMENT = 512;

    /** @throws ParameterException if CodePipeline would refuse a value */
    public ApprovalRequest {
        PipelineRequest.checkName(pipeline);
        Objects.requireNonNull(comment);
        checkComment(comment);
        if (executionId != null) {
            PipelineRequest.checkExecution("execution", executionId);
        }
    }

    /** Whether it says which approval is meant, and not just whichever waits. */
    boolean isNamed() {
        return stage != null || action != null || executionId != null;
    }

    /** Of whichever try waits. */
    public ApprovalRequest(
            String pipeline, String stage, String action, String executionId, boolean approve, String comment) {
        this(pipeline, stage, action, executionId, null, approve, comment);
    }

    /** The answer to one try of an approval. */
    public static ApprovalRequest to(
            ExecutionSnapshot execution, ActionSnapshot asked, boolean approve, String comment) {
        return new ApprovalRequest(
                execution.pipeline(), asked.stage(), asked.name(), execution.id(), asked.id(), approve, comment);
    }

    /** @throws ParameterException if a comment is too long */
    public static void checkComment(String comment) {
        if (comment.length() > LONGEST_COMMENT) {
            throw new ParameterException(
                    "comment", comment.length(), Texts.of("codepipeline.approval.comment", LONGEST_COMMENT));
        }
    }
}
