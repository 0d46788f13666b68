package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.model.InvisibleAction;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a build wants its job of CodePipeline to be answered with. */
public final class PipelineAnswerAction extends InvisibleAction {

    private final String summary;
    private final String failureType;
    private final String continuationToken;
    private final Map<String, String> variables;

    /**
     * @param summary null for how the build ended
     * @param continuationToken null if the action is done with this build
     */
    PipelineAnswerAction(String summary, String failureType, String continuationToken, Map<String, String> variables) {
        this.summary = summary;
        this.failureType = failureType;
        this.continuationToken = continuationToken;
        this.variables = new LinkedHashMap<>(variables);
    }

    String getSummary() {
        return summary;
    }

    String getFailureType() {
        return failureType;
    }

    String getContinuationToken() {
        return continuationToken;
    }

    Map<String, String> getVariables() {
        return Map.copyOf(variables);
    }
}
