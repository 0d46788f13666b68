package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.model.Cause;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.PipelineChange;
import java.util.Objects;

/** A change in CodePipeline. Its fields are what the build's page says of it. */
public final class PipelineChangeCause extends Cause {

    private final String changeId;
    private final String place;
    private final String state;
    private final String executionId;
    private final String link;

    PipelineChangeCause(PipelineChange change) {
        this.changeId = change.id();
        this.place = change.place();
        this.state = change.state();
        this.executionId = change.executionId();
        this.link = change.link();
    }

    /** The pipeline, and the stage and action in it. */
    public String getPlace() {
        return place;
    }

    public String getState() {
        return state;
    }

    public String getExecutionId() {
        return executionId;
    }

    /** The execution in the AWS console. */
    public String getLink() {
        return link;
    }

    @Override
    public String getShortDescription() {
        return Messages.PipelineChangeCause_description(place, state, executionId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PipelineChangeCause cause && cause.changeId.equals(changeId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(changeId);
    }
}
