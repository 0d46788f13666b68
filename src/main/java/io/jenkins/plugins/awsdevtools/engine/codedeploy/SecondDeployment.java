package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.work.PatientWatch;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Another deployment beside a run's own, watched for a while: the one in whose way it stands, the one that rolls it back,
 * or its own while it stops. Used on one serial executor.
 */
final class SecondDeployment {

    private final WorkContext context;
    private final StatusSource<String, DeploymentSnapshot> source;
    private final Duration patience;
    private final SerialExecutor serial;
    private final Function<Throwable, AwsFailure> translate;
    private final Consumer<AwsFailure> onTrouble;
    private final BiConsumer<String, AwsFailure> onLoss;
    private PatientWatch<DeploymentSnapshot> watch;

    /**
     * @param onTrouble told once of each spell in which nothing can be read
     * @param onLoss told the id and the refusal, which may be null, when it cannot be followed any more
     */
    SecondDeployment(
            WorkContext context,
            StatusSource<String, DeploymentSnapshot> source,
            Duration patience,
            SerialExecutor serial,
            Function<Throwable, AwsFailure> translate,
            Consumer<AwsFailure> onTrouble,
            BiConsumer<String, AwsFailure> onLoss) {
        this.context = Objects.requireNonNull(context);
        this.source = Objects.requireNonNull(source);
        this.patience = Objects.requireNonNull(patience);
        this.serial = Objects.requireNonNull(serial);
        this.translate = Objects.requireNonNull(translate);
        this.onTrouble = Objects.requireNonNull(onTrouble);
        this.onLoss = Objects.requireNonNull(onLoss);
    }

    /** Follows a deployment instead of the one before. */
    void follow(String id, Consumer<DeploymentSnapshot> onStatus) {
        end();
        watch = PatientWatch.of(
                context.watcher(),
                source,
                id,
                patience,
                serial,
                context.timing(),
                translate,
                new PatientWatch.Listener<>() {

                    @Override
                    public void onStatus(DeploymentSnapshot status) {
                        onStatus.accept(status);
                    }

                    @Override
                    public void onTrouble(AwsFailure reason) {
                        onTrouble.accept(reason);
                    }

                    @Override
                    public void onLoss(PatientWatch.Loss loss, AwsFailure refusal) {
                        onLoss.accept(id, refusal);
                    }
                });
    }

    /** It may say more soon than what ended it. */
    void lookAgain() {
        if (watch != null) {
            watch.lookAgain();
        }
    }

    void end() {
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
    }
}
