package io.jenkins.plugins.awsdevtools.engine.codecommit;

/** The job of a trigger, as the ground floor sees it. Called one at a time, on threads that must not be held up. */
public interface PushTarget {

    /** Whether a build could be put in the queue now. While not, pushes wait and none is forgotten. */
    boolean isBuildable();

    /** Puts a build of the push in the queue. */
    void schedule(Push push);

    /** Whether there is a build of this push, or one in the queue; asked after a restart. */
    boolean isKnown(String pushId);

    /** A line of the polling log: something happened, or something is wrong. */
    void say(String line);

    /** The branches were read and AWS told them. */
    void polled();
}
