package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

/** The job that reacts, as the ground floor sees it. Called one at a time, on threads that must not be held up. */
public interface ChangeTarget {

    /** Whether a build could be put in the queue now. While not, changes wait. */
    boolean isBuildable();

    /** Puts a build for the change in the queue. */
    void schedule(PipelineChange change);

    /** Whether there is a build for this change, or one in the queue; asked after a restart. */
    boolean isKnown(String changeId);

    /** A line of the log: something happened, or something is wrong. */
    void say(String line);

    /** Pipelines were read and AWS told them. */
    void polled();
}
