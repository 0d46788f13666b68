package io.jenkins.plugins.awsdevtools.engine.ecs;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is kept of a deployment across restarts.
 *
 * @param marker the label of the registered revision; kept so that a second try finds it
 * @param requested when the first try was made; kept because it bounds the search and the time given
 * @param serviceName null until UpdateService has answered; kept to follow the service
 * @param aborting whether to roll back as soon as the deployment is known; kept so that an abort is finished
 * @param log how far the service's events were printed; its token names the newest one that was
 * @param registering whether RegisterTaskDefinition may have been called; kept so that the revision is looked for first
 * @param taskDefinition the revision that is deployed; kept because the deployment is recognised by it
 * @param previousTaskDefinition what the service ran before; kept because the service does not tell it afterwards
 * @param previousDeployment the deployment before ours; kept so that it is not taken for ours
 * @param deploymentId ours; kept to tell it from those of others
 * @param reported the failed tasks that were told; kept so that they are told once
 * @param failure why the deployment failed, once it has; kept because the service forgets it
 * @param failureKind how it failed
 * @param rollbackSince when the rollback of ours began; null if there is none
 * @param rollbackDeployment the deployment that rolls back; null until known
 */
public record DeployRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("requested") Instant requested,
        @JsonProperty("serviceName") String serviceName,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("log") LogPosition log,
        @JsonProperty("registering") boolean registering,
        @JsonProperty("taskDefinition") String taskDefinition,
        @JsonProperty("previousTaskDefinition") String previousTaskDefinition,
        @JsonProperty("previousDeployment") String previousDeployment,
        @JsonProperty("deploymentId") String deploymentId,
        @JsonProperty("reported") List<String> reported,
        @JsonProperty("failure") String failure,
        @JsonProperty("failureKind") DeployResult.Outcome failureKind,
        @JsonProperty("rollbackSince") Instant rollbackSince,
        @JsonProperty("rollbackDeployment") String rollbackDeployment)
        implements WorkRecord<DeployRecord> {

    public DeployRecord {
        Objects.requireNonNull(marker);
        Objects.requireNonNull(requested);
        reported = reported == null ? List.of() : List.copyOf(reported);
    }

    static DeployRecord fresh(String marker, Instant now) {
        return new DeployRecord(
                marker, now, null, false, null, false, null, null, null, null, List.of(), null, null, null, null);
    }

    @Override
    public String remoteId() {
        return serviceName;
    }

    @Override
    public DeployRecord withRemoteId(String id) {
        return with(change -> change.serviceName = id);
    }

    @Override
    public DeployRecord withAborting() {
        return with(change -> change.aborting = true);
    }

    @Override
    public DeployRecord withLog(LogPosition position) {
        return with(change -> change.log = position);
    }

    DeployRecord withRegistering() {
        return with(change -> change.registering = true);
    }

    DeployRecord withTaskDefinition(String arn) {
        return with(change -> change.taskDefinition = arn);
    }

    DeployRecord withPrevious(String definition, String deployment) {
        return with(change -> {
            change.previousTaskDefinition = definition;
            change.previousDeployment = deployment;
        });
    }

    DeployRecord withDeployment(String id) {
        return with(change -> change.deploymentId = id);
    }

    DeployRecord withReported(List<String> tasks) {
        return with(change -> change.reported = tasks);
    }

    DeployRecord withFailure(DeployResult.Outcome kind, String reason) {
        return with(change -> {
            change.failureKind = kind;
            change.failure = reason;
        });
    }

    DeployRecord withRollback(Instant since, String deployment) {
        return with(change -> {
            change.rollbackSince = since;
            change.rollbackDeployment = deployment;
        });
    }

    private DeployRecord with(java.util.function.Consumer<Change> what) {
        Change change = new Change(this);
        what.accept(change);
        return change.done();
    }

    /** The fields of a record while the next one is made. */
    private static final class Change {
        private final DeployRecord from;
        private String serviceName;
        private boolean aborting;
        private LogPosition log;
        private boolean registering;
        private String taskDefinition;
        private String previousTaskDefinition;
        private String previousDeployment;
        private String deploymentId;
        private List<String> reported;
        private String failure;
        private DeployResult.Outcome failureKind;
        private Instant rollbackSince;
        private String rollbackDeployment;

        Change(DeployRecord from) {
            this.from = from;
            serviceName = from.serviceName;
            aborting = from.aborting;
            log = from.log;
            registering = from.registering;
            taskDefinition = from.taskDefinition;
            previousTaskDefinition = from.previousTaskDefinition;
            previousDeployment = from.previousDeployment;
            deploymentId = from.deploymentId;
            reported = from.reported;
            failure = from.failure;
            failureKind = from.failureKind;
            rollbackSince = from.rollbackSince;
            rollbackDeployment = from.rollbackDeployment;
        }

        DeployRecord done() {
            return new DeployRecord(
                    from.marker,
                    from.requested,
                    serviceName,
                    aborting,
                    log,
                    registering,
                    taskDefinition,
                    previousTaskDefinition,
                    previousDeployment,
                    deploymentId,
                    reported,
                    failure,
                    failureKind,
                    rollbackSince,
                    rollbackDeployment);
        }
    }
}
