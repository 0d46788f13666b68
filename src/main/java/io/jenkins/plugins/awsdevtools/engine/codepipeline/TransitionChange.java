package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.regex.Pattern;

/**
 * Whether executions may enter a stage.
 *
 * @param enabled whether they may
 * @param reason why not; empty if they may
 */
public record TransitionChange(String pipeline, String stage, boolean enabled, String reason) {

    /** {@code DisabledReason} of the CodePipeline API. */
    private static final Pattern REASON = Pattern.compile("[a-zA-Z0-9!@ ().*?\\-]+");

    private static final int LONGEST_REASON = 300;

    /** @throws ParameterException if CodePipeline would refuse a value */
    public TransitionChange {
        PipelineRequest.checkName(pipeline);
        PipelineRequest.checkStage(stage);
        if (!enabled) {
            checkReason(reason);
        }
    }

    /** @throws ParameterException if CodePipeline takes no such reason */
    public static void checkReason(String reason) {
        if (reason == null || reason.isBlank()) {
            throw new ParameterException("reason", reason, Texts.of("codepipeline.transition.noReason"));
        }
        if (reason.length() > LONGEST_REASON || !REASON.matcher(reason).matches()) {
            throw new ParameterException("reason", reason, Texts.of("codepipeline.transition.reason", LONGEST_REASON));
        }
    }
}
