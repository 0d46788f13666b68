package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;

/** The picture of an execution: the newest try of each action is a stage. */
public final class ExecutionFlow {

    private ExecutionFlow() {}

    /** @param region of the pipeline */
    public static Flow of(ExecutionSnapshot execution, String region) {
        return new Flow(
                execution.pipeline(),
                "CodePipeline",
                status(execution.status()),
                PipelineLinks.execution(region, execution.pipeline(), execution.id()),
                "",
                execution.latestActions().stream()
                        .map(action -> new FlowStage(
                                action.stage() + " / " + action.name(),
                                action.waitsForApproval() ? FlowStatus.WAITING : status(action.status()),
                                action.started(),
                                action.ended() ? action.changed() : null,
                                action.error()))
                        .toList());
    }

    private static FlowStatus status(String status) {
        return switch (status) {
            case "InProgress", "Stopping" -> FlowStatus.RUNNING;
            case "Succeeded" -> FlowStatus.SUCCEEDED;
            case "Stopped", "Superseded", "Cancelled", "Abandoned" -> FlowStatus.STOPPED;
            default -> FlowStatus.FAILED;
        };
    }
}
