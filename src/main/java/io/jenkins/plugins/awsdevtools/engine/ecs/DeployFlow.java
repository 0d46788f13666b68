package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The picture of a deployment: the revision, the rollout, and what was undone. */
public final class DeployFlow {

    private DeployFlow() {}

    public static Flow of(DeployProgress progress) {
        ServiceSnapshot service = progress.service();
        DeployRecord record = progress.record();
        FlowStatus status = status(progress.outcome());
        DeploymentSnapshot own = service.deployment(record.deploymentId()).orElse(null);
        Instant begun = own == null || own.created() == null ? record.requested() : own.created();
        boolean failed = record.failure() != null || status == FlowStatus.FAILED;
        List<FlowStage> stages = new ArrayList<>();
        stages.add(new FlowStage(
                Texts.of("ecs.stage.revision", TaskDefinitionName.shortened(record.taskDefinition())),
                FlowStatus.SUCCEEDED,
                record.requested(),
                begun.isBefore(record.requested()) ? record.requested() : begun,
                ""));
        stages.add(new FlowStage(
                own == null
                        ? Texts.of("ecs.stage.tasks")
                        : Texts.of("ecs.stage.tasksRunning", own.running(), own.desired()),
                failed ? FlowStatus.FAILED : status,
                begun,
                failed || status.isEnd() ? ended(own, begun) : null,
                note(own, record)));
        if (failed && isUndone(service, record)) {
            DeploymentSnapshot back = service.primary().orElseThrow();
            boolean done = back.rolloutState().equals("COMPLETED");
            stages.add(new FlowStage(
                    Texts.of("ecs.stage.rollback", TaskDefinitionName.shortened(back.taskDefinition())),
                    back.hasFailed() ? FlowStatus.FAILED : done ? FlowStatus.SUCCEEDED : FlowStatus.RUNNING,
                    back.created(),
                    done || back.hasFailed() ? back.updated() : null,
                    ""));
        }
        return new Flow(service.cluster() + "/" + service.name(), "ECS", status, Links.service(service), "", stages);
    }

    private static boolean isUndone(ServiceSnapshot service, DeployRecord record) {
        return service.primary()
                .map(primary -> !primary.id().equals(record.deploymentId())
                        && primary.taskDefinition().equals(record.previousTaskDefinition()))
                .orElse(false);
    }

    private static Instant ended(DeploymentSnapshot own, Instant begun) {
        return own == null || own.updated() == null ? begun : own.updated();
    }

    private static String note(DeploymentSnapshot own, DeployRecord record) {
        if (record.failure() != null) {
            return LogText.clean(record.failure());
        }
        return own == null || own.failed() == 0 ? "" : Texts.of("ecs.stage.failed", own.failed());
    }

    private static FlowStatus status(DeployResult.Outcome outcome) {
        if (outcome == null) {
            return FlowStatus.RUNNING;
        }
        return switch (outcome) {
            case SUCCEEDED -> FlowStatus.SUCCEEDED;
            case STARTED -> FlowStatus.RUNNING;
            case FAILED, TIMED_OUT, GONE -> FlowStatus.FAILED;
            case SUPERSEDED -> FlowStatus.STOPPED;
        };
    }
}
