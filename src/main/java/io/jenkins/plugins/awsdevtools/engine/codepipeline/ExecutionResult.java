package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import java.util.Objects;

/**
 * How an execution ended, or, if nobody waits, how it began.
 *
 * @param link the execution's page
 */
public record ExecutionResult(ExecutionSnapshot execution, String link) {

    public ExecutionResult {
        Objects.requireNonNull(execution);
    }

    /** Whether there is nothing to complain of: it succeeded, or nobody waited. */
    public boolean good() {
        return execution.succeeded() || !execution.ended();
    }

    /** Why it did not succeed, in lines for people. */
    public String failureText() {
        StringBuilder text = new StringBuilder(
                Texts.of("codepipeline.failed", execution.pipeline(), execution.id(), execution.status(), link));
        if (!execution.summary().isEmpty()) {
            text.append('\n').append(execution.summary());
        }
        execution.failedAction().ifPresent(action -> {
            text.append('\n')
                    .append(Texts.of("codepipeline.failed.action", action.stage(), action.name(), action.status()));
            append(text, action.error());
            append(text, action.summary());
            append(text, action.externalUrl());
        });
        return LogText.cleanText(text.toString());
    }

    private static void append(StringBuilder text, String detail) {
        if (!detail.isEmpty()) {
            text.append("\n  ").append(detail);
        }
    }
}
