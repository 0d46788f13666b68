package io.jenkins.plugins.awsdevtools.engine.codebuild;

/** The status of a build or of a phase ({@code StatusType} of the CodeBuild API). */
public enum BuildStatus {
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    FAULT,
    TIMED_OUT,
    STOPPED,
    /** Of a phase only. */
    QUEUED,
    /** Of a phase only. */
    CLIENT_ERROR,
    /** A status that this version does not know. */
    UNKNOWN;

    static BuildStatus of(String aws) {
        if (aws == null) {
            return IN_PROGRESS;
        }
        for (BuildStatus status : values()) {
            if (status.name().equals(aws)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether this is an end, and not a good one. */
    public boolean isFailure() {
        return this == FAILED || this == FAULT || this == TIMED_OUT || this == STOPPED || this == CLIENT_ERROR;
    }
}
