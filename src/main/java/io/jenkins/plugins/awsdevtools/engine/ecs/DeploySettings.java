package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.time.Duration;
import java.util.Objects;

/**
 * How a deployment is followed.
 *
 * @param waitForEnd whether to wait until the service is steady
 * @param timeoutMinutes after how long a deployment that is not steady counts as failed; a rollback gets as long again
 * @param lastLines how many lines of a failed task's log are shown
 */
public record DeploySettings(
        boolean waitForEnd, int timeoutMinutes, OnAbort onAbort, OnFailure onFailure, int lastLines) {

    /** The longest time that may be given: a day. */
    public static final int LONGEST_TIMEOUT = 1440;

    /** The most lines that {@code lastLines} may ask for. */
    public static final int MOST_LAST_LINES = 1000;

    /** Waits an hour, an abort rolls back, a failure leaves the service to the circuit breaker, 20 lines. */
    public static final DeploySettings DEFAULT = new DeploySettings(true, 60, OnAbort.ROLLBACK, OnFailure.LEAVE, 20);

    /** @throws ParameterException naming field and value */
    public DeploySettings {
        Objects.requireNonNull(onAbort);
        Objects.requireNonNull(onFailure);
        checkTimeout(timeoutMinutes);
        if (lastLines < 0 || lastLines > MOST_LAST_LINES) {
            throw new ParameterException("lastLines", lastLines, Texts.of("ecs.lastLines", MOST_LAST_LINES));
        }
    }

    /** @throws ParameterException if it is too short or too long */
    public static void checkTimeout(int minutes) {
        if (minutes < 1 || minutes > LONGEST_TIMEOUT) {
            throw new ParameterException("timeoutMinutes", minutes, Texts.of("ecs.timeout", 1, LONGEST_TIMEOUT));
        }
    }

    Duration timeout() {
        return Duration.ofMinutes(timeoutMinutes);
    }
}
