package io.jenkins.plugins.awsdevtools.engine.watch;

/**
 * The job of a trigger, as the ground floor sees it. Called one at a time, on threads that must not be held up.
 *
 * @param <C> why it is built, for example a push; each has an id
 */
public interface TriggerTarget<C> {

    /** Whether a build could be put in the queue now. While not, causes wait and none is forgotten. */
    boolean isBuildable();

    /** Puts a build for the cause in the queue. */
    void schedule(C cause);

    /** Whether there is a build for the cause with this id, or one in the queue; asked after a restart. */
    boolean isKnown(String id);

    /** A line of the trigger's log: something happened, or something is wrong. */
    void say(String line);

    /** What is watched was read and AWS told it. */
    void polled();
}
