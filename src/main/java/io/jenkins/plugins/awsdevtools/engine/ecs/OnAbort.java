package io.jenkins.plugins.awsdevtools.engine.ecs;

/** What becomes of the deployment when the Jenkins build is aborted. */
public enum OnAbort {
    /** The service goes back to the revision it had. */
    ROLLBACK,
    /** The deployment goes on without anybody watching. */
    LEAVE
}
