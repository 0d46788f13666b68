package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackConfiguration;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOverview;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.RollbackInfo;

/**
 * A deployment as one answer of CodeDeploy told it.
 *
 * @param status of the whole
 * @param targets how many there are by status; empty until AWS says
 * @param errorCode why the whole failed, or null
 * @param errorMessage in AWS's words, or null
 * @param rollsBackOn the events on which CodeDeploy rolls this deployment back
 * @param rollbackId of the deployment that rolls this one back, or null
 * @param rollbackMessage what AWS says of the rollback, or null
 * @param created null if AWS does not say
 * @param completed null while it runs
 */
public record DeploymentSnapshot(
        String id,
        String application,
        String group,
        DeploymentStatus status,
        String config,
        boolean blueGreen,
        Overview targets,
        String errorCode,
        String errorMessage,
        List<String> rollsBackOn,
        String rollbackId,
        String rollbackMessage,
        Instant created,
        Instant completed) {

    /** How many targets there are by status. */
    public record Overview(long pending, long inProgress, long succeeded, long failed, long skipped, long ready) {

        static final Overview NONE = new Overview(0, 0, 0, 0, 0, 0);

        long all() {
            return pending + inProgress + succeeded + failed + skipped + ready;
        }

        long done() {
            return succeeded + failed + skipped;
        }
    }

    public DeploymentSnapshot {
        rollsBackOn = List.copyOf(rollsBackOn);
    }

    /**
     * Whether CodeDeploy is about to make a deployment that undoes this one.
     *
     * @param asked whether StopDeployment asked for it
     */
    boolean expectsRollback(boolean asked) {
        if (rollbackId != null || rollbackMessage != null) {
            return false;
        }
        return switch (status) {
            case FAILED -> rollsBackOn.contains("DEPLOYMENT_FAILURE");
            case STOPPED ->
                asked
                        || rollsBackOn.contains("DEPLOYMENT_STOP_ON_REQUEST")
                        || "ALARM_ACTIVE".equals(errorCode) && rollsBackOn.contains("DEPLOYMENT_STOP_ON_ALARM");
            default -> false;
        };
    }

    /** What is known of a deployment from CreateDeployment's answer. */
    static DeploymentSnapshot created(String id, DeploymentRequest request) {
        return new DeploymentSnapshot(
                id,
                request.application(),
                request.group(),
                DeploymentStatus.CREATED,
                request.deploymentConfig(),
                false,
                Overview.NONE,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null);
    }

    static DeploymentSnapshot of(DeploymentInfo info) {
        RollbackInfo rollback = info.rollbackInfo();
        return new DeploymentSnapshot(
                info.deploymentId(),
                info.applicationName(),
                info.deploymentGroupName(),
                DeploymentStatus.of(info.statusAsString()),
                info.deploymentConfigName(),
                info.deploymentStyle() != null && info.deploymentStyle().deploymentType() == DeploymentType.BLUE_GREEN,
                overview(info.deploymentOverview()),
                info.errorInformation() == null ? null : info.errorInformation().codeAsString(),
                info.errorInformation() == null ? null : info.errorInformation().message(),
                events(info.autoRollbackConfiguration()),
                rollback == null ? null : rollback.rollbackDeploymentId(),
                rollback == null ? null : rollback.rollbackMessage(),
                info.createTime(),
                info.completeTime());
    }

    private static List<String> events(AutoRollbackConfiguration rollback) {
        return rollback == null || !Boolean.TRUE.equals(rollback.enabled())
                ? List.of()
                : new ArrayList<>(rollback.eventsAsStrings());
    }

    private static Overview overview(DeploymentOverview overview) {
        return overview == null
                ? Overview.NONE
                : new Overview(
                        count(overview.pending()),
                        count(overview.inProgress()),
                        count(overview.succeeded()),
                        count(overview.failed()),
                        count(overview.skipped()),
                        count(overview.ready()));
    }

    private static long count(Long number) {
        return number == null ? 0 : number;
    }
}
