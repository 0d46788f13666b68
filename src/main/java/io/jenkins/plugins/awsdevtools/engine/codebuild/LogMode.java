package io.jenkins.plugins.awsdevtools.engine.codebuild;

/** What is printed of a remote log. */
public enum LogMode {
    /** Every line as it arrives. */
    STREAM,
    /** The last lines, if the build fails. */
    ON_FAILURE,
    /** Nothing; the log is not read at all. */
    NONE
}
