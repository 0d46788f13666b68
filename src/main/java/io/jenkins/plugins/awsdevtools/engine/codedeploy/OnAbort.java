package io.jenkins.plugins.awsdevtools.engine.codedeploy;

/** What becomes of a deployment when the Jenkins build is aborted. */
public enum OnAbort {
    /** It is stopped. Instances keep what they have, unless the group rolls back on its own. */
    STOP,
    /** It is stopped and the last successful revision deployed again. */
    ROLL_BACK,
    /** It goes on. */
    LEAVE
}
