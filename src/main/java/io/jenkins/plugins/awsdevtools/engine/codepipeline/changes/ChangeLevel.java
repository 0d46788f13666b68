package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import java.util.List;

/** Of what changes are told, with the states it can get into as AWS names them. */
public enum ChangeLevel {
    /** {@code PipelineExecutionStatus} of the CodePipeline API. */
    PIPELINE(List.of("InProgress", "Succeeded", "Failed", "Stopping", "Stopped", "Superseded", "Cancelled")),
    /** {@code StageExecutionStatus}. */
    STAGE(List.of("InProgress", "Succeeded", "Failed", "Stopping", "Stopped", "Cancelled", "Skipped")),
    /** {@code ActionExecutionStatus}. */
    ACTION(List.of("InProgress", "Succeeded", "Failed", "Abandoned"));

    private final List<String> states;

    ChangeLevel(List<String> states) {
        this.states = states;
    }

    public List<String> states() {
        return states;
    }
}
