package io.jenkins.plugins.awsdevtools.codepipeline;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * What an execution that did not succeed means for the Jenkins build: one that failed fails it, one that was stopped
 * aborts it, and one that a later execution overtook makes it "not built", as a milestone that was passed does.
 */
final class ExecutionEnds {

    private ExecutionEnds() {}

    static CompletionStage<?> failure(ExecutionResult result) {
        Result meaning =
                switch (result.execution().status()) {
                    case "Superseded" -> Result.NOT_BUILT;
                    case "Stopped", "Cancelled" -> Result.ABORTED;
                    default -> Result.FAILURE;
                };
        return CompletableFuture.failedFuture(
                meaning.equals(Result.FAILURE)
                        ? new AbortException(result.failureText())
                        : new FlowInterruptedException(meaning, false, new Ended(result.failureText())));
    }

    /** Says how the execution ended. */
    static final class Ended extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        private final String text;

        Ended(String text) {
            this.text = text;
        }

        @Override
        public String getShortDescription() {
            return text;
        }
    }
}
