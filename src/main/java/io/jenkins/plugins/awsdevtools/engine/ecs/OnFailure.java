package io.jenkins.plugins.awsdevtools.engine.ecs;

/** What becomes of the service when the deployment fails and ECS has not rolled it back itself. */
public enum OnFailure {
    /** It stays as it is. */
    LEAVE,
    /** It goes back to the revision it had, and that is followed to its end. */
    ROLLBACK
}
