package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import java.util.Set;

/**
 * Whether a build that ended badly is tried again.
 *
 * @param retries how many attempts may follow the first, 0 to 10
 * @param onFailure whether a build that failed by itself is tried again too, not only one that AWS failed
 */
public record RetryPolicy(int retries, boolean onFailure) {

    /** One attempt. */
    public static final RetryPolicy NEVER = new RetryPolicy(0, false);

    public static final int MOST = 10;

    /** Before anything of the build's own has run ("Build phase transitions", AWS CodeBuild User Guide). */
    private static final Set<String> BEFORE_THE_BUILD = Set.of("SUBMITTED", "QUEUED", "PROVISIONING");

    /** @throws ParameterException if the number is out of range */
    public RetryPolicy {
        Checks.must(retries >= 0 && retries <= MOST, "retries", retries, "codebuild.autoRetryLimit", MOST);
    }

    /** @param attempts how many were made so far */
    boolean again(BuildSnapshot build, int attempts) {
        return attempts <= retries
                && build.status().isFailure()
                && build.status() != BuildStatus.STOPPED
                && (onFailure || infrastructure(build));
    }

    /**
     * Whether AWS failed and not the build: the build or a phase faulted, or it timed out or failed before its first
     * command. What CodeBuild calls a client error, such as an image that does not exist, would fail again.
     */
    static boolean infrastructure(BuildSnapshot build) {
        if (build.status() == BuildStatus.FAULT) {
            return true;
        }
        return build.failedPhase()
                .map(phase -> phase.status() == BuildStatus.FAULT
                        || BEFORE_THE_BUILD.contains(phase.type()) && phase.status() != BuildStatus.CLIENT_ERROR)
                .orElse(false);
    }
}
