package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.StageExecution;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.TransitionState;

/**
 * A pipeline as GetPipelineState tells it.
 *
 * @param stages in the pipeline's order
 */
public record PipelineState(List<Stage> stages) {

    /**
     * A stage.
     *
     * @param executionId of the execution that was in it last; empty if none was
     * @param status of that execution in it; empty if none was
     * @param waiting the executions that wait to enter it
     * @param enabled whether executions may enter it
     * @param reason why they may not; empty if they may
     * @param changedBy who enabled or disabled it last; may be empty
     */
    public record Stage(
            String name,
            String executionId,
            String status,
            List<String> waiting,
            boolean enabled,
            String reason,
            String changedBy) {

        public Stage {
            waiting = List.copyOf(waiting);
        }
    }

    public PipelineState {
        stages = List.copyOf(stages);
    }

    static PipelineState of(GetPipelineStateResponse answer) {
        return new PipelineState(
                answer.stageStates().stream().map(PipelineState::stage).toList());
    }

    private static Stage stage(StageState state) {
        StageExecution latest = state.latestExecution();
        TransitionState transition = state.inboundTransitionState();
        return new Stage(
                state.stageName(),
                latest == null ? "" : latest.pipelineExecutionId(),
                latest == null ? "" : latest.statusAsString(),
                state.inboundExecutions().stream()
                        .map(StageExecution::pipelineExecutionId)
                        .toList(),
                transition == null || !Boolean.FALSE.equals(transition.enabled()),
                transition == null || transition.disabledReason() == null ? "" : transition.disabledReason(),
                transition == null || transition.lastChangedBy() == null ? "" : transition.lastChangedBy());
    }

    public List<String> stageNames() {
        return stages.stream().map(Stage::name).toList();
    }

    public Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** The stage that an execution waits to enter, if it does. */
    Optional<Stage> awaitedBy(String executionId) {
        return stages.stream()
                .filter(stage -> stage.waiting().contains(executionId))
                .findFirst();
    }
}
