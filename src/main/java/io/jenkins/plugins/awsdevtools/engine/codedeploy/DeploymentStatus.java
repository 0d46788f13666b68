package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.util.Locale;

/** {@code DeploymentStatus} of the CodeDeploy API. */
public enum DeploymentStatus {
    CREATED,
    QUEUED,
    IN_PROGRESS,
    BAKING,
    SUCCEEDED,
    FAILED,
    STOPPED,
    READY,
    /** One that AWS added later. */
    UNKNOWN;

    static DeploymentStatus of(String name) {
        if (name == null) {
            return UNKNOWN;
        }
        String flat = name.toUpperCase(Locale.ROOT);
        for (DeploymentStatus status : values()) {
            if (status.name().replace("_", "").equals(flat)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether nothing more is to come. */
    public boolean isEnd() {
        return this == SUCCEEDED || this == FAILED || this == STOPPED;
    }
}
