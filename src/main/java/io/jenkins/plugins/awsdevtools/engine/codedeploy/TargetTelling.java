package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads the targets of one deployment again and again, and tells what happened on them. Used on one serial executor.
 */
final class TargetTelling {

    private final TargetReader reader;
    private final String prefix;
    private final int lastLines;
    private final DeploymentCalls calls;
    private final DeploymentKeeper keeper;
    private final DeploymentLog told;
    private final Consumer<AwsFailure> onTrouble;
    private boolean reading;
    private boolean denied;

    /**
     * @param prefix tells the targets of this deployment from those of another in the record
     * @param lastLines of a failed script's log
     * @param onTrouble told when they cannot be read, which fails nothing
     */
    TargetTelling(
            TargetReader reader,
            String prefix,
            int lastLines,
            DeploymentCalls calls,
            DeploymentKeeper keeper,
            DeploymentLog told,
            Consumer<AwsFailure> onTrouble) {
        this.reader = Objects.requireNonNull(reader);
        this.prefix = Objects.requireNonNull(prefix);
        this.lastLines = lastLines;
        this.calls = Objects.requireNonNull(calls);
        this.keeper = Objects.requireNonNull(keeper);
        this.told = Objects.requireNonNull(told);
        this.onTrouble = Objects.requireNonNull(onTrouble);
    }

    /** Whether a reading is under way; another is not begun meanwhile. */
    boolean isReading() {
        return reading;
    }

    /** As they were read last, in AWS's order. */
    List<TargetSnapshot> targets() {
        return reader.targets();
    }

    /** Reads them, tells what is new, goes on. */
    void read(DeploymentSnapshot of, Runnable then) {
        if (denied) {
            then.run();
            return;
        }
        reading = true;
        calls.make(() -> reader.read(of), "codedeploy:BatchGetDeploymentTargets", (read, failure) -> {
            reading = false;
            if (failure == null) {
                told.print(TargetProgress.since(keeper.record().told(), prefix, reader.take(read), lastLines));
            } else {
                onTrouble.accept(failure);
                denied = failure.kind() == AwsFailure.Kind.DENIED;
            }
            then.run();
        });
    }
}
