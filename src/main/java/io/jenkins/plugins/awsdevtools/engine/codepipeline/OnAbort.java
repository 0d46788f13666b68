package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/** What becomes of an execution when the Jenkins build is aborted. */
public enum OnAbort {
    /** It is stopped when the actions in progress have ended. */
    STOP,
    /** It is stopped at once; actions in progress are abandoned. */
    ABANDON,
    /** It goes on. */
    LEAVE
}
