package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import java.util.ArrayList;
import java.util.List;

/** The picture of a deployment: its targets are the stages, those of its rollback follow. */
public final class DeploymentFlow {

    private DeploymentFlow() {}

    /** The picture of a deployment as it stands. */
    public static Flow of(DeploymentView view) {
        DeploymentSnapshot deployment = view.deployment();
        List<FlowStage> stages = new ArrayList<>();
        view.targets()
                .forEach(target ->
                        stages.add(stage("", target, deployment.status().isEnd())));
        if (stages.isEmpty()) {
            stages.add(new FlowStage(
                    deployment.group(), status(deployment.status()), deployment.created(), deployment.completed(), ""));
        }
        if (view.rollback() != null) {
            String prefix = "rollback: ";
            boolean over = view.rollback().status().isEnd();
            view.rollbackTargets().forEach(target -> stages.add(stage(prefix, target, over)));
        }
        return new Flow(
                deployment.application() + " / " + deployment.group() + " " + deployment.id(),
                "CodeDeploy",
                status(deployment.status()),
                Links.deployment(view.region(), deployment.id()),
                "",
                stages);
    }

    private static FlowStage stage(String prefix, TargetSnapshot target, boolean over) {
        return new FlowStage(
                prefix + target.shown(),
                status(target.status()),
                target.started().orElse(null),
                over || target.hasEnded() ? target.ended().orElse(null) : null,
                target.failure()
                        .map(event -> event.name() + ": " + DeploymentTexts.cause(event))
                        .orElse(""));
    }

    private static FlowStatus status(String status) {
        return switch (status) {
            case "Succeeded" -> FlowStatus.SUCCEEDED;
            case "Failed" -> FlowStatus.FAILED;
            case "Skipped" -> FlowStatus.STOPPED;
            case "InProgress" -> FlowStatus.RUNNING;
            default -> FlowStatus.WAITING;
        };
    }

    private static FlowStatus status(DeploymentStatus status) {
        return switch (status) {
            case CREATED, QUEUED, READY -> FlowStatus.WAITING;
            case IN_PROGRESS, BAKING, UNKNOWN -> FlowStatus.RUNNING;
            case SUCCEEDED -> FlowStatus.SUCCEEDED;
            case FAILED -> FlowStatus.FAILED;
            case STOPPED -> FlowStatus.STOPPED;
        };
    }
}
