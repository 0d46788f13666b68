package io.jenkins.plugins.awsdevtools.engine.watch;

/**
 * The job of a trigger, as the ground floor sees it. Called one at a time, on threads that must not be held up.
 *
 * @param <C> why it is built, for example a push; each has an id
 */
public interface TriggerTarget<C> {

    /** Whether a build could be put in the queue now. While not, causes wait and none is forgotten. */
    boolean isBuildable();

    /**
     * Puts a build for the cause in the queue.
     *
     * @return whether the queue took it; a job that was disabled a moment ago gets none
     */
    boolean schedule(C cause);

    /** Whether a build for the cause with this id waits in the queue. */
    boolean isQueued(String id);

    /** Whether a build for the cause with this id has begun. */
    boolean isBegun(String id);

    /** A line of the trigger's log: something happened, or something is wrong. */
    void say(String line);

    /** What is watched was read and AWS told it. */
    void polled();
}
