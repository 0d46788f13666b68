package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * The deployment that CodeDeploy made to undo one that failed, followed to its end. Used on one serial executor.
 */
final class Rollback {

    /** Tells its targets from those of the deployment that failed. */
    static final String PREFIX = "~";

    private final SecondDeployment second;
    private final TargetTelling targets;
    private final DeploymentLog told;
    private final Runnable onChange;
    private final BooleanSupplier unwanted;
    private DeploymentSnapshot latest;

    /**
     * @param targets of the deployment that undoes
     * @param unwanted whether nobody waits for it any more
     */
    Rollback(
            SecondDeployment second,
            TargetTelling targets,
            DeploymentLog told,
            Runnable onChange,
            BooleanSupplier unwanted) {
        this.second = Objects.requireNonNull(second);
        this.targets = Objects.requireNonNull(targets);
        this.told = Objects.requireNonNull(told);
        this.onChange = Objects.requireNonNull(onChange);
        this.unwanted = Objects.requireNonNull(unwanted);
    }

    /** Null until it was read. */
    DeploymentSnapshot latest() {
        return latest;
    }

    List<TargetSnapshot> targets() {
        return targets.targets();
    }

    /**
     * Follows it.
     *
     * @param link its page in the AWS console
     * @param then run when it has ended
     */
    void follow(DeploymentSnapshot failed, String link, Runnable then) {
        String id = failed.rollbackId();
        told.once(
                "rollback",
                Texts.of("codedeploy.rollback.started", id, failed.id(), link)
                        .lines()
                        .toList());
        second.follow(id, status -> {
            latest = status;
            if (!targets.isReading()) {
                targets.read(status, () -> afterReading(status, then));
            }
        });
    }

    private void afterReading(DeploymentSnapshot status, Runnable then) {
        if (unwanted.getAsBoolean()) {
            return;
        }
        onChange.run();
        if (status.status().isEnd()) {
            second.end();
            List<String> lines = new ArrayList<>(DeploymentTexts.table(status, targets.targets()));
            lines.add(Texts.of("codedeploy.rollback.ended", status.id(), status.status()));
            told.once("rollback ended", lines);
            then.run();
        }
    }
}
