package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.Objects;

/**
 * How a deployment is followed.
 *
 * @param waitForEnd whether its end is waited for; if not, it is left when CodeDeploy has it
 * @param waitForOther whether a deployment that already runs in the group is waited for
 * @param terminateOriginals whether the time is cut short for which the group keeps what is old after traffic has gone
 * @param lastLines how many lines of a failed script's log are shown, from 0 to {@value #MOST_LAST_LINES}
 * @param approvedAt where a person in Jenkins lets a ready deployment go on; empty if there is no such page
 */
public record DeploymentSettings(
        OnReady onReady,
        OnAbort onAbort,
        boolean waitForEnd,
        boolean waitForOther,
        boolean terminateOriginals,
        int lastLines,
        String approvedAt) {

    /** More than CodeDeploy gives of a script's log, which is 4 KB. */
    public static final int MOST_LAST_LINES = 1000;

    /** Goes on when ready, stops on abort, does not wait for others, shows 20 lines. */
    public static final DeploymentSettings DEFAULT =
            new DeploymentSettings(OnReady.CONTINUE, OnAbort.STOP, true, false, false, 20, "");

    public DeploymentSettings {
        Objects.requireNonNull(onReady);
        Objects.requireNonNull(onAbort);
        Objects.requireNonNull(approvedAt);
        if (lastLines < 0 || lastLines > MOST_LAST_LINES) {
            throw new ParameterException("lastLines", lastLines, Texts.of("codedeploy.lastLines", MOST_LAST_LINES));
        }
    }
}
