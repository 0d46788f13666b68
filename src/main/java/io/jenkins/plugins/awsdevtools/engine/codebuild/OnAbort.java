package io.jenkins.plugins.awsdevtools.engine.codebuild;

/** What becomes of the remote build when the Jenkins build is aborted. */
public enum OnAbort {
    /** It is stopped too. */
    STOP,
    /** It goes on without anybody watching. */
    LEAVE
}
