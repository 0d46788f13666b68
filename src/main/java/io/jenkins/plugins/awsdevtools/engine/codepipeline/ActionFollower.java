package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/** Tells what goes on behind actions of one kind: the log of a build, the events of a deployment. */
public interface ActionFollower {

    /** Whether this one knows what is behind an action that has begun. */
    boolean follows(ActionSnapshot action);

    /**
     * Begins to follow it. Called on {@link FollowedAction#serial}, as everything that is told has to be.
     *
     * @return what ends the following before its end
     */
    Runnable follow(ActionSnapshot action, FollowedAction followed);
}
