package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.work.PatientWatch;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Follows a deployment that somebody else made, and tells what happens on its targets. What cannot be read is told and
 * left out. Used on its owner's serial executor.
 */
public final class DeploymentEvents {

    /** "Maximum number of hours a ... blue/green deployment can run: 109 hours" ("CodeDeploy quotas"), and a day. */
    private static final Duration WATCH_PATIENCE = Duration.ofHours(109 + 24);

    private static final int LAST_LINES = 20;

    /** Who wants to know, on its serial executor. */
    public interface Listener {

        /** What was told so far, of this deployment and maybe of others. */
        Map<String, String> told();

        /** @param nowTold takes the place of {@link #told} */
        void onEvents(Map<String, String> nowTold, List<String> lines);

        void onTrouble(AwsFailure reason);

        /** Nothing more is told. */
        void onEnd();
    }

    private final AwsAccess access;
    private final SerialExecutor serial;
    private final String id;
    private final Listener listener;
    private final TargetReader targets;
    private PatientWatch<DeploymentSnapshot> watch;
    private boolean reading;
    private boolean over;

    private DeploymentEvents(CodeDeployApi api, AwsAccess access, SerialExecutor serial, String id, Listener listener) {
        this.access = Objects.requireNonNull(access);
        this.serial = Objects.requireNonNull(serial);
        this.id = Objects.requireNonNull(id);
        this.listener = Objects.requireNonNull(listener);
        this.targets = new TargetReader(api, id);
    }

    /** Begins; call it on the serial executor. */
    public static DeploymentEvents follow(
            WorkContext context, AwsAccess access, SerialExecutor serial, String id, Listener listener) {
        CodeDeployApi api = new CodeDeployApi(context.clients(), access);
        DeploymentEvents events = new DeploymentEvents(api, access, serial, id, listener);
        DeploymentStatusSource source = new DeploymentStatusSource(context.clients(), access.withoutSessionTags());
        events.watch = PatientWatch.of(
                context.watcher(),
                source,
                id,
                WATCH_PATIENCE,
                serial,
                context.timing(),
                failure -> events.translate(failure, source.operation()),
                events.new StatusListener());
        return events;
    }

    /** Nothing more is told; call it on the serial executor. */
    public void stop() {
        over = true;
        watch.cancel();
    }

    private void onStatus(DeploymentSnapshot now) {
        if (reading) {
            return; // the next reading tells what this one would
        }
        reading = true;
        serial.handle(targets.read(now), (read, failure) -> onRead(now, read, failure));
    }

    private void onRead(DeploymentSnapshot now, TargetReader.Reading read, Throwable failure) {
        reading = false;
        if (over) {
            return;
        }
        if (failure == null) {
            TargetProgress progress = TargetProgress.since(listener.told(), id + "/", targets.take(read), LAST_LINES);
            if (!progress.told().equals(listener.told())) {
                listener.onEvents(progress.told(), progress.lines());
            }
            if (now.status().isEnd()) {
                end();
            }
            return;
        }
        AwsFailure reason = translate(failure, "codedeploy:BatchGetDeploymentTargets");
        if (!reason.transientFault()) {
            listener.onTrouble(reason);
            end();
        }
    }

    private void end() {
        stop();
        listener.onEnd();
    }

    private AwsFailure translate(Throwable failure, String operation) {
        return FailureTranslator.translate(
                failure, new CallContext(operation, id, access.region().id()));
    }

    private final class StatusListener implements PatientWatch.Listener<DeploymentSnapshot> {

        @Override
        public void onStatus(DeploymentSnapshot status) {
            DeploymentEvents.this.onStatus(status);
        }

        @Override
        public void onTrouble(AwsFailure reason) {
            listener.onTrouble(reason);
        }

        @Override
        public void onLoss(PatientWatch.Loss loss, AwsFailure refusal) {
            if (refusal != null) {
                listener.onTrouble(refusal);
            }
            over = true;
            listener.onEnd();
        }
    }
}
