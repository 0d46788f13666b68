package io.jenkins.plugins.awsdevtools.engine.flow;

/** How a stage stands. */
public enum FlowStatus {
    WAITING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    STOPPED;

    /** Whether nothing more is to come. */
    public boolean isEnd() {
        return this != WAITING && this != RUNNING;
    }
}
